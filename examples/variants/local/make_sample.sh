#!/bin/sh
# make_sample.sh FOLDER - a genome of two short sequences, and the reads of a
# person who differs from it in nine places; always the same.
awk -v folder="$1" '
function rand_(n) { seed = (seed * 1103515245 + 12345) % 2147483648; return int(seed / 65536) % n }
function mate(text,   out, i) {
    for (i = length(text); i > 0; i--) out = out other[substr(text, i, 1)]
    return out
}
BEGIN {
    seed = 42
    split("A C G T", base, " ")
    other["A"] = "T"; other["T"] = "A"; other["C"] = "G"; other["G"] = "C"
    swap["A"] = "G"; swap["G"] = "A"; swap["C"] = "T"; swap["T"] = "C"
    cross["A"] = "C"; cross["C"] = "A"; cross["G"] = "T"; cross["T"] = "G"
    quality = sprintf("%100s", ""); gsub(/ /, "I", quality)
    for (s = 1; s <= 2; s++) {
        len = 5000 - 2000 * (s - 1); text = ""; person = ""
        for (i = 1; i <= len; i++) text = text base[rand_(4) + 1]
        printf ">chr%d\n", s > folder "/genome.fa"
        for (i = 1; i <= len; i += 60) print substr(text, i, 60) > folder "/genome.fa"
        for (i = 1; i <= len; i++) {
            c = substr(text, i, 1)
            person = person (i % 900 != 450 ? c : i % 2700 == 450 ? cross[c] : swap[c])
        }
        for (n = 0; n < len / 5; n++) {
            at = rand_(len - 300) + 1; name = sprintf("@s%d-%d", s, n)
            printf "%s/1\n%s\n+\n%s\n", name, substr(person, at, 100), quality > folder "/left.fastq"
            printf "%s/2\n%s\n+\n%s\n", name, mate(substr(person, at + 150, 100)), quality > folder "/right.fastq"
        }
    }
}'
