#!/bin/bash
# mistakes.sh FLW - docs/errors.md: flw says of each ```flw wrong program, to the
# letter, what the ```text block after it says. BLESS=1 writes these blocks anew;
# read the difference before committing it.
cd "$(dirname "$0")/.." || exit 2
. tests/count.sh
flw=$(realpath "$1")
page=$PWD/docs/errors.md
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
passed=0 failed=0

# N.flw, N.text for each, and N.title.
awk -v dir="$tmp" '
    /^## [0-9]+\. / { n++; print > dir "/" n ".title" }
    /^```flw wrong$/ { file = dir "/" n ".flw"; next }
    /^```text$/ { file = dir "/" n ".text"; next }
    /^```/ { file = "" }
    file { print > file }' "$page"

mkdir "$tmp/in"
for title in "$tmp"/*.title; do
    n=$(basename "$title" .title)
    cp "$tmp/$n.flw" "$tmp/in/main.flw"
    (cd "$tmp/in" && COLUMNS=100 "$flw" check main.flw 2>/dev/null) >"$tmp/out"
    status=$?
    sed '${/^$/d}' "$tmp/out" >"$tmp/$n.found"
    if [ "$status" = 1 ] && cmp -s "$tmp/$n.found" "$tmp/$n.text"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "docs/errors.md: $(cat "$title"): exit $status"
        diff "$tmp/$n.text" "$tmp/$n.found" | sed 's/^/    /' | head -20
    fi
done
[ "$(find "$tmp" -name '*.title' | wc -l)" -ge 25 ] || failed=$((failed + 1))

[ -z "${BLESS:-}" ] || awk -v dir="$tmp" '
    /^## [0-9]+\. / { n++ }
    skip && /^```$/ { skip = 0 }
    !skip
    /^```text$/ { skip = 1; while ((getline line < (dir "/" n ".found")) > 0) print line }
    ' "$page" >"$tmp/page" && { [ -z "${BLESS:-}" ] || cp "$tmp/page" "$page"; }

tally mistakes "$passed" "$failed"
