#!/bin/bash
# fix.sh FLW - flw fix over every golden program that has a sure fix: the result
# parses, has no more errors than before and nothing more to be fixed. Then
# silences, formatted, and the command itself: what it writes, what it leaves.
cd "$(dirname "$0")/.." || exit 2
. tests/count.sh
flw=$(realpath "$1")
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
. tests/streams.sh

# errors PROGRAM PATTERN: how many errors with such codes it has.
errors() {
    "$flw" check --lint --max-errors 0 --format short "$1" 2>/dev/null |
        grep -cE ": (error|warning): .*\[$2\]$"
}

# ---- every golden program with a sure fix ----

programs=0
for folder in check lint parse; do
    rm -rf "$tmp/work"
    cp -r "tests/golden/$folder" "$tmp/work"
    for program in "$tmp"/work/*.flw; do
        "$flw" fix --lint --check "$program" >"$tmp/out" 2>"$tmp/err"
        [ $? = 1 ] || continue
        shown=$folder/$(basename "$program")
        programs=$((programs + 1))
        syntax=$(errors "$program" 'E00[0-9]*')
        all=$(errors "$program" 'E[0-9]*')
        lints=$(errors "$program" 'W[0-9]*')
        "$flw" fix --lint "$program" >"$tmp/out" 2>"$tmp/err"
        [ $? -lt 2 ]
        verdict $? "$shown could not be fixed"
        "$flw" fix --lint --check "$program" >"$tmp/out" 2>"$tmp/err"
        verdict $? "$shown still has something to be fixed"
        # What a syntax error hid may come to light; a new one must not.
        [ "$(errors "$program" 'E00[0-9]*')" -le "$syntax" ] &&
            { [ "$syntax" -gt 0 ] || [ "$(errors "$program" 'E[0-9]*')" -le "$all" ]; } &&
            { [ "$all" -gt 0 ] || [ "$(errors "$program" 'W[0-9]*')" -lt "$lints" ]; }
        verdict $? "$shown is worse than before"
    done
done
[ "$programs" -gt 15 ]
verdict $? "only $programs programs have a sure fix"

# ---- each fix of a lint alone, sure or not, takes it away and breaks nothing ----

python3 - "$flw" "$tmp/one.flw" tests/golden/lint/*.flw >"$tmp/out" 2>"$tmp/err" <<'END'
import json, subprocess, sys

flw, one, *programs = sys.argv[1:]

def lint(path):
    run = subprocess.run([flw, "lint", "--format", "json", path], capture_output=True)
    return json.loads(run.stdout)["diagnostics"]

def count(found, wanted):
    return sum(d["code"] == wanted["code"] for d in found)

tried = 0
for program in programs:
    text = open(program, "rb").read()
    before = lint(program)
    for diag in before:
        for fix in diag["fixes"]:
            fixed = text
            for edit in sorted(fix["edits"], key=lambda e: -e["byte_start"]):
                fixed = (fixed[:edit["byte_start"]] + edit["text"].encode() +
                         fixed[edit["byte_end"]:])
            open(one, "wb").write(fixed)
            after = lint(one)
            tried += 1
            if any(d["severity"] == "error" for d in after):
                print(program, diag["code"], fix["title"], "gives an error")
            elif diag["code"] != "W0480" and count(after, diag) >= count(before, diag):
                print(program, diag["code"], fix["title"], "does not help")
if tried < 30:
    print("only", tried, "fixes")
END
[ $? = 0 ] && [ ! -s "$tmp/out" ]
verdict $? "a fix of a lint is wrong"

# ---- silences stay where they are when the program is formatted ----

lints_of() { "$flw" lint --max-errors 0 --format short "$1" 2>/dev/null | grep -oE '`.*' | sort; }
for program in tests/golden/lint/*.flw; do
    cp "$program" "$tmp/formatted.flw"
    lints_of "$tmp/formatted.flw" >"$tmp/out"
    "$flw" fmt --quiet "$tmp/formatted.flw"
    lints_of "$tmp/formatted.flw" | cmp -s - "$tmp/out"
    verdict $? "$program has other lints when it is formatted"
done

# ---- the command ----

cd "$tmp" || exit 2
mkdir p && cd p || exit 2
cat >kept.flw <<'END'
## Counts; not one.
task count(rows: file<csv>, n: int) -> (m: int)
using shell { image: "alpine:3.20", script: r"""
  cat $rows $rows | wc -l > $m
""" }
with { cpu: 1, memory: 64Mi }

## Counts.
workflow main(rows: file<csv>) -> (m: int) {
  m = count(rows, n: "4")
  return (m: m)
}
END
cp kept.flw main.flw
chmod 640 main.flw
ln -s main.flw link.flw

fix() { # WANTED-STATUS ARGUMENTS...
    local wanted=$1
    shift
    run "$wanted" "$flw" fix "$@"
}
same() { cmp -s "$1" "$2"; verdict $? "$3"; }

fix 1 --check main.flw
same kept.flw main.flw "--check writes"
[ "$(cat "$tmp/out")" = main.flw ]
verdict $? "--check does not name the file alone"
fix 1 --diff --lint main.flw
same kept.flw main.flw "--diff writes"
cp "$tmp/out" ../lint.diff
grep -qF -- '-  cat $rows $rows | wc -l > $m' ../lint.diff
verdict $? "--diff does not show what would change"
fix 0 --lint --only W0451 --check main.flw
fix 1 --only W0403 main.flw
same kept.flw main.flw "--only fixes something else"
fix 2 --only W9999 main.flw
fix 2 none.flw
fix 0 main.flw
err_has 'main.flw:10:22: E0301: '
err_has '1 mistake in 1 file fixed'
grep -qF 'n: 4' main.flw && grep -qF 'cat $rows' main.flw
verdict $? "the error is not fixed, or the lint is"
[ "$(stat -c %a main.flw)" = 640 ]
verdict $? "the file has other permissions"
fix 0 --quiet --lint link.flw
quiet_out
quiet_err
[ -L link.flw ] && grep -qF 'cat "$rows" "$rows" | wc -l > "$m"' main.flw
verdict $? "the file behind a link is not fixed"
cp kept.flw patched.flw
sed 's/main\.flw/patched.flw/' ../lint.diff | git apply -p0 -
same main.flw patched.flw "--diff is no patch that does the same"
fix 0 --check --lint main.flw
[ -z "$(ls | grep tmp)" ]
verdict $? "something was left behind"

"$flw" fix --lint - <kept.flw >../out 2>../err
same ../out main.flw "standard input is not fixed to standard output"
"$flw" fix --diff - <kept.flw >../out 2>../err
[ $? = 1 ] && grep -qF '+  m = count(rows, n: 4)' ../out
verdict $? "--diff of standard input"

# What is imported is checked, and not changed unless it is named.
sed 's/^## Counts; not one\./const unused = "abc"\n&/' kept.flw >lib.flw
printf 'import "./lib.flw" as lib\n\n## Runs.\nworkflow main(rows: file<csv>) -> (m: int) {\n  m = lib.count(rows, n: "5")\n  return (m: m)\n}\n' >top.flw
cp lib.flw lib.kept
fix 1 top.flw
same lib.flw lib.kept "a file that was only imported is changed"
grep -qF 'n: 5' top.flw
verdict $? "the file that was named is not fixed"
err_has 'lib.flw:11:22'
fix 0 .
grep -qF 'n: 4' lib.flw
verdict $? "a folder is not fixed"

# What may be meant as it is stays: a text that is split, a path in backquotes.
printf '%s\n' '## Says it.' 'task say(text: string, rows: file) -> ()' \
    'using shell { image: "alpine:3.20", script: r"""' \
    '  printf "%s\n" $text "`wc -l $rows`"' '""" }' \
    'with { cpu: 1, memory: 64Mi }' >unsure.flw
run 0 "$flw" lint --format short unsure.flw
[ "$(grep -c W0451 "$tmp/out")" = 2 ]
verdict $? "not both variables are told of"
fix 0 --lint --check unsure.flw

# Edits at one place wait for the next round.
printf '#\n# flw: allow W0434 because of this\n# flw: allow W0435 because of that\nconst a = 1\nconst b = 2\n\n' |
    cat - kept.flw >many.flw
fix 0 --lint many.flw
! grep -qE '^const|flw: allow' many.flw
verdict $? "not all of what lies side by side is fixed"

# A file that may not be written.
if [ "$(id -u)" != 0 ]; then
    mkdir locked && cp kept.flw locked/ && chmod 555 locked
    fix 2 locked/kept.flw
    same kept.flw locked/kept.flw "a locked file is changed"
    chmod 755 locked
fi
cd "$OLDPWD" || exit 2
tally fix $passed $failed
