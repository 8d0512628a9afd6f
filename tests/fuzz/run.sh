#!/bin/bash
# run.sh SECONDS [TARGET...] - runs each fuzz target over its committed seeds
# and goes on from there; a crash, a leak, a hang of 25 s (under sanitizers) or 2 GB fails.
#
# New finds are kept in build/fuzz/TARGET; what crashed lies in build/fuzz.
cd "$(dirname "$0")/../.." || exit 2
. tests/count.sh
seconds=$1
shift
targets=${*:-parse check inspect value shell}
mode=(MODE=asan BUILD=build/fuzzed CC=clang FUZZ=1)
make -s -j"$(nproc)" "${mode[@]}" lib || { tally fuzz 0 1; exit 1; }
passed=0 failed=0

fuzz() {
    local target=$1 work=build/fuzz/$1 log=build/fuzz/$1.log
    mkdir -p "$work"
    make -s "${mode[@]}" "build/fuzzed/fuzz_$target" || return 1
    seeds=(tests/fuzz/corpus/"$target")
    case $target in
    parse | check) seeds+=(tests/golden/check tests/golden/emit tests/golden/lint) ;;
    esac
    "build/fuzzed/fuzz_$target" -max_total_time="$seconds" -timeout=25 \
        -rss_limit_mb=2048 -max_len=8192 -dict=tests/fuzz/flw.dict \
        -artifact_prefix=build/fuzz/crash-"$target"- -print_final_stats=1 \
        "$work" "${seeds[@]}" >"$log" 2>&1
}

for target in $targets; do
    fuzz "$target" &
    pids+=($!)
    # two at a time, as many as the machine has cores
    if [ ${#pids[@]} -ge "$(nproc)" ]; then
        wait "${pids[0]}" && passed=$((passed + 1)) || failed=$((failed + 1))
        pids=("${pids[@]:1}")
    fi
done
for pid in "${pids[@]}"; do
    wait "$pid" && passed=$((passed + 1)) || failed=$((failed + 1))
done
for target in $targets; do
    runs=$(sed -n 's/stat::number_of_executed_units: *//p' \
        "build/fuzz/$target.log" 2>/dev/null)
    echo "fuzz: $target: ${runs:-no} runs"
    grep -m 3 -E 'ERROR|SUMMARY|Test unit written' "build/fuzz/$target.log"
done
tally fuzz $passed $failed
