version 1.1

task sort {
  input { File rows }
  command <<< sort ~{rows} >>>
  output { File sorted = stdout() }
  runtime { docker: "alpine:3.20" memory: "4 gigs" }
}
