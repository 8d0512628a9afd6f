#!/bin/sh
# shape.sh - functions under 60 lines, .c under 600, .h under 300, width 80.
cd "$(dirname "$0")/.." || exit 2
git ls-files -co --exclude-standard -- '*.c' '*.h' | grep -v '^tests/' |
    xargs awk '
function complain(text) { print text; bad = 1 }
function close_file() {
    if (file ~ /\.c$/ && lines > 600) complain(file ": " lines " lines")
    if (file ~ /\.h$/ && lines > 300) complain(file ": " lines " lines")
}
FNR == 1 { close_file(); file = FILENAME; start = 0 }
{ lines = FNR }
length($0) > 80 { complain(FILENAME ":" FNR ": " length($0) " columns") }
/^\{/ { start = FNR }
/^\}/ {
    if (start && FNR - start > 60)
        complain(FILENAME ":" start ": a function of " FNR - start " lines")
    start = 0
}
/TODO|FIXME|XXX|HACK/ { complain(FILENAME ":" FNR ": unfinished") }
END { close_file(); exit bad }
' || exit 1
echo "shape: within the budget"
