version 1.1

task count {
  input { File rows }
  command <<< wc -l < ~{rows} >>>
  output { Int n = read_int(stdout()) }
}

task add {
  input { Array[Int] numbers }
  command <<< add ~{sep=" " numbers} >>>
  output { Int total = read_int(stdout()) }
}

workflow main {
  input { File rows }
  call count { input: rows = rows }
  call add { input: numbers = count.n }
  output { Int total = add.total }
}
