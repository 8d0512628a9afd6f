# imports.awk - n modules in a folder, each of which imports the one before.
#
#   awk -v n=100 -v folder=DIR -f imports.awk
BEGIN {
    for (i = 0; i < n; i++) {
        file = folder "/m" i ".flw"
        if (i)
            print "import \"./m" i - 1 ".flw\" as before\n" >file
        print "type T = " (i ? "before.T" : "{ id: int, name: string }") >file
        print "task step(a: T) -> (d: int)" >file
        print "using container { image: \"bench:1.0\", command: [\"s\", \"{d}\"] }" >file
        close(file)
    }
}
