#!/bin/bash
# test.sh - everything that `make test` runs, in order; stops at the end, not
# at the first failure, and ends with a line that counts.
cd "$(dirname "$0")/.." || exit 2
. tests/count.sh
own_counts=
if [ -z "$FLW_COUNTS" ]; then
    FLW_COUNTS=$(mktemp)
    export FLW_COUNTS
    own_counts=yes
fi
failed=0

# step NAME COMMAND...: one check that passes or fails as a whole.
step() {
    local name=$1
    shift
    if "$@" >"build/$name.log" 2>&1; then
        tally "$name" 1 0
    else
        tail -40 "build/$name.log"
        tally "$name" 0 1
        failed=1
    fi
}

# group NAME COMMAND...: a script that tallies by itself.
group() {
    shift
    "$@" || failed=1
}

mkdir -p build
make=(make -s -j"$(nproc)")
step build-gcc "${make[@]}" MODE=release CC=gcc all build/release/commented \
    build/release/edits bench-programs
step build-clang "${make[@]}" MODE=debug CC=clang BUILD=build/clang all
step build-asan "${make[@]}" MODE=asan all build/asan/unit-tests
step layers sh tests/layers.sh
step shape sh tests/shape.sh
step codes sh tests/codes.sh
step formatting sh tests/formatting.sh
group unit bash tests/unit/run.sh build/asan/unit-tests
group golden bash tests/golden/run.sh build/asan/flw
group cli bash tests/cli.sh build/release/flw
group ci bash tests/ci.sh build/release/flw
group gate bash tests/gate.sh build/release/flw
group running bash tests/running.sh build/release/flw
group graph bash tests/graph.sh build/release/flw
group doc bash tests/doc.sh build/release/flw
group docs bash tests/docs.sh build/release/flw
group fix bash tests/fix.sh build/release/flw
group diff bash tests/diff.sh build/release/flw
group mistakes bash tests/mistakes.sh build/release/flw
group fmt bash tests/fmt.sh build/release/flw
group examples bash tests/examples.sh build/release/flw
group kinds bash tests/kinds.sh build/release/flw
group injection bash tests/injection.sh build/release/flw
group robustness bash tests/robustness/run.sh build/release/flw
group faults bash tests/faults.sh build/release/flw
group kill bash tests/kill/run.sh build/release/flw
group determinism bash tests/determinism.sh build/release/flw
group dist bash tests/dist.sh
group fuzz bash tests/fuzz/run.sh "${FUZZ_SECONDS:-60}"

if [ -n "$own_counts" ]; then
    awk '{ p += $1; f += $2 } END { printf "%d passed, %d failed\n", p, f }' \
        "$FLW_COUNTS"
    rm -f "$FLW_COUNTS"
fi
exit $failed
