#!/bin/sh
# run.sh UNIT-TESTS - runs the unit suites and tallies them.
cd "$(dirname "$0")/../.." || exit 2
. tests/count.sh
out=$("$1" 2>&1)
echo "$out" | grep -v '^Running\|:P:' | tail -60
checks=$(echo "$out" | sed -n 's/.*Checks: \([0-9]*\).*/\1/p' | tail -1)
bad=$(echo "$out" |
    sed -n 's/.*Failures: \([0-9]*\), Errors: \([0-9]*\).*/\1 \2/p' |
    tail -1 | awk '{ print $1 + $2 }')
tally unit "$((${checks:-0} - ${bad:-0}))" "${bad:-1}"
