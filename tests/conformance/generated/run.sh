#!/bin/sh
# run.sh FLW JUDGE PYTHON [COUNT [SEED]] - COUNT well-typed programs and COUNT
# small changes of them: flw accepts every well-typed one, and Flyte accepts
# whatever flw accepts. What fails is made smaller and kept in
# build/conformance/generated/failures, to become a golden program.
set -u
cd "$(dirname "$0")/../../.." || exit 2
. tests/count.sh
flw=$(realpath "$1") judge=$(realpath "$2") python=$3
count=${4:-2000}
seed=${5:-$(date +%Y%j)}
here=tests/conformance/generated
work=build/conformance/generated
rm -rf "$work"
mkdir -p "$work/failures"
echo "generated: seed $seed, $count programs and as many changes of them"
"$python" $here/generate.py "$seed" "$count" "$work" || exit 1

# Prints the name of each program that flw accepts.
export flw
find "$work" -name '*.flw' | sort | xargs -P "$(nproc)" -I{} sh -c '
    package=${1%.flw}.tgz
    if timeout 10 "$flw" build -q "$1" -o "$package" 2>"$1.err"; then
        echo "$package"
    elif [ $? -gt 2 ]; then
        echo "$1" >>"$2/crashed"
    fi' _ {} "$work" >"$work/accepted"

"$judge" - <"$work/accepted" >"$work/verdicts" 2>&1
good=$(grep -c 'good-' "$work/accepted")
bent=$(grep -c 'bent-' "$work/accepted")
rejected=$(grep -c '^REJECT' "$work/verdicts")
crashed=$(cat "$work/crashed" 2>/dev/null | wc -l)
echo "generated: flw accepts $good of $count, and $bent of the changed ones;" \
    "Flyte rejects $rejected of all these; flw crashed on $crashed"
cat "$work/crashed" 2>/dev/null | head -5
grep '^REJECT' "$work/verdicts" | head -20 | cut -c1-300
for i in $(seq 0 $((count - 1))); do
    [ -e "$work/good-$i.tgz" ] ||
        { echo "refused: $work/good-$i.flw"; head -3 "$work/good-$i.flw.err"; }
done | head -30
sed -n 's/^REJECT \([^:]*\)\.tgz:.*/\1.flw/p' "$work/verdicts" | head -5 |
    while read -r program; do
        "$python" $here/shrink.py "$flw" "$judge" "$program" \
            "$work/failures/$(basename "$program")"
    done
failed=$((count - good + rejected + crashed))
tally generated $((good + bent - rejected)) $failed
