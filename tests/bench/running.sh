# running.sh - sourced by run.sh: what `flw run` costs over its tasks' own
# time, against xargs, make and ninja, side by side in the same rounds.
#
# RUN_TASKS=n tasks (10,000), RUN_ROUNDS=n rounds (3); the least of each counts.

run_tasks=${RUN_TASKS:-10000}
run_rounds=${RUN_ROUNDS:-3}
run_space=$work/running
homes=0
mkdir "$run_space"

# ms that a command takes; its outputs are not wanted.
wall_ms() {
    local began
    began=$(date +%s%N)
    "$@" >"$run_space/out" 2>&1 </dev/null || {
        echo "bench: $*: $(tail -3 "$run_space/out")" >&2
        exit 1
    }
    echo "$(date +%s%N) $began" | awk '{ printf "%.1f\n", ($1 - $2) / 1e6 }'
}

# least NAME COMMAND...: keeps the least ms that NAME took in $ms_NAME.
least() {
    local name=ms_$1 found
    shift
    found=$(wall_ms "$@") || exit 1
    [ -n "${!name}" ] && [ "$(calc %d "$found >= ${!name}")" = 1 ] ||
        printf -v "$name" %s "$found"
}

# A home that nobody had. What was used is left until all is done: ext4 passes
# over inodes that were freed in the last seconds, one by one.
home_new() {
    homes=$((homes + 1))
    home=$run_space/home-$homes
}

run_once() { # ARGUMENTS...: in $home
    "$flw" run "$@" --in host --quiet --jobs 2 --home "$home"
}

# Calls of a task that does nothing, N in each of PARTS workflows.
make_calls() { # N PARTS
    awk -v n="$1" -v parts="$2" 'BEGIN {
        print "task noop() -> ()"
        print "using container { image: \"alpine:3.20\", command: [\"/usr/bin/true\"] }"
        print "workflow part() -> () {"
        for (i = 0; i < n; i++) print "  noop()"
        print "}\nworkflow main() -> () {"
        for (i = 0; i < parts; i++) print "  part()"
        print "}"
    }' >"$run_space/calls-$1-$2.flw"
}

make_array() { # N
    awk -v n="$1" 'BEGIN {
        printf "{\"items\": ["
        for (i = 0; i < n; i++) printf "%s%d", i ? ", " : "", i
        print "]}"
    }' >"$run_space/items-$1.json"
    cat >"$run_space/array.flw" <<'END'
task noop(item: int) -> ()
using container { image: "alpine:3.20", command: ["/usr/bin/true"] }

task kept(item: int) -> (n: int)
using shell { image: "alpine:3.20", script: "echo $item >\"$n\"" }
with { cache: "v1" }

workflow array(items: list<int>) -> () { [noop(item) for item in items] }

workflow cached(items: list<int>) -> (n: list<int>) {
  all = [kept(item) for item in items]
  return (n: all.n)
}
END
}

# The same commands for those who know no pipeline.
make_peers() { # N
    seq "$1" >"$run_space/numbers"
    awk 'BEGIN { print ".PHONY: all" }
         { print "all: t" $1 "\n.PHONY: t" $1 "\nt" $1 ":\n\t@/usr/bin/true" }' \
        "$run_space/numbers" >"$run_space/Makefile"
    awk 'BEGIN { print "rule noop\n  command = /usr/bin/true" }
         { print "build t" $1 ": noop" }' \
        "$run_space/numbers" >"$run_space/build.ninja"
}

by_xargs() {
    xargs -P2 -n1 /usr/bin/true <"$run_space/numbers"
}

in_space() {
    (cd "$run_space" && "$@")
}

make_calls "$run_tasks" 1
make_calls 1000 1
make_calls 1000 100
make_array "$run_tasks"
make_peers "$run_tasks"
echo '{}' >"$run_space/nothing.json"

# ---- tasks that do nothing: the loop alone, one array, nodes ----

array=("$run_space/array.flw" array --inputs "$run_space/items-$run_tasks.json")
nodes=("$run_space/calls-$run_tasks-1.flw" main)
by_loop() {
    mkdir "$run_space/loop-$homes"
    "$programs/children" "$run_tasks" 2 "$run_space/loop-$homes" /usr/bin/true
}

for _ in $(seq "$run_rounds"); do
    least xargs by_xargs
    least loop by_loop
    home_new
    least array run_once "${array[@]}"
    home_new
    least nodes run_once "${nodes[@]}"
    least make in_space make -s -j2
    least ninja in_space ninja --quiet -j2
done
row "$run_tasks children of the loop: time over xargs -P2" \
    "$(calc %.2f "$ms_loop / $ms_xargs")" 1 '<'
for shape in array nodes; do
    found=ms_$shape
    row "run $run_tasks tasks, $shape: time over xargs -P2" \
        "$(calc %.2f "${!found} / $ms_xargs")" 1.5 '<'
    row "run $run_tasks tasks, $shape: time over make -j2" \
        "$(calc %.2f "${!found} / $ms_make")" 1 '<'
    row "run $run_tasks tasks, $shape: time over ninja -j2" \
        "$(calc %.2f "${!found} / $ms_ninja")" 1 '<'
done
home_new
read -r _ _ memory < <(cost 1 "$flw" run "${nodes[@]}" --in host --quiet \
    --jobs 2 --home "$home")
row "run $run_tasks tasks, nodes: MiB of memory" \
    "$(calc %.0f "$memory / 1024")" 100 '<'
echo "  $run_tasks tasks: loop $ms_loop ms, array $ms_array ms, nodes $ms_nodes ms, xargs" \
    "$ms_xargs ms, make $ms_make ms, ninja $ms_ninja ms" >>"$work/notes"

# ---- once more, from the cache ----

home_new
cached=("$run_space/array.flw" cached
    --inputs "$run_space/items-$run_tasks.json")
first=$(wall_ms run_once "${cached[@]}") || exit 1
again=$(wall_ms run_once "${cached[@]}") || exit 1
row "run $run_tasks cached tasks again: % of the first" \
    "$(calc %.1f "100 * $again / $first")" 5 '<'
echo "  $run_tasks cached tasks: $first ms, again $again ms" >>"$work/notes"

# ---- one task ----

cat >"$run_space/one.flw" <<'END'
task noop() -> ()
using container { image: "alpine:3.20", command: ["/usr/bin/true"] }

workflow main() -> () { noop() }
END
for _ in $(seq 21); do
    least one run_once "$run_space/one.flw" main
    least true /usr/bin/true
done
row "run one task: ms over the task's own" \
    "$(calc %.1f "$ms_one - $ms_true")" 15 '<'

# ---- many nodes, without processes; in memory where there is such a place:
# 100,000 attempt folders are the file system's time, not ours ----

run_memory=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d)
trap 'rm -rf "$work" "$run_memory"' EXIT

per_node() { # ROUNDS PARTS: CPU µs a node
    local ms
    read -r _ ms _ < <(cost "$1" "$flw" run "$run_space/calls-1000-$2.flw" \
        main --mock "noop=$run_space/nothing.json" --quiet --no-cache \
        --home "$run_memory/home")
    rm -rf "$run_memory/home"
    [ -n "$ms" ] && calc %.2f "1000 * $ms / (1000 * $2)"
}

few=$(per_node 9 1) && many=$(per_node 1 100) || exit 1
row "run 100,000 nodes: cost a node over that of 1,000" \
    "$(calc %.2f "$many / $few")" 1.3 '<'
echo "  a node of 1,000: $few µs of CPU, of 100,000: $many µs" >>"$work/notes"
rm -rf "$run_space"
