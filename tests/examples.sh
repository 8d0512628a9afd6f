#!/bin/bash
# examples.sh FLW - every example is accepted without a warning or a lint, is
# built twice bit for bit alike, holds what its expected.txt says, and run here
# (run.sh) gives what expected-run.txt says. BLESS=1 rewrites both.
cd "$(dirname "$0")/.." || exit 2
. tests/count.sh
flw=$PWD/$1
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
passed=0 failed=0

verdict() { # OK-OR-NOT EXAMPLE WHAT
    if [ "$1" = 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "examples: $2: $3"
        sed 's/^/    /' "$tmp/out" | head -40
    fi
}

for readme in examples/*/README.md; do
    example=${readme%/README.md}
    name=$(basename "$example")
    "$flw" check --lint "$example" >"$tmp/out" 2>&1 && [ ! -s "$tmp/out" ]
    verdict $? "$name" "flw check --lint has something to say"

    "$flw" build -q "$example" -o "$tmp/$name.tgz" >"$tmp/out" 2>&1 &&
        (cd "$example" && TZ=Asia/Tokyo "$flw" build -q . -o "$tmp/two.tgz") \
            >>"$tmp/out" 2>&1 &&
        cmp "$tmp/$name.tgz" "$tmp/two.tgz" >>"$tmp/out" 2>&1
    verdict $? "$name" "two builds differ"

    (cd "$tmp" && "$flw" inspect "$name.tgz") >"$tmp/shown" 2>&1
    [ -z "$BLESS" ] || cp "$tmp/shown" "$example/expected.txt"
    diff -u "$example/expected.txt" "$tmp/shown" >"$tmp/out" 2>&1
    verdict $? "$name" "the package is not what expected.txt says"
done
# The outputs of a run, without what depends on versions of awk, python and
# the tools: contents, many digits.
outputs_of() {
    sed -E "s|$FLW_HOME/objects/[a-z0-9]+/[0-9a-f]+|FILE|g
        s/[0-9]+\.[0-9]{6,}/N/g; s/[0-9]{8,}/N/g" "$tmp/ran"
}

# Gates that wait for a value are answered as a person would.
answer() { # EXAMPLE
    [ "$1" = finetune ] || return 0
    for _ in $(seq 100); do
        "$flw" signal last release-note --value "first" 2>/dev/null && return
        sleep 0.1
    done
}

for script in examples/*/run.sh; do
    example=${script%/run.sh}
    name=$(basename "$example")
    export FLW_HOME=$tmp/home-$name
    answer "$name" &
    sh "$script" "$flw" >"$tmp/ran" 2>"$tmp/out" </dev/null
    verdict $? "$name" "the run failed"
    wait
    [ -z "$BLESS" ] || outputs_of >"$example/expected-run.txt"
    outputs_of | diff -u "$example/expected-run.txt" - >"$tmp/out" 2>&1
    verdict $? "$name" "the run's outputs are not what expected-run.txt says"
done
tally examples $passed $failed
