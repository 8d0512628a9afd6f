#!/bin/bash
# run.sh FLW [PATTERN] - runs the golden programs: each tests/golden/WAY/X.flw
# gives exactly what X.out says: all that is printed, and "exit N".
# UPDATE=1 writes X.out; read the difference before committing it.
cd "$(dirname "$0")/../.." || exit 2
. tests/count.sh
flw=$(realpath "$1")
pattern=${2:-}
passed=0 failed=0

# What a program is given to, by its folder.
way() {
    case $1 in
    # The tree alone: what is wrong with it is for check/.
    parse) "$flw" check --dump=ast "$2" 2>/dev/null | sed '/^[a-z]*\[[EW][0-9]*\]/,$d' ;;
    check) "$flw" check "$2" ;;
    plan) "$flw" check --dump=plan "$2" ;;
    emit) "$flw" build --format=text --output=- "$2" ;;
    # A program is built first.
    inspect)
        case $2 in
        *.flw) "$flw" build -o - "$2" | "$flw" inspect - ;;
        *) "$flw" inspect "$2" ;;
        esac
        ;;
    cli) flw=$flw sh "$2" ;;
    esac
}

for program in tests/golden/{parse,check,plan,emit,inspect,cli}/*; do
    case $program in
    *.out | *'/*') continue ;;
    *"$pattern"*) ;;
    *) continue ;;
    esac
    folder=$(dirname "$program")
    name=$(basename "$program")
    [ -d "$program" ] && continue
    wanted=$folder/${name%.*}.out
    found=$(cd "$folder" && way "$(basename "$folder")" "$name" 2>&1
        echo "exit $?")
    if [ -n "$UPDATE" ]; then
        printf '%s\n' "$found" >"$wanted"
    elif difference=$(printf '%s\n' "$found" | diff "$wanted" - 2>&1); then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "golden: $program"
        printf '%s\n' "$difference" | sed 's/^/    /' | head -30
    fi
done
tally golden $passed $failed
