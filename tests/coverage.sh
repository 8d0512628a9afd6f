#!/bin/bash
# coverage.sh - lines and branches of our own code that unit, golden,
# documentation, example and some hostile tests reach, folder by folder and in
# all. Wanted: 90 % and 80 %.
cd "$(dirname "$0")/.." || exit 2
make=(make -s -j"$(nproc)" MODE=coverage)
"${make[@]}" all build/coverage/unit-tests || exit 1
find build/coverage -name '*.gcda' -delete
# One process, so that every test's counts are written; the few that end their
# process on purpose lose theirs.
build/coverage/unit-tests >/dev/null 2>&1
bash tests/golden/run.sh build/coverage/flw >/dev/null
bash tests/docs.sh build/coverage/flw >/dev/null
bash tests/robustness/run.sh build/coverage/flw files archives names >/dev/null
for part in examples cli running kinds fix gate graph doc diff; do
    bash "tests/$part.sh" build/coverage/flw >/dev/null
done
mkdir -p build/coverage/report
gcovr --root . --object-directory build/coverage \
    --filter '(base|grammar|spec|typesys|compiler|runtime)/' --exclude 'build/.*' \
    --exclude-throw-branches --print-summary \
    --json-summary build/coverage/report/summary.json \
    --csv build/coverage/report/files.csv \
    --txt build/coverage/report/files.txt >build/coverage/report/summary.txt \
    2>build/coverage/report/log
awk -F, 'NR > 1 {
    sub("/[^/]*$", "", $1)
    l[$1] += $2; lc[$1] += $3; b[$1] += $5; bc[$1] += $6
} END {
    for (folder in l)
        printf "%-18s lines %5.1f %%  branches %5.1f %%\n", folder,
            100 * lc[folder] / l[folder],
            b[folder] ? 100 * bc[folder] / b[folder] : 100
}' build/coverage/report/files.csv | sort
cat build/coverage/report/summary.txt
lines=$(sed -n 's/^lines: \([0-9.]*\)%.*/\1/p' build/coverage/report/summary.txt)
branches=$(sed -n 's/^branches: \([0-9.]*\)%.*/\1/p' \
    build/coverage/report/summary.txt)
echo "by file: build/coverage/report/files.txt"
awk -v l="${lines:-0}" -v b="${branches:-0}" \
    'BEGIN { exit !(l >= 90 && b >= 80) }' ||
    { echo "coverage: wanted 90 % of lines and 80 % of branches"; exit 1; }
