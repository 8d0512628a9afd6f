# peer.awk - C for tcc and gcc: as many lines and words a line as generate.awk
# gives flw.
#
#   awk -v shape=module -v n=1000 -f peer.awk >big.c

# 40 lines, as a chapter of generate.awk has 39.
function chapter(i) {
    print "enum Region" i " { north" i ", south" i ", east" i ", west" i " };"
    print ""
    print "struct Trip" i " {"
    print "  long id;"
    print "  enum Region" i " region;"
    print "  double distance_km;"
    print "  double minutes;"
    print "};"
    print ""
    print "/* Fetches one day of trips. */"
    print "long fetch" i "(enum Region" i " region, long day, struct Trip" i " *trip)"
    print "{"
    print "  long found = (day + 1) * 3 + (long)region - 17;"
    print "  trip->id = found + day * 24 + 17;"
    print "  trip->region = region;"
    print "  trip->distance_km = 2.5 * found + 0.5 * trip->id;"
    print "  trip->minutes = 3 * trip->distance_km + 1;"
    print "  return found > 0 ? found : -1;"
    print "}"
    print ""
    print "/* Least squares. */"
    print "double fit" i "(const struct Trip" i " *rows, int epochs, double *loss)"
    print "{"
    print "  double sum = 0.0;"
    print "  for (int e = 0; e < epochs; e++)"
    print "    sum += rows[e].minutes - rows[e].distance_km * 2.5;"
    print "  *loss = sum / epochs;"
    print "  return sum;"
    print "}"
    print ""
    print "double train" i "(enum Region" i " region, long day, double limit)"
    print "{"
    print "  struct Trip" i " trips[20];"
    print "  double loss = 0.0;"
    print "  long found = fetch" i "(region, day, &trips[0]);"
    print "  double fitted = fit" i "(trips, 20, &loss);"
    print "  double again = fit" i "(trips, 10 + (int)found, &loss);"
    print "  return again < limit ? fit" i "(trips, 15, &loss) : fitted + loss;"
    print "}"
    print ""
}

function nodes(    i) {
    print "long step(long a, const char *b, long c);"
    print "long run(long x)"
    print "{"
    print "  long n0 = step(x, \"text\", 1);"
    for (i = 1; i < n; i++)
        print "  long n" i " = step(n" i - 1 ", \"text\", " i ");"
    print "  return n" n - 1 ";"
    print "}"
}

BEGIN {
    if (shape == "nodes")
        nodes()
    for (i = 0; shape == "module" && i < n / 40; i++)
        chapter(i)
}
