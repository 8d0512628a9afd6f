version 1.1

task step {
  input { Int x }
  command <<< echo ~{x} >>>
  output { Int y = read_int(stdout()) }
}

workflow main {
  call step as a { input: x = b.y }
  call step as b { input: x = a.y }
  output { Int y = b.y }
}
