#!/bin/bash
# fmt.sh FLW - every program of the tests and examples, formatted: formatting
# again changes nothing, and what is built has the same bytes. So for these and
# 2,000 generated ones with comments in every place (layout/commented.c).
cd "$(dirname "$0")/.." || exit 2
. tests/count.sh
. tests/streams.sh
flw=$(realpath "$1")
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT

# judge FOLDER: all that lies in it.
judge() {
    rm -rf "$tmp/old" "$tmp/new"
    cp -r "$1" "$tmp/old"
    cp -r "$1" "$tmp/new"
    "$flw" fmt --quiet "$tmp/new" 2>/dev/null
    [ $? -lt 2 ]
    verdict $? "$1 could not be formatted"
    for program in $(cd "$tmp/new" && find . -name '*.flw' | sort); do
        # One with a syntax error is left alone.
        "$flw" fmt - <"$tmp/old/$program" >"$tmp/once" 2>/dev/null
        if [ $? = 1 ]; then
            cmp -s "$tmp/old/$program" "$tmp/new/$program"
            verdict $? "$1/$program is wrong, and was changed"
            continue
        fi
        "$flw" fmt - <"$tmp/once" 2>&1 | cmp -s - "$tmp/once"
        verdict $? "$1/$program changes when it is formatted again"
        (cd "$tmp/old" && "$flw" build -o - "$program" 2>/dev/null) >"$tmp/a"
        (cd "$tmp/new" && "$flw" build -o - "$program" 2>/dev/null) >"$tmp/b"
        cmp -s "$tmp/a" "$tmp/b"
        verdict $? "$1/$program builds to other bytes when formatted"
    done
}

for folder in examples/*/ tests/golden/{parse,check,plan,emit,inspect,fmt}; do
    judge "${folder%/}"
done

# ---- comments in every place ----

commented=$(dirname "$flw")/commented
python3 tests/conformance/generated/generate.py "${SEED:-1}" \
    "${COMMENTED:-2000}" "$tmp/generated" || exit 2
{
    ls "$tmp"/generated/good-*.flw
    for program in examples/*/*.flw \
        tests/golden/{check,parse,plan,emit,inspect,fmt}/*.flw; do
        "$flw" build -q -o - "$program" >/dev/null 2>&1 && echo "$program"
    done
} >"$tmp/programs"
xargs -P "$(nproc)" -n 200 "$commented" "${SEED:-1}" <"$tmp/programs" \
    >"$tmp/commented"
grep -v '^[0-9]* programs, [0-9]* failed$' "$tmp/commented" | head -60
counts=$(awk '/^[0-9]+ programs, [0-9]+ failed$/ { p += $1; f += $3 }
    END { print p - f, f + 0 }' "$tmp/commented")
[ "$(wc -l <"$tmp/programs")" -gt "${COMMENTED:-2000}" ]
verdict $? "too few programs to put comments into"
passed=$((passed + ${counts% *}))
failed=$((failed + ${counts#* }))
tally fmt $passed $failed
