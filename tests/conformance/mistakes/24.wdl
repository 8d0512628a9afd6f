version 1.1

task train {
  input { File data }
  command <<< train ~{data} >>>
  output { File model = "model" Float mae = read_float("mae") }
  runtime { docker: "acme/eta:1" }
}

task evaluate {
  input { File model }
  command <<< evaluate ~{model} >>>
  output { File report = "report" }
  runtime { docker: "acme/eta:1" }
}

workflow main {
  input { File data File more }
  call train as fit { input: data = data }
  call train as fit { input: data = more }
  output { Float mae = fit.mae }
}
