#!/bin/sh
# fill.sh PRINTED - puts the tables that run.sh printed, kept in a file, into
# docs/performance.md, each where the one of its name stands.
cd "$(dirname "$0")/../.." || exit 2
page=docs/performance.md
awk '
    FNR == NR && /^<!-- bench: / { name = $3 }
    FNR == NR && name != "" && /^\|/ { rows[name] = rows[name] $0 "\n" }
    FNR == NR { next }
    /^<!-- bench: / && ($3 in rows) { print; printf "%s", rows[$3]; skip = 1; next }
    skip && /^\|/ { next }
    { skip = 0; print }
' "$1" $page >$page.new && mv $page.new $page
