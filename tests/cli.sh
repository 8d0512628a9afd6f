#!/bin/bash
# cli.sh FLW - the commands as their users meet them: exit statuses, what goes
# to which stream, help, completions, the man page.
cd "$(dirname "$0")/.." || exit 2
. tests/count.sh
flw=$(realpath "$1")
here=$PWD/tests
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
unset NO_COLOR COLUMNS
. tests/streams.sh

# ---- help ----

run 0 "$flw" --version && quiet_err
out_has "flw "
run 0 "$flw" help
cp "$tmp/out" "$tmp/help"
run 0 "$flw" --help
cmp -s "$tmp/out" "$tmp/help"
verdict $? "flw --help is not flw help"
run 2 "$flw"
quiet_out
commands=$(sed -n 's/^  \([a-z]*\)   *[a-z].*/\1/p' "$tmp/help" | grep -v '^flw$')
[ "$(echo $commands)" = "check lint fix build fmt lsp inspect graph doc diff run resume inputs runs show logs signal cancel cache explain new completion help" ]
verdict $? "the commands are: $(echo $commands)"
for command in $commands; do
    run 0 "$flw" "$command" --help && quiet_err
    out_has "Usage: flw $command"
    cp "$tmp/out" "$tmp/page"
    run 0 "$flw" help "$command"
    cmp -s "$tmp/out" "$tmp/page"
    verdict $? "flw help $command is not flw $command --help"
    grep -q "^## .*flw $command" docs/commands.md
    verdict $? "docs/commands.md has no flw $command"
    for option in $(grep -oE -- '^ .{5}--[a-z-]+' "$tmp/page" | grep -oE -- '--[a-z-]+'); do
        grep -qF -- "\`$option" docs/commands.md
        verdict $? "docs/commands.md has no $option"
    done
done
for command in '' $commands; do
    "$flw" help $command | awk 'length($0) > 80 { print; bad = 1 } END { exit bad }' >"$tmp/out"
    verdict $? "flw help $command is wider than 80 columns"
done

# ---- what is not there ----

run 2 "$flw" chekc
err_has 'did you mean `check`?'
run 2 "$flw" register
err_has E0602
run 2 "$flw" help buidl
err_has 'did you mean `build`?'
run 2 "$flw" check --formta=json
err_has 'did you mean `--format`?'
run 2 "$flw" check --format=xml
err_has 'text|short|json'
run 2 "$flw" check --verbose=yes
err_has 'takes no value'
run 2 "$flw" build -o
err_has 'needs a value'
run 2 "$flw" check -Z
err_has 'no option `-Z`'
run 2 "$flw" check --max-errors=-1
run 2 "$flw" check "$tmp/none.flw"
cat "$tmp/err" >>"$tmp/out"
out_has E0101
mkdir "$tmp/empty"
run 2 "$flw" check "$tmp/empty"
err_has 'no .flw file'
run 2 "$flw" explain E9999
run 2 "$flw" completion tcsh
run 2 "$flw" graph "$tmp/none.flw"
run 2 "$flw" inspect
run 2 "$flw" inspect "$tmp/none.tgz"
err_has E0107
quiet_out

# ---- check ----

run 0 "$flw" new "$tmp/first"
run 2 "$flw" new "$tmp/first"
run 0 "$flw" check "$tmp/first"
quiet_out
quiet_err
run 0 "$flw" check "$tmp/first/main.flw" "$tmp/first"
input=$tmp/first/main.flw run 0 "$flw" check -
printf 'workflow w() -> () { nothing() }\n' >"$tmp/wrong.flw"
run 1 "$flw" check "$tmp/wrong.flw"
out_has 'error[E02'
err_has '1 error in 1 file'
out_lacks $'\e['
input=$tmp/wrong.flw run 1 "$flw" check - --stdin-filename=shown.flw
out_has '--> shown.flw:1'
run 1 "$flw" check --format=json "$tmp/wrong.flw"
python3 -m json.tool "$tmp/out" >/dev/null
verdict $? "--format=json is no JSON"
run 1 "$flw" check --color=always "$tmp/wrong.flw"
out_has $'\e['
NO_COLOR=1 run 1 "$flw" check --color=always "$tmp/wrong.flw"
out_has $'\e['
run 1 "$flw" check --color=never "$tmp/wrong.flw"
out_lacks $'\e['
if command -v script >/dev/null; then
    TERM=xterm script -qec "$flw check $tmp/wrong.flw" /dev/null >"$tmp/out" 2>&1
    out_has $'\e['
    NO_COLOR=1 TERM=xterm script -qec "$flw check $tmp/wrong.flw" /dev/null >"$tmp/out" 2>&1
    out_lacks $'\e['
    TERM=dumb script -qec "$flw check $tmp/wrong.flw" /dev/null >"$tmp/out" 2>&1
    out_lacks $'\e['
fi
if [ -e /dev/full ]; then
    "$flw" check "$tmp/wrong.flw" >/dev/full 2>"$tmp/err"
    [ $? = 2 ]
    verdict $? "a full disk is not noticed"
fi

# ---- lint ----

printf '## Stamps.\ntask stamp() -> (at: string)\nusing shell { image: "alpine", script: r"""date > "$at" """ }\nwith { cpu: 1, memory: 64Mi }\n' >"$tmp/moving.flw"
run 0 "$flw" lint "$tmp/moving.flw"
out_has 'warning[W0430]'
run 1 "$flw" lint --deny W0430 "$tmp/moving.flw"
out_has 'error[W0430]'
err_has '1 error'
run 1 "$flw" lint --deny=all "$tmp/moving.flw"
run 0 "$flw" lint --deny W0451 --deny W0480 "$tmp/moving.flw"
run 0 "$flw" lint --deny all --allow W0430 "$tmp/moving.flw"
quiet_out
quiet_err
run 2 "$flw" lint --deny W9999 "$tmp/moving.flw"
err_has 'no code of a warning'
run 2 "$flw" check --allow E0301 "$tmp/moving.flw"
run 0 "$flw" check "$tmp/moving.flw"
quiet_out
run 0 "$flw" check --lint "$tmp/moving.flw"
out_has 'warning[W0430]'
run 1 "$flw" check --lint --deny-warnings "$tmp/moving.flw"
run 1 "$flw" check --lint --deny W0430 "$tmp/moving.flw"
input=$tmp/moving.flw run 0 "$flw" lint --format short -
out_has '<stdin>:3:22: warning: '
run 0 "$flw" lint --format json "$tmp/moving.flw"
python3 -m json.tool "$tmp/out" >/dev/null
verdict $? "lint --format=json is no JSON"
run 0 "$flw" lint --list
out_has 'W0430  '
[ "$(grep -c '^W' "$tmp/out")" = "$(grep -c '^LINT_[A-Z]*(W' compiler/lint/lints.def)" ]
verdict $? "lint --list does not list all"
run 0 "$flw" lint --list --format=json
[ "$(python3 -c 'import json, sys
print(sum("## Wrong" in i["page"] and "## Right" in i["page"] and bool(i["reason"])
          for i in json.load(open(sys.argv[1]))))' "$tmp/out")" = "$(grep -c '^LINT_[A-Z]*(W' compiler/lint/lints.def)" ]
verdict $? "lint --list --format=json lacks a reason or an example"
run 2 "$flw" lint --list --format=sarif
# A mistake in one file does not hide the lints of another, but of its importers.
mkdir "$tmp/mixed"
cp "$tmp/moving.flw" "$tmp/mixed"
sed 's/date > /"$at" > $none/' "$tmp/moving.flw" >"$tmp/mixed/importer.flw"
sed -i '1i import "./wrong.flw" as wrong\n' "$tmp/mixed/importer.flw"
cp "$tmp/wrong.flw" "$tmp/mixed"
run 1 "$flw" lint --format short "$tmp/mixed"
out_has 'moving.flw:3:22: warning: '
out_lacks importer.flw
# Silences hold without lints, too, and are judged with them alone.
sed 's/^with.*/with { gpu: 1, accelerator: "none", timeout: 1h, cpu: 1, memory: 1Gi }/
    1i # flw: allow W0421 because it is new\n# flw: allow W0480\n' "$tmp/moving.flw" >"$tmp/silent.flw"
run 0 "$flw" check "$tmp/silent.flw"
quiet_out
run 0 "$flw" build --deny-warnings -q -o "$tmp/silent.tgz" "$tmp/silent.flw"
quiet_err
run 0 "$flw" lint --allow W0430 "$tmp/silent.flw"
out_has 'W0490'
out_has 'W0491'
out_lacks W0421

# ---- build, inspect ----

cd "$tmp" || exit 2
run 0 "$flw" build first
quiet_out
err_has 'wrote flyte-package.tgz: 1 task, 1 workflow, 1 launch plan'
run 0 "$flw" build -q first -o quiet.tgz
quiet_err
run 0 "$flw" build first -o -
quiet_err
cmp -s out flyte-package.tgz
verdict $? "what goes to standard output is not what goes to a file"
gzip -t out 2>/dev/null
verdict $? "the archive is no gzip"
cp out piped.tgz
input=piped.tgz run 0 "$flw" inspect -
out_has 'workflow main.main('
run 0 "$flw" inspect piped.tgz --only main.count_lines
out_has 'task main.count_lines('
out_lacks 'workflow'
run 2 "$flw" inspect piped.tgz --only nothing
run 0 "$flw" inspect --format=json piped.tgz
python3 -m json.tool out >/dev/null
verdict $? "inspect --format=json is no JSON"
run 0 "$flw" inspect --format=proto piped.tgz
out_has 'type: "raw-container"'
run 1 "$flw" build wrong.flw -o wrong.tgz
[ ! -e wrong.tgz ]
verdict $? "a wrong program was written"
run 2 "$flw" build first -o none/there.tgz
err_has 'cannot write'
run 0 "$flw" build first --explain -o x.tgz
out_has 'nothing was generated'
run 0 "$flw" build first --format=json -o x.json
quiet_out
python3 -m json.tool x.json >/dev/null
verdict $? "build --format=json -o writes no JSON"

run 2 "$flw" build first --format=dir -o -
run 2 "$flw" build first --project 'a b'
run 0 "$flw" build first --project acme --domain dev -o home.tgz
run 0 "$flw" inspect home.tgz
grep -qE 'at "acme/dev/main.main@[0-9a-f]{16}"' out
verdict $? "the ids are not filled in"
run 0 "$flw" build first -p acme -d dev --version v1 -o home.tgz
run 0 "$flw" inspect home.tgz
out_has 'at "acme/dev/main.main@v1"'

run 0 "$flw" build first --format=dir -o folder
sed -i 's/count_lines/count_words/g' first/main.flw
run 0 "$flw" build first --format=dir -o folder
[ "$(ls folder)" = "$(printf '%s\n' 0_main.count_words_1.pb 1_main.main_2.pb 2_main.main_3.pb)" ]
verdict $? "a folder of an earlier build is not replaced"
echo mine >folder/notes
run 2 "$flw" build first --format=dir -o folder
[ "$(cat folder/notes)" = mine ]
verdict $? "what a user has is lost"
[ -z "$(find . -name '*.tmp*')" ]
verdict $? "something was left behind"
run 0 "$flw" inspect folder
out_has 'task main.count_words('

# ---- completions, man page ----

# complete_line SHELL LINE WANTED: what the shell makes of the line by Tab alone.
complete_line() {
    case $1 in
    fish) found=$(fish -c "source fish; complete -C '$2'" | cut -f1) ;;
    *) found=$(python3 "$here/press_tab.py" "$1" "$tmp/shells" "$2" 2>err) ;;
    esac
    [ "$found" = "$3" ]
    verdict $? "$1 completes \`$2\` as \`$found\`"
}
mkdir shells
for shell in bash zsh fish; do
    run 0 "$flw" completion $shell
    cp out $shell
    command -v $shell >/dev/null || continue
    $shell -n $shell 2>err
    verdict $? "the completion of $shell is no $shell"
    case $shell in
    fish) words= ;;
    zsh) words=all && cp zsh shells/_flw ;;
    bash) words=all && cp bash shells/flw ;;
    esac
    complete_line $shell 'flw insp' inspect
    complete_line $shell 'flw check --format js' "${words:+check --format }json"
    complete_line $shell 'flw check --max' "${words:+check }--max-errors"
    complete_line $shell 'flw run --in po' "${words:+run --in }podman"
done
run 0 "$flw" help --man
if command -v groff >/dev/null; then
    [ -z "$(groff -man -Tascii -ww out 2>&1 >/dev/null)" ]
    verdict $? "groff warns of the man page"
fi
cd "$OLDPWD" || exit 2
tally cli $passed $failed
