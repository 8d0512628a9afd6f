#!/bin/bash
# run.sh BUILD - how fast flw is, as ratios against limits and peers that are
# measured in the same run. Prints a table; what misses its limit is marked.
# Nothing here fails for being slow: exit 1 only when something did not run.
cd "$(dirname "$0")/../.." || exit 2
build=$1
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

# Median CPU time in ms, the least, KiB of memory.
cost() {
    "$programs/measure" "$@" || {
        echo "bench: cannot run $2" >&2
        exit 1
    }
}

calc() { awk "BEGIN { printf \"$1\", ($2) }"; }

# row WHAT FIGURE LIMIT SENSE: SENSE is < or >.
row() {
    local verdict=holds
    [ "$(calc %d "$2 $4 $3")" = 1 ] || verdict=MISSES
    printf '| %-53s | %8s | %s %-5s | %-6s |\n' "$1" "$2" "$4" "$3" "$verdict"
}

echo "| what                                                  |    found |  limit  |        |"
echo "|-------------------------------------------------------|---------:|---------|--------|"

# ---- whole processes, against compilers of C ----

for case in module:1000 module:10000 module:100000 nodes:10000 nodes:100000; do
    shape=${case%:*} n=${case#*:}
    rounds=9
    [ "$n" = 1000 ] && rounds=41
    source=$(make_flw "$shape" "$n")
    peer=$(make_c "$shape" "$n")
    read -r ours _ memory < <(cost $rounds "$flw" check "$source")
    read -r tcc _ _ < <(cost $rounds tcc -c -o "$work/peer.o" "$peer")
    read -r gcc _ _ < <(cost 3 gcc -fsyntax-only "$peer")
    [ -n "$ours" ] && [ -n "$tcc" ] && [ -n "$gcc" ] || exit 1
    lines=$(wc -l <"$source")
    peer_lines=$(wc -l <"$peer")
    per_line="$ours / $lines"
    row "check $shape $n: lines/s over tcc's" \
        "$(calc %.2f "$tcc / $peer_lines / ($per_line)")" 1 '>'
    row "check $shape $n: lines/s over gcc's" \
        "$(calc %.2f "$gcc / $peer_lines / ($per_line)")" 5 '>'
    [ "$n" = 1000 ] ||
        row "check $shape $n: KiB of memory a line" \
            "$(calc %.2f "$memory / $lines")" 1 '<'
    echo "  $ours ms of CPU, $memory KiB, tcc $tcc ms, gcc $gcc ms" >>"$work/notes"
done

# ---- a small file ----

head -n 36 "$(make_flw module 1000)" >"$work/small.flw"
read -r ours _ _ < <(cost 101 "$flw" check "$work/small.flw")
read -r nothing _ _ < <(cost 101 /bin/true)
[ -n "$ours" ] && [ -n "$nothing" ] || exit 1
row "check 36 lines: ms over 3 x /bin/true" \
    "$(calc %.2f "$ours - 3 * $nothing")" 2 '<'
echo "  36 lines: $ours ms of CPU, /bin/true $nothing ms" >>"$work/notes"

# ---- the formatter, against cat: 435 of these are half a second where one is
# 1.15 ms ----

source=$(make_flw module 100000)
read -r ours _ _ < <(cost 9 "$flw" fmt --check "$source")
read -r plain _ _ < <(cost 41 cat "$source")
[ -n "$ours" ] && [ -n "$plain" ] || exit 1
row "fmt module 100000: ms over cat's" "$(calc %.0f "$ours / $plain")" 435 '<'
echo "  fmt $(wc -l <"$source") lines: $ours ms of CPU, cat $plain ms" \
    >>"$work/notes"

# ---- in one process, against flex and protobuf-c ----

for case in module:100000 nodes:100000; do
    source=$(make_flw "${case%:*}" "${case#*:}")
    read -r scan check < <("$programs/scan" 9 "$source") || exit 1
    row "scan, parse, check ${case%:*} over flex -Cf alone" \
        "$(calc %.2f "$check / $scan")" 6 '<'
    echo "  ${case%:*}: flex alone $scan ms, all $check ms" >>"$work/notes"
done
read -r hand emit < <("$programs/emit" 9 "$(make_flw nodes 100000)") || exit 1
row "emit 100,000 nodes over protobuf-c alone" \
    "$(calc %.2f "$emit / $hand")" 3 '<'
echo "  100,000 nodes: protobuf-c alone $hand ms, emit $emit ms" >>"$work/notes"

# ---- instructions at n and 2n ----

instructions() { # FILE COMMAND...
    valgrind --tool=callgrind --callgrind-out-file=/dev/null \
        "$flw" "${@:2}" "$1" 2>&1 >/dev/null | awk '/Collected/ { print $4 }'
}

shapes="module tasks nodes backwards wide chain-down chain-up imports aliases
    constants renames deep errors syntax-errors params record-fields cases variants
    long-names text list-items branches arms maps options launches"

doubling() { # SHAPE N COMMAND...
    local files=()
    for n in "$2" $(($2 * 2)); do
        if [ "$1" = imports ]; then
            files+=("$(make_imports "$n")")
        else
            files+=("$(make_flw "$1" "$n")")
        fi
    done
    local one two
    one=$(instructions "${files[0]}" "${@:3}")
    two=$(instructions "${files[1]}" "${@:3}")
    [ -n "$one" ] && [ -n "$two" ] || return 1
    row "instructions, $3 $1: twice $2 over $2" \
        "$(calc %.2f "$two / $one")" 2.2 '<'
}

# A folder of n modules, each of which imports the one before.
make_imports() {
    local folder=$work/imports-$1
    [ -d "$folder" ] || {
        mkdir "$folder"
        awk -v n="$1" -v folder="$folder" -f tests/bench/imports.awk
    }
    echo "$folder"
}

# Twice as many are still below the sizes where Flyte's limits come near, and
# messages are made to be measured.
for shape in $shapes; do
    n=4000
    [ "$shape" = imports ] && n=400
    doubling "$shape" "$n" check || {
        echo "bench: callgrind did not run $shape" >&2
        exit 1
    }
done

for shape in module nodes deep params record-fields text list-items branches \
    arms; do
    doubling "$shape" 4000 fmt --check || exit 1
done

. tests/bench/running.sh
. tests/bench/editor.sh

echo
cat "$work/notes"
