version 1.1

task align {
  input { File reads Int threads = 4 }
  command <<< align ~{reads} ~{threads} >>>
  output { File bam = "out.bam" }
  runtime { docker: "acme/bwa:2" }
}

workflow main {
  input { File? reads }
  call align { input: reads = reads }
  output { File bam = align.bam }
}
