#!/bin/bash
# coverage.sh - lines and branches of our own code that unit, golden,
# documentation and example tests reach. Wanted: 90 % and 80 %.
cd "$(dirname "$0")/.." || exit 2
make=(make -s -j"$(nproc)" MODE=coverage)
"${make[@]}" all build/coverage/unit-tests || exit 1
find build/coverage -name '*.gcda' -delete
# One process, so that every test's counts are written; the few that end their
# process on purpose lose theirs.
build/coverage/unit-tests >/dev/null 2>&1
bash tests/golden/run.sh build/coverage/flw >/dev/null
bash tests/docs.sh build/coverage/flw >/dev/null
[ -f tests/examples.sh ] && bash tests/examples.sh build/coverage/flw >/dev/null
[ -f tests/cli.sh ] && bash tests/cli.sh build/coverage/flw >/dev/null
mkdir -p build/coverage/report
gcovr --root . --object-directory build/coverage \
    --filter '(base|grammar|spec|typesys|compiler)/' --exclude 'build/.*' \
    --exclude-throw-branches --print-summary \
    --json-summary build/coverage/report/summary.json \
    --txt build/coverage/report/files.txt >build/coverage/report/summary.txt \
    2>build/coverage/report/log
cat build/coverage/report/summary.txt
lines=$(sed -n 's/^lines: \([0-9.]*\)%.*/\1/p' build/coverage/report/summary.txt)
branches=$(sed -n 's/^branches: \([0-9.]*\)%.*/\1/p' \
    build/coverage/report/summary.txt)
echo "by file: build/coverage/report/files.txt"
awk -v l="${lines:-0}" -v b="${branches:-0}" \
    'BEGIN { exit !(l >= 90 && b >= 80) }' ||
    { echo "coverage: wanted 90 % of lines and 80 % of branches"; exit 1; }
