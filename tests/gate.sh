#!/bin/bash
# gate.sh FLW - flw check as a gate: baselines, changes since a revision.
cd "$(dirname "$0")/.." || exit 2
. tests/count.sh
flw=$(realpath "$1")
root=$PWD
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
. tests/streams.sh
mkdir "$tmp/project" && cd "$tmp/project" || exit 2
git() {
    command git -c user.name=a -c user.email=a@b -c init.defaultBranch=main \
        -c commit.gpgsign=false "$@" >/dev/null 2>&1
}

# base.flw is imported by middle.flw, and that by sub/top.flw; beside.flw alone.
mkdir sub
cat >base.flw <<'END'
task one(n: int) -> (m: int)
using shell { image: "alpine:3.20", script: r"""echo "$n" > "$m" """ }
END
cat >middle.flw <<'END'
import "./base.flw" as base
workflow middle(n: int) -> (m: int) {
  x = base.one(n)
  return (m: x)
}
END
cat >sub/top.flw <<'END'
import middle as middle
workflow top(n: int) -> (m: int) {
  x = middle.middle("four")
  y = middle.middle("four")
  z = middle.middle(n)
  return (m: z)
}
END
cat >beside.flw <<'END'
workflow beside(n: int) -> (m: int) {
  x = nothing(n)
  return (m: x)
}
END
touch flw.toml
git init . && git add . && git commit -m one && git tag one
verdict $? "git does not work"

# ---- baselines ----

run 1 "$flw" check
run 0 "$flw" check --write-baseline known.json
quiet_out
err_has 'wrote known.json: 3 known'
python3 -m json.tool known.json >"$tmp/out"
verdict $? "a baseline is no JSON"
run 0 "$flw" check --baseline known.json
out_has '= known: it is in the baseline'
err_has 'nothing new; 3 in the baseline'
err_lacks gone
run 0 "$flw" check --baseline known.json --new-only
quiet_out
# From elsewhere, and with other names for the same files.
cd sub && run 0 "$flw" check .. --baseline ../known.json
cd .. || exit 2
run 0 "$flw" check "$PWD" --baseline known.json
err_has 'nothing new; 3'
mkdir ci && run 0 "$flw" check --write-baseline ci/known.json
run 0 "$flw" check --baseline ci/known.json --new-only
quiet_out
# Lines move; one of two alike goes.
sed -i -e '1i # moved' -e '/  x = /d' sub/top.flw
run 0 "$flw" check --baseline known.json --new-only
quiet_out
err_has 'gone since the baseline: sub/top.flw:'
err_has 'of the baseline no longer occur'
run 0 "$flw" check --baseline known.json beside.flw
err_lacks gone
# What is new fails.
echo 'workflow more() -> () { missing() }' >>beside.flw
run 1 "$flw" check --baseline known.json --new-only --format=short
out_has 'beside.flw:5:25: error: there is no task or workflow named `missing`'
out_lacks nothing
run 1 "$flw" check --baseline known.json --new-only
err_has '1 error in 1 file; 2 in the baseline'
# A mistake that is known hides none of what only a build finds elsewhere.
cat "$root"/tests/golden/check/E0550-*.flw >big.flw
run 1 "$flw" check --baseline known.json --new-only --format=short
out_has 'big.flw:'
out_has E0550
rm big.flw
# Warnings are known likewise.
cat >warns.flw <<'END'
import "./base.flw" as base
workflow idle(n: int, unused: int) -> (m: int) {
  x = base.one(n)
  return (m: x)
}
END
run 1 "$flw" check --deny-warnings warns.flw
run 0 "$flw" check --write-baseline warned.json warns.flw
run 0 "$flw" check --deny-warnings --baseline warned.json warns.flw
out_has 'known'
# Each format says what is known.
for format in json sarif github gitlab junit; do
    run 0 "$flw" check --baseline warned.json --format "$format" warns.flw
    cp "$tmp/out" "$tmp/$format"
done
grep -q '"known": true' "$tmp/json" && grep -q '"suppressions"' "$tmp/sarif" &&
    grep -q '^::notice' "$tmp/github" && grep -q '"info"' "$tmp/gitlab" &&
    grep -q '<skipped>' "$tmp/junit" && grep -q 'failures="0"' "$tmp/junit"
verdict $? "a format does not say what is known"
rm warns.flw
# Wrong ones.
wrong() { # TEXT WORDS
    printf '%s' "$1" >"$tmp/wrong.json"
    run 2 "$flw" check --baseline "$tmp/wrong.json"
    quiet_out
    err_has "$2"
    err_has 'damaged'
}
wrong '' 'line 1 is not JSON'
wrong $'{"version": 1,\n<<<<<<< HEAD' 'line 2 is not JSON'
wrong '[]' 'it is no baseline'
wrong '{"version": 1}' 'it is no baseline'
wrong '{"version": 2, "known": []}' 'it has version 2, this flw reads 1'
wrong '{"version": 1, "known": [7]}' 'its entry 1 has no proper `fingerprint`'
wrong '{"version": 1, "known": [{"fingerprint": "xyz", "code": "E0301",
        "file": "a", "title": "b"}]}' 'its entry 1 has no proper `fingerprint`'
wrong '{"version": 1, "known": [{"fingerprint": "0123456789abcdef"}]}' \
    'its entry 1 has no proper `code`'
run 2 "$flw" check --baseline none.json
err_has 'cannot read the baseline `none.json`: no such file'
run 2 "$flw" check --new-only
err_has '--new-only needs --baseline'
run 2 "$flw" check --baseline known.json --write-baseline other.json
run 2 "$flw" check --since one --write-baseline other.json
run 2 "$flw" check --write-baseline none/other.json
[ ! -e other.json ]
verdict $? "a baseline was written that was refused"

# ---- changes ----

short() { # STATUS REV: what is wrong in what changed
    run "$1" "$flw" check --format=short --since "$2"
}
git checkout -- . && rm -f ./*.json && rm -r ci
short 0 one
quiet_out
err_lacks 'more in files'
run 0 "$flw" check --since one -v
err_has 'nothing has changed since `one`'
# A change concerns all that stands on it.
echo '# changed' >>base.flw
short 1 one
out_has 'sub/top.flw:3:21: error'
out_lacks beside
git checkout -- .
# Untracked, staged and committed count.
cp beside.flw new.flw
short 1 HEAD
out_has new.flw
out_lacks beside.flw
git add new.flw
short 1 HEAD
out_has new.flw
git commit -m two
short 0 HEAD
short 1 HEAD~1
out_has new.flw
git rm -q new.flw && git commit -m three
# What is not there any more concerns those that ask for it.
rm middle.flw
short 1 HEAD
out_has 'sub/top.flw:1:8: error: cannot read `middle.flw`'
git checkout -- .
# The root is looked up by flw.toml.
echo '# changed' >>flw.toml
short 1 HEAD
out_has beside.flw
git checkout -- . && rm flw.toml
short 1 HEAD
out_has beside.flw
git checkout -- .
# That of another project does not concern this one.
mkdir -p projects/{one,other} && touch projects/{one,other}/flw.toml
cp beside.flw projects/one && git add projects && git commit -m projects
rm -r projects/other
run 0 "$flw" check --since HEAD projects/one
git checkout -- . && git reset --hard HEAD~1
# Where a branch began, whatever its trunk has done since.
git checkout -b side && echo '# changed' >>base.flw && git commit -am side
git checkout main && echo '# changed' >>beside.flw && git commit -am trunk
git checkout side
short 1 main
out_has sub/top.flw
out_lacks beside
# Together.
"$flw" check --write-baseline known.json >/dev/null 2>&1
run 0 "$flw" check --since main --baseline known.json --new-only
quiet_out
# Nothing to ask.
run 2 "$flw" check --since none
quiet_out
err_has 'flw: --since `none`: the repository has no such revision'
git clone --depth 1 "file://$PWD" "$tmp/shallow"
(cd "$tmp/shallow" && "$flw" check --since main 2>&1) | grep -q 'shallow'
verdict $? "a shallow clone is not thought of"
mkdir "$tmp/bare" && cp beside.flw "$tmp/bare" && cd "$tmp/bare" || exit 2
run 2 "$flw" check --since main
err_has 'is in no git repository'
# Nothing is executed: with no git to call, and hooks and filters that tell.
cd "$tmp/project" || exit 2
printf '#!/bin/sh\ntouch "%s/ran"\n' "$tmp" >.git/spy && chmod +x .git/spy
git config core.fsmonitor "$PWD/.git/spy"
git config filter.spy.clean "$PWD/.git/spy"
echo '*.flw filter=spy' >.gitattributes
rm -f "$tmp/ran"
PATH=/none run 1 "$flw" check --since one
[ ! -e "$tmp/ran" ]
verdict $? "something was executed"

tally gate "$passed" "$failed"
