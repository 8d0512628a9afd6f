#!/bin/bash
# docs.sh FLW - every program in the documentation does what it says there.
#
# In docs/errors/CODE.md the program under "## Wrong" gives CODE and no other
# error, the one under "## Right" is accepted; of a lint, CODE and no other, and
# none. Every ```flw block of the other documents is accepted by `flw check`,
# beside the files that ```flw NAME.flw blocks are; ```flw part blocks are not
# programs. What the language has, its reference shows in such a block.
cd "$(dirname "$0")/.." || exit 2
. tests/count.sh
flw=$PWD/$1
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
passed=0 failed=0

# blocks FILE: writes its ```flw blocks to $tmp/1.flw, 2.flw … and the heading
# each stands under to $tmp/blocks; named ones to their names.
blocks() {
    rm -rf "$tmp"/*.flw "$tmp"/*/
    awk -v dir="$tmp" '
        function begin(name) {
            file = dir "/" name
            folder = file
            sub("/[^/]*$", "", folder)
            system("mkdir -p " folder)
            open = 1
        }
        !open && /^## / { heading = substr($0, 4) }
        /^```flw *$/ { print ++n, heading; begin(n ".flw"); next }
        /^```flw [a-z_\/]+\.flw$/ { begin($2); next }
        /^```/ { open = 0; next }
        open { print > file }' "$1" >"$tmp/blocks"
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

# What no program in a page can show: bytes, sizes, names of files, commands.
# robustness/ and cli.sh have them.
unshown='E0001 E0002 E0003 E0015 E0022 E0106 E0107 E0503 E0602 E0640 E0641'

for page in docs/errors/[EW]*.md; do
    code=$(basename "$page" .md)
    case $lints in *$code*) is_lint=yes ;; *) is_lint= ;; esac
    blocks "$page"
    : >"$tmp/out"
    for heading in Wrong Right; do
        grep -q "^## $heading" "$page" &&
            { grep -q " $heading$" "$tmp/blocks" ||
                case $unshown in *$code*) ;; *) false ;; esac; }
        verdict $? "$page" "no $heading program"
    done
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
    done <"$tmp/blocks"
done

for page in README.md docs/*.md; do
    blocks "$page"
    while read -r n heading; do
        "$flw" check "$tmp/$n.flw" >"$tmp/out" 2>&1
        verdict $? "$page" "block $n under \"$heading\" is refused"
    done <"$tmp/blocks"
done

# shown WHAT PATTERN: in a program of the reference.
shown() {
    grep -rqE --include='*.flw' -- "$2" "$tmp"
    verdict $? docs/language.md "no program shows $1"
}
blocks docs/language.md
: >"$tmp/out"
for word in $(sed -nE 's/^(SETTING|LAUNCH_ITEM)\(\w+, "(\w+)".*/\2/p' \
    typesys/settings.def typesys/launch_items.def); do
    shown "$word" "\\b$word( *[:{]| +(cron|every|email))"
done
for word in import type enum const defaults kind 'extern (task|launch)' task \
    workflow launch as new where using with after on return fail if else \
    match for in matches and or not none true false int float string bool \
    datetime duration bytes json list map file dir table error size template \
    zip approve wait_for sleep len self; do
    shown "$word" "\\b$word\\b"
done
for field in image command args env input_path output_path format script \
    shell module function spec primary statement dialect; do
    shown "the field $field" "\\b$field:"
done
for sign in '\?' '\|' '\.\.' '!=' '==' '<=' '>' '\+' '-' '\*' '/' '%' '->' \
    '\[[0-9]\]' '\["' '\{:\}' '\\u\{' 'r"' '"""' '\{\{' '## ' '@[0-9]' \
    '[0-9]ms' '[0-9]h[0-9]+m' '[0-9]GB' '[0-9]Gi' '[0-9]_[0-9]' '[0-9]e[0-9]' \
    '# flw: allow' 'as config' 'as sql' 'as container' 'version [0-9]' \
    'import std\.' 'import "\./' 'import [a-z]+\.' 'table<.*, [a-z]+>' \
    'kickoff:' 'timeout: .*\)' 'else if' 'on failure \(' 'on failure \{' \
    '-> (int|float)$' 'as [A-Z]'; do
    shown "$sign" "$sign"
done
tally docs $passed $failed
