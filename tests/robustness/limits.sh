# limits.sh - each limit of docs/language.md, one below, at it, and one beyond.
#
# The first word of each is its row in that table.

# around ROW STATUS CODE LIMIT MAKER [ARGS...]: MAKER N writes a program with N
# of what is counted. Up to LIMIT nothing says CODE, beyond it flw does.
around() {
    local row=$1 ends=$2 code=$3 limit=$4 maker=$5 n
    shift 5
    echo "$row" >>"$tmp/rows"
    for n in $((limit - 1)) "$limit"; do
        "$maker" "$n" >"$tmp/x.flw"
        wants any "!$code" "$row: $n" "$@"
    done
    "$maker" $((limit + 1)) >"$tmp/x.flw"
    wants "$ends" "$code" "$row: $((limit + 1))" "$@"
}

# A comment of N bytes.
comment() {
    printf '#'
    head -c $(($1 - 2)) /dev/zero | tr '\0' a
    echo
}

text() { # with its quotes
    printf 'const x = "'
    rep a $(($1 - 2))
    echo '"'
}

name() {
    printf 'const '
    rep a "$1"
    echo ' = 1'
}

brackets() {
    printf 'const x = '
    rep '(' "$1"
    printf 1
    rep ')' "$1"
}

operations() { # with the operand, which is the innermost
    printf 'const x = '
    rep '- ' $(($1 - 1))
    printf y
}

types() { # and the int inside
    printf 'type T = '
    rep 'list<' $(($1 - 1))
    printf int
    rep '>' $(($1 - 1))
}

# By names the last is one deeper than what is written.
types_by_name() {
    echo 'type T1 = int'
    seq 2 "$1" | awk '{ print "type T" $1 " = list<T" $1 - 1 ">" }'
}

# A record of 99 fields is 100 parts, one of these and n ints so many and n.
parts() {
    local n=$1
    printf 'type R = { '
    seq 99 | sed 's/.*/a&: int/' | paste -sd,
    printf '}\ntype T = { '
    seq 99 | sed 's/.*/r&: R/' | paste -sd,
    seq $((n - 9901)) | sed 's/.*/, b&: int/'
    echo '}'
}

variants() {
    printf 'enum E0 { a0 }\n'
    seq "$1" | sed 's/.*/enum E& { a& }/'
    printf 'type T = '
    seq "$1" | sed 's/.*/E&/' | paste -sd'|'
}

branches() {
    printf 'workflow w(a: bool) -> () {'
    rep 'if a {' "$1"
    printf 'f()'
    rep '}' "$1"
    echo '}'
}

cases() {
    printf 'type T = int where self == 0'
    seq $(($1 - 1)) | sed 's/.*/ or self == &0/'
}

pattern() {
    printf 'type T = string where self matches r"'
    rep a "$1"
    echo '"'
}

states() { # of the automaton: one a letter, its start and its end
    printf 'type T = string where self matches r"(a{100}){9}'
    rep b $(($1 - 902))
    echo '"'
}

values() {
    printf 'const a: list<int> = ['
    rep '1,' 1000
    printf ']\nconst b: list<list<int>> = ['
    rep 'a,' 1000
    printf '['
    rep '1,' $(($1 - 1000000))
    printf ']]\n'
}

nodes() {
    echo 'task t() -> () using container { image: "a", command: ["t"] }'
    echo 'workflow w() -> () {'
    seq "$1" | sed 's/.*/  t()/'
    echo '}'
}

flyte_name() {
    printf 'task t() -> () using container { image: "a", command: ["t"] }\n'
    printf 'with { name: "'
    rep a "$1"
    printf '" }\n'
}

around 'one file' 2 E0101 16777216 comment
around 'a text' 1 E0015 1048576 text
around 'a name' 1 E0015 255 name
around 'brackets and blocks in each other' 1 E0007 200 brackets
around 'operations in one expression' 1 E0022 250 operations
around 'types in each other' 1 E0007 32 types
around 'types in each other' 1 E0501 32 types_by_name
around 'parts of one type, aliases written out' 1 E0501 10000 parts
around 'variants of a union' 1 E0501 64 variants
around '`if` and `match` in each other' 1 E0007 16 branches
around 'cases of one refinement' 1 E0355 64 cases
around 'a regular expression' 1 E0356 512 pattern
around 'a regular expression' 1 E0356 1000 states
around 'values inside one constant' 1 E0328 1048576 values
around 'nodes in a workflow' 0 W0405 100 nodes
around 'a name in Flyte' 1 E0520 255 flyte_name

# These do not fit into one file, or are not counted in it.

# all_files N: four files of N bytes together.
all_files() {
    rm -rf "$tmp/all"
    mkdir "$tmp/all"
    for i in 1 2 3; do
        comment 16777216 >"$tmp/all/f$i.flw"
    done
    comment $(($1 - 3 * 16777216)) >"$tmp/all/f4.flw"
}

many_files() {
    rm -rf "$tmp/all"
    mkdir "$tmp/all"
    (cd "$tmp/all" && seq "$1" | sed 's/.*/f&.flw/' | xargs touch)
}

# A byte a file is between them, and one before all.
around 'all files of a project' 2 E0106 $(((64 << 20) - 5)) all_files \
    check "$tmp/all"
around 'files in a project' 2 E0106 10000 many_files check "$tmp/all"
rm -rf "$tmp/all"

message() { # what is around the doc comment, and N bytes of it
    printf '## '
    rep a "$1"
    printf '\ntask t() -> () using container { image: "a", command: ["t"] }\n'
}

# A message of N bytes, by way of one that is a little smaller.
message_of() {
    local guess=$(($1 - 1000)) size
    rm -rf "$tmp/made"
    mkdir "$tmp/made"
    message "$guess" >"$tmp/made/x.flw"
    "$flw" build -q --format=dir -o "$tmp/made/out" "$tmp/made/x.flw" 2>/dev/null
    size=$(cat "$tmp"/made/out/*.pb | wc -c)
    message $((guess + $1 - size))
}

build="build -q -o $tmp/o.tgz"
around 'a message' 0 W0550 $((2 << 20)) message_of $build "$tmp/x.flw"
around 'a message' 1 E0550 $(((4 << 20) - (64 << 10))) message_of $build "$tmp/x.flw"

# Each record in another adds six levels.
levels() {
    printf 'task t(x: '
    rep '{ f: ' "$1"
    printf int
    rep ' }' "$1"
    printf ') -> () using python { image: "a", module: "m", function: "f" }\n'
}

around 'levels inside a message' 1 E0551 15 levels $build "$tmp/x.flw"

mistakes() {
    each "$1" 'const x% = y'
}

shown() { # fewer are told of than there are
    mistakes "$1" >"$tmp/x.flw"
    run_flw check "$tmp/x.flw"
    [ "$(grep -c '^error.E0204' "$tmp/out")" = "$2" ] && pass ||
        miss "diagnostics shown: $1" "not $2"
}

echo 'diagnostics shown' >>"$tmp/rows"
shown 49 49
shown 50 50
shown 51 50

# Every row of the table is here.
sed -n '/^| what | limit | named in/,/^$/s/^| \([^|]*[^| ]\) *| .*/\1/p' \
    "$here/../../docs/language.md" | tail -n +2 | sort -u >"$tmp/table"
missing=$(sort -u "$tmp/rows" | comm -3 - "$tmp/table")
[ -z "$missing" ] && pass || miss 'the table of limits' "$missing"
