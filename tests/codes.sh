#!/bin/sh
# codes.sh - every diagnostic has a page and a golden program, and every page
# and golden program a diagnostic; every rule that typesys/README.md numbers is
# named where the code keeps it, and where a test asks for it; and each rule
# of Flyte in tests/conformance/refusals.md has a program that flw refuses;
# and each option and item of a launch plan is in an emitted golden.
cd "$(dirname "$0")/.." || exit 2
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
git ls-files -co --exclude-standard -- '*.c' '*.h' | grep -v '^tests/' |
    xargs grep -ohE '"[EW][0-9]{4}"|error\[E[0-9]{4}\]' |
    grep -oE '[EW][0-9]{4}' | sort -u >"$tmp/used"
ls docs/errors | sed -n 's/^\([EW][0-9]*\)\.md$/\1/p' | sort -u >"$tmp/pages"
find tests/golden -name '[EW][0-9]*' | sed 's|.*/||' |
    grep -oE '^[EW][0-9]{4}' | sort -u >"$tmp/golden"
status=0
compare() {
    missing=$(comm "$1" "$2" "$3")
    [ -z "$missing" ] && return
    echo "$4:" $missing
    status=1
}
compare -23 "$tmp/used" "$tmp/pages" "without a page in docs/errors"
compare -13 "$tmp/used" "$tmp/pages" "a page without a diagnostic"
compare -23 "$tmp/used" "$tmp/golden" "without a golden program"
compare -13 "$tmp/used" "$tmp/golden" "a golden program without a diagnostic"
# rules FILES...: the numbers of rules in their comments.
rules() {
    git ls-files -co --exclude-standard -- "$@" |
        xargs grep -hE '(/\*| \*|#) ' | sed 's/"[^"]*"//g' |
        grep -oE '\b[ALCJR][0-9]{1,2}\b' | sort -u
}
sed -n 's/^| \([ALCJR][0-9]*\) .*/\1/p' typesys/README.md |
    sort -u >"$tmp/rules"
rules 'typesys/*.[ch]' >"$tmp/kept"
rules 'tests/unit/*.c' 'tests/golden/*.flw' >"$tmp/asked"
compare -23 "$tmp/rules" "$tmp/kept" "rules that no comment in typesys/ names"
compare -23 "$tmp/rules" "$tmp/asked" "rules that no test names"
compare -13 "$tmp/rules" "$tmp/kept" "rules that typesys/README.md lacks"
# Each row of refusals.md: a program, and the code that it says.
sed -n 's/^| .* | \([EW][0-9]*\) | `\(.*\)` |$/\1 \2/p' \
    tests/conformance/refusals.md >"$tmp/refusals"
while read -r code program; do
    grep -qE "^(error|warning)\[$code\]" "tests/golden/check/$program.out" ||
        { echo "refusals.md: $program does not say $code"; status=1; }
done <"$tmp/refusals"
[ -s "$tmp/refusals" ] || status=1
# Every option and every item of a launch plan is said in an emitted program.
sed -nE 's/^(SETTING|LAUNCH_ITEM)\(\w+, "(\w+)".*/\2/p' typesys/settings.def \
    typesys/launch_items.def | sort -u >"$tmp/words"
grep -hoE '\b[a-z_]+ *[:{]|\b(schedule|notify)\b' tests/golden/emit/*.flw |
    tr -d ' :{' | sort -u >"$tmp/emitted"
compare -23 "$tmp/words" "$tmp/emitted" "options that no emitted golden says"
[ $status = 0 ] && echo "codes: $(wc -l <"$tmp/used") diagnostics, all shown"
exit $status
