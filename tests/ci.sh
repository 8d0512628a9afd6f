#!/bin/bash
# ci.sh FLW [FOLDER] - what docs/ci.md gives to copy: its files are written to
# FOLDER (make conformance has their schemas), and their commands are run on a
# project that is right, and on one that is not.
cd "$(dirname "$0")/.." || exit 2
. tests/count.sh
flw=$(realpath "$1")
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
. tests/streams.sh
files=${2:-$tmp/files}
PATH=$(dirname "$flw"):$PATH
export GITHUB_STEP_SUMMARY=$tmp/summary

# ```LANGUAGE PATH blocks, each to its path.
mkdir -p "$files"/.github/workflows "$files"/.git/hooks
awk -v folder="$files" '
    /^```[a-z]+ [^ ]+$/ { file = folder "/" $2; next }
    /^```/ { file = "" }
    file { print > file }' docs/ci.md
[ "$(find "$files" -type f | wc -l)" = 5 ]
verdict $? "docs/ci.md has other files than five"
cmp -s "$files/Dockerfile" Dockerfile
verdict $? "docs/ci.md has another Dockerfile than the one at the root"

# Two projects, each a repository.
for project in right wrong; do
    mkdir "$tmp/$project"
    "$flw" new "$tmp/$project/first" >/dev/null 2>&1
    touch "$tmp/$project/flw.toml"
    git -C "$tmp/$project" init -q -b main
done
printf 'workflow  w(n: int) -> () { nothing(n) }\n' >"$tmp/wrong/wrong.flw"
for project in right wrong; do
    git -C "$tmp/$project" add . &&
        git -C "$tmp/$project" -c user.name=a -c user.email=a@b \
            commit -qm one && git -C "$tmp/$project" update-ref \
            refs/remotes/origin/main HEAD
    verdict $? "no repository to try on"
done

# The commands of a file, one a line: run: of steps, items of script:, lines
# that begin with flw.
commands() {
    awk '/^ +run: / { sub(/^ +run: /, ""); print; next }
        /^  script:/ { script = 1; next }
        /^  [a-z]/ { script = 0 }
        script && /^    - / { sub(/^    - /, ""); print; next }
        /^flw / { print }' "$1"
}

# try PROJECT WANTED FILE: each command by itself, as after a failure; WANTED
# are their exit statuses.
try() {
    local found=
    while IFS= read -r command; do
        (cd "$tmp/$1" && sh -ec "$command" >"$tmp/out" 2>"$tmp/err")
        found="$found $?"
    done < <(commands "$3")
    [ "$found" = " $2" ]
    verdict $? "$3 gives$found on what is $1, not $2"
}

try right '0 0 0 0 0' "$files/.github/workflows/flw.yml"
try wrong '1 1 0 2 1' "$files/.github/workflows/flw.yml"
try right '0 0 0 0 0' "$files/.gitlab-ci.yml"
try wrong '0 0 1 1 1' "$files/.gitlab-ci.yml"
try right 0 "$files/.git/hooks/pre-commit"
try wrong 1 "$files/.git/hooks/pre-commit"
awk '/^```sh$/ { open = 1; next } /^```/ { open = 0 } open' docs/ci.md \
    >"$tmp/snippets"
try right '0 0 0 0 0' "$tmp/snippets"
try wrong '0 0 0 1 0' "$tmp/snippets"
for file in flw.sarif gl-code-quality-report.json flw-baseline.json; do
    python3 -m json.tool "$tmp/wrong/$file" >/dev/null
    verdict $? "$file is no JSON"
    grep -q 'wrong.flw' "$tmp/wrong/$file"
    verdict $? "$file does not tell of what is wrong"
done
grep -q '<failure ' "$tmp/wrong/flw.xml"
verdict $? "flw.xml does not tell of what is wrong"
[ -s "$tmp/right/flyte-package.tgz" ] && [ ! -e "$tmp/wrong/flyte-package.tgz" ]
verdict $? "a package is there when it should not be, or is not"

# The hooks by themselves: the names that the page uses, the commands there are.
for id in $(sed -n 's/.*- id: //p' "$files/.pre-commit-config.yaml"); do
    grep -q "^- id: $id$" .pre-commit-hooks.yaml
    verdict $? "there is no hook $id"
done
sed -n 's/^  entry: //p' .pre-commit-hooks.yaml >"$tmp/entries"
try right '0 0' "$tmp/entries"
try wrong '1 0' "$tmp/entries"

tally ci "$passed" "$failed"
