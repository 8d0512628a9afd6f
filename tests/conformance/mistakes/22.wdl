version 1.1

task fetch {
  input { String day }
  command <<< fetch --day ~{date} --out rows >>>
  output { File rows = "rows" }
}
