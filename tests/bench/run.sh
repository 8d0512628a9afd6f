#!/bin/bash
# run.sh BUILD [PART...] - how fast flw is, as ratios against limits and peers
# that are measured in the same run: compilers process small growth running
# editor. Prints the tables of docs/performance.md (fill.sh puts them there);
# what misses its limit is bold. Nothing here fails for being slow: exit 1 only
# when something did not run.
cd "$(dirname "$0")/../.." || exit 2
build=$1
shift
parts=${*:-compilers process small growth running editor}
flw=$build/flw
programs=$build/bench
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

make_flw() { # SHAPE N
    local file=$work/$1-$2.flw
    [ -f "$file" ] || awk -v shape="$1" -v n="$2" \
        -f tests/bench/generate.awk >"$file" || exit 1
    echo "$file"
}

make_c() { # SHAPE N
    local file=$work/$1-$2.c
    [ -f "$file" ] || awk -v shape="$1" -v n="$2" \
        -f tests/bench/peer.awk >"$file" || exit 1
    echo "$file"
}

# Of each command: median CPU time in ms, the least, KiB of memory.
cost() {
    "$programs/measure" "$@" || {
        echo "bench: cannot run $2" >&2
        exit 1
    }
}

calc() { awk "BEGIN { printf \"$1\", ($2) }"; }

# met FIGURE LIMIT SENSE: the figure, bold when it misses; SENSE is < or >.
met() {
    [ "$(calc %d "$1 $3 $2")" = 1 ] && echo "$1" || echo "**$1**"
}

# table NAME HEAD ALIGNMENT: what follows are its rows.
table() {
    printf '\n<!-- bench: %s -->\n%s\n%s\n' "$1" "$2" "$3"
}

# row WHAT FIGURE LIMIT SENSE: of a table of ratios.
row() {
    printf '| %s | %s | %s %s |\n' "$1" "$(met "$2" "$3" "$4")" "$4" "$3"
}

ratios() { # NAME
    table "$1" '| what | found | wanted |' '|---|---:|---:|'
}

# ---- whole processes, against compilers of C ----

compare_compilers() { # SHAPE N
    local source peer ours tcc gcc memory lines peer_lines per_line
    local rounds=9
    [ "$2" = 1000 ] && rounds=41
    source=$(make_flw "$1" "$2")
    peer=$(make_c "$1" "$2")
    {
        read -r ours _ memory
        read -r tcc _ _
    } < <(cost $rounds "$flw" check "$source" -- \
        tcc -c -o "$work/peer.o" "$peer")
    read -r gcc _ _ < <(cost 3 gcc -fsyntax-only "$peer")
    [ -n "$ours" ] && [ -n "$tcc" ] && [ -n "$gcc" ] || exit 1
    lines=$(wc -l <"$source")
    peer_lines=$(wc -l <"$peer")
    per_line="$ours / $lines"
    printf '| %s %s | %.1f | %.1f | %.0f | %s | %s | %.1f | %s |\n' \
        "$1" "$2" "$ours" "$tcc" "$gcc" \
        "$(met "$(calc %.2f "$tcc / $peer_lines / ($per_line)")" 1 '>')" \
        "$(met "$(calc %.2f "$gcc / $peer_lines / ($per_line)")" 5 '>')" \
        "$(calc %.1f "$memory / 1000")" \
        "$([ "$2" = 1000 ] ||
            met "$(calc %.2f "$memory / $lines")" 1 '<')"
}

bench_compilers() {
    local case
    table compilers \
        '| program | flw check, ms | tcc -c, ms | gcc -fsyntax-only, ms | lines/s over tcc (> 1) | over gcc (> 5) | memory, MB | KiB a line (< 1) |' \
        '|---|---:|---:|---:|---:|---:|---:|---:|'
    for case in module:1000 module:10000 module:100000 nodes:10000 nodes:100000; do
        compare_compilers "${case%:*}" "${case#*:}"
    done
}

# ---- in one process, against flex and protobuf-c; and the formatter ----

bench_process() {
    local shape scan check hand emit ours source
    ratios process
    for shape in module nodes; do
        source=$(make_flw $shape 100000)
        read -r scan check < <("$programs/scan" 9 "$source") || exit 1
        row "scan, parse and check, $shape 100000, over flex \`-Cf\` alone ($check / $scan ms)" \
            "$(calc %.1f "$check / $scan")" 6 '<'
    done
    read -r hand emit < <("$programs/emit" 9 "$(make_flw nodes 100000)") ||
        exit 1
    row "emit and pack 100,000 nodes over protobuf-c alone ($emit / $hand ms)" \
        "$(calc %.2f "$emit / $hand")" 3 '<'
    read -r ours _ _ < <(cost 9 "$flw" fmt --check "$(make_flw module 100000)")
    [ -n "$ours" ] || exit 1
    row "flw fmt, module 100000: ms" "$(calc %.0f "$ours")" 500 '<'
}

# ---- a small file ----

bench_small() {
    local ours nothing
    ratios small
    head -n 36 "$(make_flw module 1000)" >"$work/small.flw"
    {
        read -r ours _ _
        read -r nothing _ _
    } < <(cost 101 "$flw" check "$work/small.flw" -- /bin/true)
    [ -n "$ours" ] && [ -n "$nothing" ] || exit 1
    row "flw check, 36 lines ($ours ms): ms over 3 × \`/bin/true\` ($nothing ms)" \
        "$(calc %.2f "$ours - 3 * $nothing")" 2 '<'
}

# ---- instructions at n and 2n ----

instructions() { # FILE
    valgrind --tool=callgrind --callgrind-out-file=/dev/null \
        "$flw" check "$1" 2>&1 >/dev/null | awk '/Collected/ { print $4 }'
}

shapes="module tasks nodes backwards wide chain-down chain-up imports aliases
    constants renames deep errors syntax-errors params record-fields cases variants
    long-names text list-items branches arms maps options launches"

# A program; or a folder of n modules, each of which imports the one before.
make_shape() { # SHAPE N
    local folder=$work/imports-$2
    [ "$1" != imports ] || {
        mkdir "$folder"
        awk -v n="$2" -v folder="$folder" -f tests/bench/imports.awk
    }
    [ "$1" = imports ] && echo "$folder" || make_flw "$1" "$2"
}

doubling() { # SHAPE N: instructions at twice N over those at N
    local one two
    one=$(instructions "$(make_shape "$1" "$2")")
    two=$(instructions "$(make_shape "$1" $(($2 * 2)))")
    [ -n "$one" ] && [ -n "$two" ] || {
        echo "bench: callgrind did not run $1" >&2
        exit 1
    }
    met "$(calc %.2f "$two / $one")" 2.2 '<'
}

# Twice as many are still below the sizes where Flyte's limits come near, and
# messages are made to be measured.
bench_growth() {
    local shape n ratio
    table growth '| shape | n | twice n over n (< 2.2) |' '|---|---:|---:|'
    for shape in $shapes; do
        n=4000
        [ "$shape" = imports ] && n=400
        ratio=$(doubling "$shape" "$n") || exit 1
        echo "| $shape | $n | $ratio |"
    done
}

# ---- all of it ----

bench_running() {
    ratios running
    . tests/bench/running.sh
}

bench_editor() {
    . tests/bench/editor.sh
}

for part in $parts; do
    "bench_$part"
done
[ ! -s "$work/notes" ] || { echo && cat "$work/notes"; }
