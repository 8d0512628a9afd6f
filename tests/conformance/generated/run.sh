#!/bin/sh
# run.sh FLW FOLDER - COUNT generated programs, and as many with one mistake.
#
# flw must accept every good one, and may refuse a bent one, but only with a
# diagnostic (exit 1). FOLDER/packages lists what it built, for the judge.
# COUNT (2000) and SEED (the clock) are variables of the environment.
set -u

flw=$(realpath "$1")
here=$(realpath "$(dirname "$0")")
count=${COUNT:-2000}
seed=${SEED:-$(date +%s)}

rm -rf "$2" && mkdir -p "$2" && cd "$2" || exit 2
folder=$PWD
echo "generated: SEED=$seed COUNT=$count"
python3 "$here/generate.py" "$seed" "$count" "$folder" || exit 2

# Says how each program fared: "0 good-17".
export flw
# shellcheck disable=SC2016
printf '%s\n' *.flw | sed 's/\.flw$//' | xargs -P 2 -n 50 sh -c '
    for name; do
        "$flw" build "$name.flw" -o "$name.tgz" >"$name.log" 2>&1
        echo "$? $name"
    done' sh >fared

sed -n "s|^0 \(.*\)|$folder/\1.tgz|p" fared >packages
wrong=$(grep -vE '^0 |^1 bent-' fared)
echo "generated: $(grep -c '^0 good' fared) good accepted," \
    "$(grep -c '^0 bent' fared) bent accepted," \
    "$(grep -c '^1 bent' fared) bent refused"
[ -z "$wrong" ] && exit 0
echo "$wrong" | while read -r status name; do
    echo "flw exits with $status: $folder/$name.flw"
    head -n 5 "$name.log"
done
exit 1
