version 1.2

task tile {
  input { Directory images }
  command <<< tile ~{images} >>>
  output { File tiles = "tiles.tgz" }
}

workflow main {
  input { File image }
  call tile { input: images = image }
  output { File tiles = tile.tiles }
}
