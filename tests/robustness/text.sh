# text.sh - T7 to T11, T13: bytes that are no text, and texts that lie.

program >"$tmp/x.flw"
cp "$tmp/x.flw" "$tmp/good.flw"
wants 0 - 'the program that all is tried on'
run_flw build --format text "$tmp/x.flw"
cp "$tmp/out" "$tmp/good.txt"

# T7: the locale means nothing.
for locale in POSIX C.UTF-8 de_DE.UTF-8 tr_TR.UTF-8 xx_YY; do
    run_flw_in "$locale" build --format text "$tmp/x.flw"
    same "locale $locale" "$tmp/good.txt" "$tmp/out"
done

# T8: bytes that are not UTF-8, in each sort of token.
place() { # BYTES: as printf takes them
    printf "# $1\n" >"$tmp/x.flw"
    wants 1 E0001 "$1 in a comment"
    printf "## $1\nconst a = 1\n" >"$tmp/x.flw"
    wants 1 E0001 "$1 in a doc comment"
    printf "const a = \"x$1y\"\n" >"$tmp/x.flw"
    wants 1 E0001 "$1 in a text"
    printf "const a = r\"\"\"x$1y\"\"\"\n" >"$tmp/x.flw"
    wants 1 E0001 "$1 in a raw text"
    printf "const a$1b = 1\n" >"$tmp/x.flw"
    wants 1 E0001 "$1 in a name"
    printf "$1const a = 1\n" >"$tmp/x.flw"
    wants 1 E0001 "$1 at the start"
    printf "const a = 1$1" >"$tmp/x.flw"
    wants 1 E0001 "$1 at the end"
    printf "const a = \"\\\\$1\"\n" >"$tmp/x.flw"
    wants 1 E0001 "$1 after a backslash"
    printf "import \"./$1.flw\" as a\n" >"$tmp/x.flw"
    wants 1 E0001 "$1 in an import"
}
for bytes in '\200' '\277' '\300\200' '\301\277' '\302' '\340\200\200' \
    '\340\240' '\355\240\200' '\355\277\277' '\360\200\200\200' '\360\220\200' \
    '\364\220\200\200' '\365\200\200\200' '\370\210\200\200\200' '\374' '\376' \
    '\377' '\377\376' '\303\050'; do
    place "$bytes"
done
# Every byte alone between two spaces.
for byte in $(seq 128 255); do
    printf "const a = 1 \\$(printf %o "$byte") \n" >"$tmp/x.flw"
    wants 1 E0001 "byte $byte alone"
done
for byte in $(seq 1 31) 127; do
    case $byte in 9 | 10 | 13) continue ;; esac
    printf "const a = \\$(printf %o "$byte") 1\n" >"$tmp/x.flw"
    wants 1 E0006 "control character $byte"
done

# T9: a 0 anywhere is an error, never the end.
size=$(stat -c %s "$tmp/good.flw")
accepted=0
for at in $(seq 0 "${NUL_STEP:-17}" "$size"); do
    { head -c "$at" "$tmp/good.flw"; printf '\0'
        tail -c +$((at + 1)) "$tmp/good.flw"; } >"$tmp/x.flw"
    run_flw check "$tmp/x.flw"
    [ "$status" = 1 ] && grep -qF '[E0002]' "$tmp/out" ||
        { accepted=$((accepted + 1)); first=${first:-$at}; }
done
[ $accepted = 0 ] && pass ||
    miss 'a 0 in a program' "$accepted places without E0002, first $first"
printf 'const a = 1\n\0const b = a b c\n' >"$tmp/x.flw"
wants 1 E0002 'a 0 before a mistake'
printf '\0' >"$tmp/x.flw"
wants 1 E0002 'a 0 alone'

# T10: line ends, a mark at the start, and no end of line.
variant() { # NAME: $tmp/x.flw gives what the program gives
    run_flw build --format text "$tmp/x.flw"
    same "$1" "$tmp/good.txt" "$tmp/out"
}
sed 's/$/\r/' "$tmp/good.flw" >"$tmp/x.flw"
variant 'CRLF'
tr '\n' '\r' <"$tmp/good.flw" >"$tmp/x.flw"
variant 'CR'
{ printf '\357\273\277'; cat "$tmp/good.flw"; } >"$tmp/x.flw"
variant 'a byte order mark'
printf %s "$(cat "$tmp/good.flw")" >"$tmp/x.flw"
variant 'no newline at the end'
sed 's/^  /\t/' "$tmp/good.flw" >"$tmp/x.flw"
variant 'tabs'
{ cat "$tmp/good.flw"; printf '   \n\n\n\t\n'; } >"$tmp/x.flw"
variant 'empty lines at the end'
printf 'const a = 1\n\357\273\277const b = 2\n' >"$tmp/x.flw"
wants 1 E0006 'a byte order mark inside'

# The same place, whatever ends a line.
sed 's/limit {/limitt {/' "$tmp/good.flw" >"$tmp/wrong.flw"
run_flw check "$tmp/wrong.flw"
where=$(grep -oE ':[0-9]+:[0-9]+$' "$tmp/out")
for end in '\r\n' '\r'; do
    awk -v end="$end" '{ printf "%s" end, $0 }' "$tmp/wrong.flw" >"$tmp/x.flw"
    run_flw check "$tmp/x.flw"
    [ -n "$where" ] && [ "$(grep -oE ':[0-9]+:[0-9]+$' "$tmp/out")" = "$where" ] &&
        pass || miss "places after $end" "not $where"
done
{ printf '\357\273\277'; cat "$tmp/wrong.flw"; } >"$tmp/x.flw"
run_flw check "$tmp/x.flw"
[ "$(grep -oE ':[0-9]+:[0-9]+$' "$tmp/out")" = "$where" ] && pass ||
    miss 'places after a mark' "not $where"

# T11: what is shown is what is meant.
for point in '\342\200\252' '\342\200\253' '\342\200\254' '\342\200\255' \
    '\342\200\256' '\342\201\246' '\342\201\247' '\342\201\250' \
    '\342\201\251' '\342\200\216' '\342\200\217'; do
    printf "# a$point b\nconst a = 1\n" >"$tmp/x.flw"
    wants 1 E0003 "$point in a comment"
    printf "const a = \"x$point\"\n" >"$tmp/x.flw"
    wants 1 E0003 "$point in a text"
    printf "const a$point = 1\n" >"$tmp/x.flw"
    wants 1 E0003 "$point in a name"
done
for point in '\302\205' '\342\200\250' '\342\200\213' '\342\200\215' \
    '\357\277\276' '\302\240' '\320\260'; do
    printf "const a$point = 1\n" >"$tmp/x.flw"
    wants 1 - "$point in a name"
done
# Nothing that moves a terminal's cursor is printed as it is.
for text in '\033]0;x\007' '\033[2J' '\302\233' '\r'; do
    printf "const a = \"$text\" +\n" >"$tmp/x.flw"
    wants 1 - "$text in a line that is shown"
    LC_ALL=C grep -q "$(printf '\033\|\302\233')" "$tmp/out" &&
        miss "$text in a line that is shown" 'printed as it is' || pass
done

# T13: sizes. A hole of 3 GiB is refused before it is read.
truncate -s 3G "$tmp/x.flw"
memory=120000 wants 2 E0101 'a file of 3 GiB'
truncate -s 9000000T "$tmp/x.flw" 2>/dev/null
wants 2 E0101 'a file of 9 EiB'
rm -f "$tmp/x.flw"
printf 'import "./big.flw" as big\n' >"$tmp/x.flw"
truncate -s 3G "$tmp/big.flw"
memory=120000 wants 1 E0101 'an import of 3 GiB'
rm -f "$tmp/big.flw"
