#!/bin/bash
# diff.sh FLW - flw diff: every change is told apart, shown and documented; what
# is equal has no changes; turned round, what was new is gone; revisions of git,
# formats, statuses.
cd "$(dirname "$0")/.." || exit 2
. tests/count.sh
flw=$(realpath "$1")
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
. tests/streams.sh

# ---- codes ----

# What flw itself cannot write is for tests/unit/test_diff.c.
"$flw" diff --list | cut -d ' ' -f 1 >"$tmp/codes"
while read -r code; do
    grep -q "^| $code |" docs/diff.md
    verdict $? "docs/diff.md has no row for $code"
    grep -qs "\[$code\]" tests/golden/diff/"$code"-*.out ||
        grep -q "\[$code\]\|\"$code\"" tests/diff.sh tests/unit/test_diff.c
    verdict $? "$code has neither a golden pair nor a unit test"
done <"$tmp/codes"
[ "$(grep -cE '^\| [BRS][0-9]{3} \|' docs/diff.md)" = "$(wc -l <"$tmp/codes")" ]
verdict $? "docs/diff.md has rows for codes that there are not"

# ---- what is equal has no changes ----

same() { # PATH
    "$flw" diff "$1" "$1" >"$tmp/out" 2>"$tmp/err"
    case $? in
    0) [ "$(cat "$tmp/out")" = 'no changes' ]; verdict $? "$1 differs from itself" ;;
    1) verdict 1 "$1 breaks itself" ;;
    esac # 2: it is no program
}
equal=0
for program in examples/*/ tests/golden/{check,plan,emit,inspect,run}/*.flw \
    tests/conformance/{same,programs}/*.flw; do
    [ -e "$program" ] && same "$program" && equal=$((equal + 1))
done
[ $equal -gt 300 ]
verdict $? "only $equal programs were compared with themselves"

# A package is the same as what it was made of, whatever its version.
"$flw" build -q examples/eta -o "$tmp/eta.tgz" --project p --domain d \
    --version v1 2>/dev/null || "$flw" build examples/eta -o "$tmp/eta.tgz" \
    --project p --domain d --version v1 >/dev/null 2>&1
run 0 "$flw" diff "$tmp/eta.tgz" examples/eta
out_has 'no changes'
run 0 "$flw" diff examples/eta "$tmp/eta.tgz"
out_has 'no changes'

# ---- turned round ----

# halves PAIR: as tests/golden/run.sh has it.
halves() {
    rm -rf "$tmp/old" "$tmp/new" && mkdir "$tmp/old" "$tmp/new"
    awk -v folder="$tmp" 'BEGIN { side = "old" }
        /^# ---- new ----$/ { side = "new"; next }
        { print >(folder "/" side "/m.flw") }' "$1"
}

# of JSON: "entity variable" of each change, without what has but a rule one way.
about() {
    awk '/"name":/ { split($0, at, "\""); entity = at[4] }
        /"old_name":/ { split($0, at, "\""); entity = at[4] < entity ? at[4] : entity }
        /"code":/ { split($0, at, "\""); code = at[4] }
        /"(input|output)":/ { split($0, at, "\""); print entity, at[2]
            next }' "$1" | sort -u
}
codes_of() { sed -n 's/.*"code": "\(.*\)".*/\1/p' "$1" | sort | tr '\n' ' '; }

for pair in tests/golden/diff/*.flw; do
    halves "$pair"
    "$flw" diff "$tmp/old" "$tmp/new" -f json >"$tmp/there" 2>/dev/null
    "$flw" diff "$tmp/new" "$tmp/old" -f json >"$tmp/back" 2>/dev/null
    "$flw" diff "$tmp/old" "$tmp/new" -f json 2>/dev/null | cmp -s - "$tmp/there"
    verdict $? "$pair: another answer the second time"
    [ "$(about "$tmp/there")" = "$(about "$tmp/back")" ]
    verdict $? "$pair: turned round, it is about something else"
    # Safe both ways is equal: no type and no name is.
    case "$(codes_of "$tmp/there")$(codes_of "$tmp/back")" in
    *[BR]*) ;;
    *S11[0-5]* | *S13[01]*)
        verdict 1 "$pair: an interface that changes is safe both ways" ;;
    esac
done

# turned PAIR CODE: turned round, the golden pair has the code.
turned() {
    halves tests/golden/diff/"$1"-*.flw
    "$flw" diff "$tmp/new" "$tmp/old" >"$tmp/out" 2>"$tmp/err"
    out_has "[$2]"
}
turned B101 S101; turned B111 B110; turned B112 B112
turned B113 S111; turned B114 S112; turned B115 B115; turned B116 S115
turned B117 S115; turned B118 S115; turned B119 R112; turned B120 S115
turned B121 S115; turned B122 S115; turned B123 S115; turned B124 B124
turned B130 R131; turned B131 B131; turned B133 S131; turned B134 S131
turned B135 S131; turned B136 R130; turned B137 S131; turned B138 S131
turned B139 S131; turned B140 S131; turned R142 S141; turned R149 S158
turned R150 S159; turned R181 R182; turned R188 S180; turned S101 B101
turned S104 S105; turned S130 B130; turned R145 S155; turned R147 S156

# ---- random changes of known kind ----

python3 tests/mutations/diff.py "$flw" 500 1 >"$tmp/out" 2>"$tmp/err"
verdict $? "random changes are told wrongly"

# ---- versions ----

cat >"$tmp/f.flw" <<'END'
task f(x: int) -> (y: int)
using container { image: "a:1", command: ["f"] }
END
version() { # IMAGE VERSION FILE
    sed "s/a:1/$1/" "$tmp/f.flw" >"$tmp/m.flw"
    "$flw" build "$tmp/m.flw" -o "$3" --project p --domain d --version "$2" \
        >/dev/null 2>&1
}
version a:1 v1 "$tmp/1.tgz"
version a:2 v1 "$tmp/2.tgz"
version a:2 v2 "$tmp/3.tgz"
run 0 "$flw" diff "$tmp/1.tgz" "$tmp/2.tgz"
out_has '[R101]'
run 0 "$flw" diff "$tmp/1.tgz" "$tmp/3.tgz"
out_lacks '[R101]'
out_has '[S150]'

# The code of Python tasks in a package: only that it has changed is told.
mkdir "$tmp/fast1" "$tmp/fast2"
tar -xzf "$tmp/1.tgz" -C "$tmp/fast1"
tar -xzf "$tmp/1.tgz" -C "$tmp/fast2"
echo one >"$tmp/fast1/fast1234.tar.gz"
echo two >"$tmp/fast2/fast5678.tar.gz"
run 0 "$flw" diff "$tmp/fast1" "$tmp/fast2"
out_has '[R102]'

# ---- statuses ----

cd "$tmp" || exit 2
sed 's/int) ->/string) ->/' f.flw >g.flw
mkdir -p a b && cp f.flw a/m.flw && cp g.flw b/m.flw
run 1 "$flw" diff a b
quiet_err
out_has 'next version: major'
run 0 "$flw" diff a b --fail-on never
run 1 "$flw" diff a b --fail-on risky
run 0 "$flw" diff 1.tgz 3.tgz --fail-on risky
run 1 "$flw" diff 1.tgz 2.tgz --fail-on risky
run 1 "$flw" diff a b --show breaking
run 0 "$flw" diff 1.tgz 3.tgz --show risky
out_lacks '[S150]'
out_has '1 safe'
run 2 "$flw" diff
err_has 'name what was and what is'
run 2 "$flw" diff a b f.flw
run 2 "$flw" diff a nowhere
err_has 'neither a file or folder nor a revision of git'
run 2 "$flw" diff a
err_has 'no revision of git'
echo 'task' >a/wrong.flw
run 2 "$flw" diff a b
err_has 'cannot be compared'
quiet_out
rm a/wrong.flw
echo 'no package' >no.tgz
run 2 "$flw" diff no.tgz b
err_has E0107
run 2 "$flw" diff a b --format yaml

# Two files of two names are two modules.
run 1 "$flw" diff f.flw g.flw
err_has 'modules of two names'
out_has '[B101]'

# ---- formats ----

for format in text json sarif markdown github; do
    run 1 "$flw" diff a b --format $format
    quiet_err
    out_has B115
done
out_has '::error title=flw (B115),file=b/m.flw,line=1'
run 1 "$flw" diff a b --format json
out_has '"step": "major"'
out_has '"path": "b/m.flw"'
run 1 "$flw" diff a b --format markdown
out_has '**Next version: major**'
out_has '<details open>'
run 1 "$flw" diff a b --format sarif
out_has 'version step: major'
out_has '"level": "error"'
run 0 "$flw" diff 1.tgz 3.tgz --format sarif
out_has '"level": "note"'
out_has '"uri": "3.tgz"'
"$flw" diff a b --color always >coloured
"$flw" diff a b >plain
! cmp -s coloured plain
verdict $? "--color always has no colour"
sed 's/\x1b\[[0-9;]*m//g' coloured | cmp -s - plain
verdict $? "without its colours, the text is another one"

# Texts of a package lead no terminal and no Markdown astray.
cat >evil.flw <<'END'
task f(x: int) -> (y: int)
using container { image: "a:1", command: ["f"] }
with { deprecated: "`</code>\u{1b}[31m<script>|" }
END
mkdir -p evil && cp evil.flw evil/m.flw
for format in text markdown github; do
    run 0 "$flw" diff a evil --format $format
    ! grep -q "$(printf '\033')" out
    verdict $? "an escape goes through --format $format"
done
run 0 "$flw" diff a evil --format markdown
out_has '`` `</code>'

# ---- revisions of git ----

git() {
    command git -c user.name=a -c user.email=a@b -c init.defaultBranch=main \
        -c commit.gpgsign=false "$@" >/dev/null 2>&1
}
mkdir -p repo/flows/steps && cd repo && git init .
cp ../f.flw flows/steps/f.flw
cat >flows/main.flw <<'END'
import steps.f as f
workflow main(x: int) -> (y: int) {
  y = f.f(x: x)
  return (y: y)
}
END
touch flows/flw.toml
git add . && git commit -m one
run 0 "$flw" diff HEAD:flows
out_has 'no changes'
sed -i 's/x: int)/x: int = 1)/' flows/main.flw
run 0 "$flw" diff HEAD:flows
out_has 'workflow main'
out_has '[S111]'
run 0 "$flw" diff HEAD flows
out_has '[S111]'
run 0 "$flw" diff HEAD:flows flows
out_has '[S111]'
run 0 "$flw" diff HEAD:flows/main.flw
out_has '[S111]'
cd flows || exit 2
run 0 "$flw" diff HEAD
out_has '[S111]'
run 0 "$flw" diff HEAD:./main.flw
out_has '[S111]'
git commit -am two
run 1 "$flw" diff HEAD HEAD~1
out_has '[B113]'
out_has '--> HEAD~1:flows/main.flw:2:15'
run 0 "$flw" diff HEAD~1 HEAD
out_has '[S111]'
git rm main.flw && git commit -m three
run 1 "$flw" diff HEAD~1
out_has '[B101]'
out_has '(old)'
run 2 "$flw" diff HEAD:nowhere
err_has 'there is no `'
run 2 "$flw" diff HEAD:nowhere .
err_has 'no .flw file below `nowhere`'
cd ..
run 2 "$flw" diff HEAD:../.. .
err_has 'outside of the repository'
"$flw" build flows -o pack.tgz >/dev/null 2>&1
git add pack.tgz && git commit -m four
run 0 "$flw" diff HEAD:pack.tgz flows
out_has 'no changes'
cd "$tmp" && mkdir bare && cd bare || exit 2
GIT_CEILING_DIRECTORIES=$tmp run 2 "$flw" diff main "$tmp/a"
err_has 'main'

tally diff $passed $failed
