#!/bin/bash
# docs.sh FLW - every program in the documentation does what it says there.
#
# In docs/errors/CODE.md the program under "## Wrong" gives CODE and no other
# error, the one under "## Right" is accepted; of a lint, CODE and no other, and
# none. Every ```flw block of the other
# documents is accepted by `flw check`; ```flw part blocks are not programs.
cd "$(dirname "$0")/.." || exit 2
. tests/count.sh
flw=$PWD/$1
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
passed=0 failed=0

# blocks FILE: writes its ```flw blocks to $tmp/1.flw, 2.flw … and prints the
# heading each stands under.
blocks() {
    rm -f "$tmp"/*.flw
    awk -v dir="$tmp" '
        /^## / { heading = substr($0, 4) }
        /^```flw *$/ { open = 1; print ++n, heading; file = dir "/" n ".flw"; next }
        /^```/ { open = 0; next }
        open { print > file }' "$1"
}

verdict() { # OK-OR-NOT FILE WHAT
    if [ "$1" = 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "docs: $2: $3"
        sed 's/^/    /' "$tmp/out" | head -20
    fi
}

lints=$("$flw" lint --list | grep -oE '^W[0-9]{4}')

for page in docs/errors/[EW]*.md; do
    code=$(basename "$page" .md)
    case $lints in *$code*) is_lint=yes ;; *) is_lint= ;; esac
    while read -r n heading; do
        if [ -n "$is_lint" ]; then
            wanted=
            [ "$heading" != Wrong ] || wanted=$code
            "$flw" lint --format short "$tmp/$n.flw" >"$tmp/out" 2>&1
            found=$(grep -oE '[EW][0-9]{4}\]$' "$tmp/out" | tr -d ']' | sort -u)
            [ "$found" = "$wanted" ]
            verdict $? "$page" "the $heading program gives \"$(echo $found)\""
            continue
        fi
        "$flw" check "$tmp/$n.flw" >"$tmp/out" 2>&1
        status=$?
        if [ "$heading" = Wrong ]; then
            others=$(grep -oE '^(error|warning)\[[EW][0-9]+' "$tmp/out" |
                grep -v "$code" | grep -c '^error')
            grep -qE "^(error|warning)\[$code\]" "$tmp/out" &&
                [ "$others" = 0 ]
            verdict $? "$page" "the wrong program does not give $code alone"
        else
            verdict $status "$page" "the right program is refused"
        fi
    done < <(blocks "$page")
done

for page in README.md docs/*.md; do
    while read -r n heading; do
        "$flw" check "$tmp/$n.flw" >"$tmp/out" 2>&1
        verdict $? "$page" "block $n under \"$heading\" is refused"
    done < <(blocks "$page")
done
tally docs $passed $failed
