#!/bin/bash
# run.sh UNIT-TESTS - runs the unit suites, as many at once as there are cores,
# and tallies them.
cd "$(dirname "$0")/../.." || exit 2
. tests/count.sh
# Sanitizers on a busy machine take their time.
export CK_DEFAULT_TIMEOUT=120
out=$(sed -n 's/^SUITE(\(.*\))$/\1/p' tests/unit/suites.def |
    xargs -P "$(nproc)" -I{} sh -c '"$1" {} 2>&1 || echo "suite {} failed"' \
        _ "$1")
echo "$out" | grep -vE '^Running|:P:|^100%' | tail -60
checks=$(echo "$out" | sed -n 's/.*Checks: \([0-9]*\),.*/\1/p' |
    awk '{ n += $1 } END { print n + 0 }')
bad=$(echo "$out" |
    sed -n 's/.*Failures: \([0-9]*\), Errors: \([0-9]*\).*/\1 \2/p' |
    awk '{ n += $1 + $2 } END { print n + 0 }')
# A suite that says nothing has crashed before its first test.
suites=$(grep -c '^SUITE' tests/unit/suites.def)
said=$(echo "$out" | grep -c 'Checks: ')
tally unit "$((checks - bad))" "$((bad + suites - said))"
