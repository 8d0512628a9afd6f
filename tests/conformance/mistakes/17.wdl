version 1.1

task train {
  input { Int epochs = "ten" }
  command <<< train ~{epochs} >>>
  output { File model = "model" }
}
