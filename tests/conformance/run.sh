#!/bin/sh
# run.sh FLW - everything that conformance means; see README.md.
#
# Prints what failed and a line for each part; exit 1 when anything failed.
set -u

flw=$(realpath "$1")
here=tests/conformance
work=build/conformance
judge=$work/judge
python=$work/venv/bin/python
failed=0
. tests/count.sh
export PYTHONDONTWRITEBYTECODE=1

part() { # part NAME COMMAND...: run it, remember a failure
    name=$1
    shift
    if "$@"; then
        tally "conformance: $name:" 1 0
    else
        tally "conformance: $name:" 0 1
        failed=1
    fi
}

# build SOURCE PACKAGE: prints the package when it could be built. Warnings are
# for the goldens to test.
build() {
    mkdir -p "$(dirname "$2")"
    if "$flw" build "$1" -o "$2" >"$work/build.log" 2>&1; then
        echo "$1" >>"$work/sources"
        echo "$2"
    else
        cat "$work/build.log" >&2
        echo "$1" >>"$work/unbuilt"
    fi
}

# What other packages refer to: extern/PROJECT/DOMAIN/VERSION/NAME.flw.
externs() {
    for source in "$here"/extern/*/*/*/*.flw; do
        [ -e "$source" ] || continue
        path=${source#"$here/extern/"}
        build "$source" "$work/extern/${path%.flw}.tgz" >/dev/null
        echo "$path" | awk -F/ -v work="$work" '{
            name = $4; sub(/\.flw$/, "", name)
            printf "-extern %s/%s@%s=%s/extern/%s/%s/%s/%s.tgz\n",
                $1, $2, $3, work, $1, $2, $3, name }'
    done
}

# The programs of the documentation that are right, one a file.
documented() {
    for page in README.md docs/*.md docs/errors/*.md; do
        mkdir -p "$work/docs/$page"
        touch "$work/docs/$page/flw.toml"
        awk -v folder="$work/docs/$page" '
            /^## / { wrong = $2 == "Wrong" }
            /^```flw *$/ { file = folder "/program_" ++n ".flw"; open = !wrong; next }
            /^```flw [a-z_\/]+\.flw$/ {
                file = folder "/" $2
                inner = file
                sub("/[^/]*$", "", inner)
                system("mkdir -p " inner)
                open = 1
                next
            }
            /^```/ { open = 0 }
            open { print >file }' "$page"
    done
    # Without a task or workflow there is nothing to register.
    find "$work/docs" -name '*.flw' | sort | xargs grep -lE '^(task|workflow) '
}

# An example is a folder with a program of the same name; a golden program is
# one that flw accepts (its .out says so by its last line) without a warning
# that a usual Flyte does not take so many nodes (W0405).
ours() {
    for folder in examples/*/; do
        name=$(basename "$folder")
        [ -e "$folder$name.flw" ] || continue
        build "$folder$name.flw" "$work/examples/$name.tgz"
    done
    for source in tests/golden/check/*.flw tests/golden/plan/*.flw \
        tests/golden/emit/*.flw; do
        [ -e "${source%.flw}.out" ] || continue
        [ "$(tail -n 1 "${source%.flw}.out")" = 'exit 0' ] || continue
        ! grep -q 'W0405' "${source%.flw}.out" || continue
        path=${source#tests/golden/}
        build "$source" "$work/golden/${path%.flw}.tgz"
    done
    for source in "$here"/same/*.flw "$here"/programs/*.flw; do
        build "$source" "$work/programs/$(basename "$source" .flw).tgz"
    done
    for source in $(documented); do
        build "$source" "${source%.flw}.tgz"
    done
}

self_test() {
    (cd $here/judge && go test .)
}

judged() { # judged LIST: packages, one a line, against the externs
    # shellcheck disable=SC2046
    $judge $(cat "$work/externs") - <"$1" >"$1.verdicts"
    status=$?
    grep -v '^ok ' "$1.verdicts"
    return $status
}

all_built() {
    [ ! -s "$work/unbuilt" ] || { sed 's/^/does not build: /' "$work/unbuilt"; false; }
}

read_by_flytekit() {
    PYTHONPATH=$here xargs $python $here/flytekit_reads.py <"$work/ours"
}

printed_same() {
    PYTHONPATH=$here xargs $python $here/prints_same.py "$flw" "$work" <"$work/sources"
}

any_message() {
    PYTHON=$python MODE=release sh $here/messages/run.sh 200
}

rm -rf "$work/unbuilt" "$work/sources" "$work/extern" "$work/examples" "$work/golden" "$work/programs" "$work/docs"
externs >"$work/externs"
ours >"$work/ours"

part 'the judge rejects what is broken' self_test
part 'every program builds' all_built
part 'Flyte takes examples, goldens, pairs, documentation' judged "$work/ours"
part 'flytekit reads them' read_by_flytekit
part 'JSON and text are what is packed' printed_same
part 'JSON and text of any message' any_message
part 'SARIF, GitHub, GitLab, JUnit by their schemas' \
    bash $here/formats/run.sh "$flw" "$work"
part 'docs/ci.md by its schemas, hooks by pre-commit' \
    bash $here/ci/run.sh "$flw" "$work"
part 'docs/errors.md quotes flytekit, KFP and WDL rightly' \
    bash $here/mistakes/run.sh "$work"
part 'flowcharts by Mermaid, sites by html-validate' \
    bash $here/pictures/run.sh "$flw" "$work"
part 'the same as flytekit writes' $python $here/same/compare.py "$flw" "$work/same"

run_the_same() { # flytekit logs a line for every error that it hands on
    $python $here/sdk/run.py "$flw" "$work/sdk" \
        2>"$work/sdk.log"
}
part "flytekit's programs run the same by flw run" run_the_same
part 'generated programs mean what they say' \
    "$python" $here/meaning/run.py "$flw" "${MEANT:-600}"

part 'Flyte agrees with flw diff' \
    "$python" $here/diff/run.py "$flw" "$judge"

part 'random changes of known kind' \
    python3 tests/mutations/diff.py "$flw" "${MUTATIONS:-3000}"

part "flw diff of flytekit's packages" \
    bash $here/diff/flytekit.sh "$flw" "$(realpath "$work/venv")"

part 'random graphs run as the reference says' \
    "$python" $here/run/run.py "$flw" "${GRAPHS:-5000}"

part 'Flyte takes what flw takes of generated programs' \
    sh $here/generated/run.sh "$flw" "$judge" "$python" "${GENERATED:-2000}"

bash $here/clients/run.sh "$flw" || failed=1
exit $failed
