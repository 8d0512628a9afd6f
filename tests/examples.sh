#!/bin/bash
# examples.sh FLW - every example is accepted without a warning, is built twice
# bit for bit alike, and holds what its expected.txt says. BLESS=1 rewrites that.
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
    "$flw" check "$example" >"$tmp/out" 2>&1 && [ ! -s "$tmp/out" ]
    verdict $? "$name" "flw check has something to say"

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
tally examples $passed $failed
