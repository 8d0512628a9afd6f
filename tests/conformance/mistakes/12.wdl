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
  input { File data Boolean deep }
  call train { input: data = data }
  call evaluate { input: model = train.model }
  File out = if deep then evaluate.report else train.mae
  output { File report = out }
}
