#!/bin/bash
# run.sh FLW [PATTERN] - runs the golden programs: each tests/golden/WAY/X.flw
# gives exactly what X.out says: all that is printed, and "exit N".
# BLESS=1 writes X.out; read the difference before committing it.
cd "$(dirname "$0")/../.." || exit 2
. tests/count.sh
flw=$(realpath "$1")
pattern=${2:-}
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT

# What a program is given to, by its folder.
way() {
    case $1 in
    # The tree alone: what is wrong with it is for check/.
    parse) "$flw" check --dump=ast "$2" 2>/dev/null | sed '/^[a-z]*\[[EW][0-9]*\]/,$d' ;;
    check) "$flw" check "$2" ;;
    lint) "$flw" lint "$2" ;;
    plan) "$flw" check --dump=plan "$2" ;;
    fmt) "$flw" fmt - <"$2" ;;
    emit) "$flw" build --format=text --output=- "$2" ;;
    # A program is built first.
    inspect)
        case $2 in
        *.flw) "$flw" build -o - "$2" | "$flw" inspect - ;;
        *) "$flw" inspect "$2" ;;
        esac
        ;;
    lsp) converse "$2" ;;
    diff) halves "$2" ;;
    cli) flw=$flw sh "$2" ;;
    run) run_lines "$2" ;;
    graph)
        case $2 in
        *.sh) flw=$flw sh "$2" ;;
        *) for format in text dot mermaid; do
            "$flw" graph "$2" --format $format
        done ;;
        esac
        ;;
    esac
}

# A conversation with the server, all of which it can read at once; what it can
# do is told by hello.jsonl alone.
converse() {
    local input
    input=$(mktemp) || return
    LC_ALL=C awk '{ printf "Content-Length: %d\r\n\r\n%s", length($0), $0 }' \
        "$1" >"$input"
    "$flw" lsp <"$input" | sed 's/Content-Length: [0-9]*\r$//' | tr -d '\r' |
        grep . | if [ "$1" = hello.jsonl ]; then
        cat
    else
        sed 's/"capabilities":{.*},"serverInfo"/"capabilities":{…},"serverInfo"/'
    fi
    rm -f "$input"
}

# Runs a program as each of its lines `# $ ENTITY OPTIONS` says, in a home of
# its own, one job at a time so that the order is one; times and the names of
# runs are left out.
run_lines() {
    local home line
    home=$(mktemp -d) || return
    sed -n 's/^# \$ //p' "$1" | while read -r line; do
        echo "\$ $line"
        eval "\"$flw\" run $1 --home $home --in host -j 1 --quiet $line" \
            2>/dev/null
        echo "exit $?"
        "$flw" show last --home "$home" |
            sed -nE -e 's/ +[0-9.]+m?s( |$)/\1/' -e 's/ +$//' -e '/^nodes/,$p'
    done | sed "s|$home|HOME|g"
    chmod -R u+w "$home" && rm -rf "$home"
}

# Compares what stands above the line `# ---- new ----` with what is below.
halves() {
    local folder
    folder=$(mktemp -d) && mkdir "$folder/old" "$folder/new" || return
    awk -v folder="$folder" 'BEGIN { side = "old" }
        /^# ---- new ----$/ { side = "new"; next }
        { print >(folder "/" side "/m.flw") }' "$1"
    (cd "$folder" && "$flw" diff old new)
    local status=$?
    rm -r "$folder"
    return $status
}

# judge PROGRAM: says nothing when it gives what is wanted.
judge() {
    local folder=${1%/*} name=${1##*/} found difference
    local wanted=$folder/${name%.*}.out
    found=$(cd "$folder" && way "${folder##*/}" "$name" 2>&1
        echo "exit $?")
    if [ -n "$BLESS" ]; then
        printf '%s\n' "$found" >"$wanted"
    elif ! difference=$(printf '%s\n' "$found" | diff "$wanted" - 2>&1); then
        printf 'golden: %s\n%s\n' "$1" \
            "$(printf '%s\n' "$difference" | sed 's/^/    /' | head -30)"
    fi
}
export flw BLESS
export -f way converse run_lines halves judge

for program in tests/golden/{parse,check,lint,plan,emit,inspect,fmt,lsp,cli,run,graph,diff}/*; do
    case $program in
    *.out) continue ;;
    *"$pattern"*) [ ! -f "$program" ] || printf '%s\0' "$program" ;;
    esac
done >"$tmp/programs"
xargs -0 -n 20 -P "$(nproc)" bash -c 'for p; do judge "$p"; done' judge \
    <"$tmp/programs" >"$tmp/differences"
cat "$tmp/differences"
failed=$(grep -c '^golden: ' "$tmp/differences")
passed=$(($(tr -dc '\0' <"$tmp/programs" | wc -c) - failed))
tally golden $passed "$failed"
