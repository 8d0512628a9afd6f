#!/bin/bash
# kills.sh FLW - `flw run` killed at any moment, and resumed.
#
# By the clock, at random, and by strace at the K-th call of a name. Then
# `flw resume` must come to the outputs of a run that nobody killed; a task
# that had succeeded must not run again; no process of the run may be left, and
# no end of a node untold in the events.

# The outputs as they are kept: files and folders are named by their digests.
outputs() {
    "$flw" show last --json --home "$1" 2>/dev/null |
        sed -n '/^  "outputs": {/,/^  }/s|'"$1"'||p'
}

phase() {
    "$flw" show last --json --home "$work/home" 2>/dev/null |
        sed -n 's/^  "phase": "\(.*\)",/\1/p'
}

say() {
    echo "BAD $*"
    sed 's/^/    /' "$work/err" | head -5
}

# Those of the nodes that have succeeded, by their paths.
finished() {
    "$flw" show last --json --home "$work/home" 2>/dev/null |
        sed -n 's/^      "path": "\(.*\)",/\1/p; s/^      "phase": "\(.*\)",/\1/p' |
        paste - - | sed -n 's/\tSUCCEEDED$//p'
}

# Processes whose environment has the home in it.
left_over() {
    grep -lzs "=$work/" /proc/[0-9]*/environ 2>/dev/null | wc -l
}

go() {
    "$flw" "$@" --home "$work/home" -q >"$work/out" 2>>"$work/err"
}

resume() {
    case $(phase) in
    "") go run "$space/job.flw" job --tally "$work/tally" --in host \
        --events "$work/events" || say "$at: run again: status $?" ;;
    *) go resume last || say "$at: resume: status $?" ;;
    esac
}

# Every end of a node and of the run was told, whatever the kill cut.
check_events() {
    local node
    for node in begin a b c d; do
        grep -q '"specNodeId":"'$node'"' "$work/events" &&
            grep '"specNodeId":"'$node'"' "$work/events" |
            grep -q '"phase":"SUCCEEDED"' ||
            say "$at: no event of the end of $node"
    done
    grep -q '^{"executionId".*"phase":"SUCCEEDED"' "$work/events" ||
        say "$at: no event of the end of the run"
    grep -qv '^{.*}$' "$work/events" && say "$at: a torn event"
}

check() {
    local node
    for node in $before; do
        [ "$(grep -cx "$node" "$work/tally")" = 1 ] ||
            say "$at: $node had succeeded, and ran again"
    done
    [ "$(outputs "$work/home")" = "$want" ] ||
        say "$at: other outputs: $(outputs "$work/home")"
    "$flw" cache verify --home "$work/home" >"$work/out" 2>&1 ||
        say "$at: cache verify: $(cat "$work/out")"
    check_events
    [ "$(left_over)" = 0 ] || say "$at: a process is left"
}

# One point: CALL K, or `after` and a time in ms.
point() {
    at="$1:$2"
    work=$(mktemp -d "$space/point-XXXXXX")
    touch "$work/err" "$work/tally"
    if [ "$1" = after ]; then
        "$flw" run "$space/job.flw" job --tally "$work/tally" --in host -q \
            --events "$work/events" --home "$work/home" \
            >"$work/out" 2>"$work/err" &
        sleep "$(printf '0.%03d' "$2")"
        kill -9 $! 2>/dev/null
        wait $! 2>/dev/null
    else
        strace -o /dev/null -e "trace=$1" -e "inject=$1:signal=KILL:when=$2" \
            "$flw" run "$space/job.flw" job --tally "$work/tally" --in host \
            -q --events "$work/events" --home "$work/home" \
            >"$work/out" 2>"$work/err"
    fi
    before=$(finished)
    resume
    check
    chmod -R u+w "$work" && rm -rf "$work"
    echo done
}

if [ "$1" = --point ]; then
    flw=$2
    shift 2
    point "$@" 2>/dev/null
    exit 0
fi

flw=$(realpath "$1")
. "$(dirname "$0")/count.sh"
space=$(mktemp -d -p /dev/shm flw-kills-XXXXXX 2>/dev/null ||
    mktemp -d /tmp/flw-kills-XXXXXX)
trap 'chmod -R u+w "$space"; rm -rf "$space"' EXIT
cat >"$space/job.flw" <<'END'
## Notes that it ran, and gives what it was given.
task step(
  ## where it notes
  tally: string,
  ## what it is called
  name: string,
  ## what came before
  text: file,
) -> (
  ## one line more
  longer: file,
)
using shell {
  script: r"""
    cat "$text" > "$longer"
    echo "$name" >> "$longer"
    sleep 0.01
    echo "$name" >> "$tally"
  """,
  image: "alpine:3",
}

## Notes that it ran, and begins.
task first(
  ## where it notes
  tally: string,
) -> (
  ## one line
  text: file,
)
using shell {
  script: r"""
    echo begin > "$text"
    echo begin >> "$tally"
  """,
  image: "alpine:3",
}

## Two ways from one beginning to one end.
workflow job(
  ## where tasks note that they ran
  tally: string,
) -> (left: file, right: file) {
  begin = first(tally: tally)
  a = step(tally: tally, name: "a", text: begin)
  b = step(tally: tally, name: "b", text: a)
  c = step(tally: tally, name: "c", text: begin)
  d = step(tally: tally, name: "d", text: c)
  return (left: b, right: d)
}
END

# What the loader does before main is not ours: it ends with the first getcwd.
start=$(date +%s%N)
strace -o "$space/trace" "$flw" run "$space/job.flw" job \
    --tally "$space/tally" --in host -q --home "$space/clean" \
    >"$space/out" 2>&1 || {
    cat "$space/out"
    tally kills 0 1
    exit 1
}
took=$((($(date +%s%N) - start) / 1000000))
want=$(outputs "$space/clean")
export space want

{
    awk '
    /^getcwd/ { ours = 1 }
    match($0, /^[a-z0-9_]+\(/) {
        call = substr($0, 1, RLENGTH - 1)
        seen[call]++
        if (ours && call ~ /^(pwrite64|write|fsync|fdatasync|ftruncate|clone|rename|renameat2|mkdir|mknodat|fchmod|wait4)$/ && ++turn % 2 == 0)
            print call, seen[call]
    }' "$space/trace"
    RANDOM=${SEED:-$$}
    for _ in $(seq "${KILLS:-120}"); do
        echo after $((RANDOM % (took + took / 5) + 1))
    done
} >"$space/points"

points=$(wc -l <"$space/points")
xargs -P "${KILLS_JOBS:-$(nproc)}" -L 1 bash "$0" --point "$flw" \
    <"$space/points" >"$space/answers" 2>&1
grep -v '^done$' "$space/answers"
bad=$(grep -c '^BAD' "$space/answers")
finished=$(grep -c '^done$' "$space/answers")
[ "$finished" = "$points" ] || bad=$((bad + points - finished))
[ "$points" -ge 200 ] && [ -n "$want" ] || {
    echo "kills: only $points points"
    bad=$((bad + 1))
}
tally kills $((points > bad ? points - bad : 0)) "$bad"
