#!/bin/bash
# run.sh FLW - `kill -9` of flw at random moments and at calls to the system, then
# `flw resume`; and signals, once and twice.
#
# Holds after every kill: objects are what their names say; what the database
# calls succeeded is not run again; no attempt's folder is used twice. Holds
# in the end: outputs byte for byte those of a run that nobody disturbed, each
# end of a node and of the run told in the events, a cache that can be verified,
# and no process that bears the run's mark. KILLS=n kills by the clock (200) and
# CALLS=n by strace (80), two runs at a time; SEED=n repeats the draws, not the
# machine's moods; KEEP=dir keeps what failed.
cd "$(dirname "$0")/../.." || exit 2
. tests/count.sh
flw=$PWD/$1
kills=${KILLS:-200}
calls=${CALLS:-80}
seed=${SEED:-$RANDOM}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
set -m # so that SIGINT is not ignored in what is started with &

fail() {
    [ -z "$KEEP" ] || cp -r "$home" "$KEEP/"
    echo "kill: seed $seed, $home: $*" >&2
    return 1
}

# What the home says of its run: of a copy, so that what is resumed is what
# the kill left.
look() {
    rm -rf "$home/copy"
    mkdir -m 700 "$home/copy"
    cp -r "$home"/.flw/flw.db* "$home/.flw/log" "$home/copy/" 2>/dev/null
    "$flw" runs --home "$home/copy" >/dev/null 2>"$home/look" ||
        fail "after a kill: $(cat "$home/look")"
}

ask() { # SQL
    sqlite3 "$home/copy/flw.db" "$1"
}

# What the run gave, byte for byte; files are in it by their digests.
outputs() {
    ask 'select phase, hex(outputs) from runs'
}

has_succeeded() {
    [ "$(ask 'select phase from runs')" = 3 ]
}

# How often each task was tried that the database says has succeeded.
succeeded() {
    touch "$home/tally"
    ask "select path from nodes where phase in (3, 8) and
         path in (select path from attempts) order by path" |
        awk 'NR == FNR { sub("[.][0-9]+$", ""); n[$0]++; next }
             { print $0, n[$0] + 0 }' "$home/tally" -
}

# Nodes and the run whose good end was told, each once.
told_ends() {
    sed -n -E 's/^\{"id":\{"nodeId":"([^"]*)".*"phase":"(SUCCEEDED|SKIPPED)".*/\1 \2/p
        s/^\{"executionId".*"phase":"SUCCEEDED".*/the run/p' "$home/events" |
        sort -u
}

all_told() {
    if grep -qv '^{.*}$' "$home/events"; then
        fail "a torn event" || return
    fi
    [ "$(told_ends)" = "$ends" ] ||
        fail "events lack: $(told_ends | diff - <(echo "$ends"))"
}

whole_objects() {
    local file
    for file in "$home"/.flw/objects/sha256/*; do
        [ -e "$file" ] || continue
        echo "${file##*/}  $file"
    done >"$home/sums"
    [ ! -s "$home/sums" ] || sha256sum --quiet -c "$home/sums" >&2
}

# What to do with the run in $home.
words() {
    if [ -n "$(ask 'select id from runs')" ]; then
        printf '%s\0' resume last
    else
        printf '%s\0' run "$pipeline" main --in host --tally "$home/tally" \
            --events "$home/events" "${inputs[@]}"
    fi
    printf '%s\0' --quiet --home "$home/.flw"
}

start() { # ARGUMENTS...: in the background, as $pid
    local words
    mapfile -d '' words < <(words)
    "$flw" "${words[@]}" "$@" >"$home/out" 2>"$home/err" &
    pid=$!
}

orphans() { # of the run in $home
    local id
    id=$(ask 'select id from runs')
    grep -lzx "FLW_RUN=$id" /proc/[0-9]*/environ 2>/dev/null
}

# Kills it after up to 1.2 of the time that all of it takes.
kill_once() {
    start
    sleep "$(awk -v r=$RANDOM -v t="$span" \
        'BEGIN { printf "%.4f", r / 32768 * t * 1.2 }')"
    if kill -9 "$pid" 2>/dev/null; then
        killed=$((killed + 1))
    fi
    wait "$pid" 2>/dev/null
    note
}

# What is so after a kill, and has to stay so.
note() {
    look || return
    whole_objects || fail "an object is not what its name says" || return
    succeeded >"$home/before"
}

finish() {
    local words
    # A run that has succeeded may have events left to send.
    if has_succeeded && [ "$(told_ends)" = "$ends" ]; then
        return 0
    fi
    mapfile -d '' words < <(words)
    timeout -s KILL 120 "$flw" "${words[@]}" >"$home/out" 2>"$home/err"
    status=$?
    [ $status = 0 ] ||
        fail "resumed: exit $status: $(tail -5 "$home/err")" || return
    look
}

verify() {
    [ "$(outputs)" = "$wanted" ] ||
        fail "outputs are $(outputs), not $wanted" || return
    [ -z "$(sort "$home/tally" | uniq -d)" ] ||
        fail "a folder was used twice: $(sort "$home/tally" | uniq -d)" ||
        return
    touch "$home/before"
    succeeded | awk 'NR == FNR { now[$1] = $2; next }
                     now[$1] != $2 { print $1 ": " $2 " then " now[$1]; bad = 1 }
                     END { exit bad }' - "$home/before" >&2 ||
        fail "what had succeeded ran again" || return
    whole_objects || fail "an object is not what its name says" || return
    all_told || return
    "$flw" cache verify --home "$home/.flw" >"$home/out" 2>&1 ||
        fail "cache verify: $(cat "$home/out")" || return
    [ -z "$(orphans)" ] || fail "left running: $(orphans)"
}

# At the K-th call of a name.
kill_at() { # CALL K
    local words
    mapfile -d '' words < <(words)
    {
        strace -o /dev/null -e "trace=$1" \
            -e "inject=$1:signal=KILL:when=$2" \
            "$flw" "${words[@]}" >"$home/out" 2>"$home/err"
    } 2>/dev/null # bash tells of the kill
    note
}

# One run, killed once or several times.
disturbed() {
    look
    local times=$((RANDOM % 3 + 1))
    while [ $times -gt 0 ] && ! has_succeeded; do
        kill_once || return
        times=$((times - 1))
    done
    finish && verify
}

# Counts what came of COMMAND in a home of its own.
try() { # HOME COMMAND...
    home=$work/$1
    shift
    mkdir "$home"
    look
    if "$@"; then
        passed=$((passed + 1))
        rm -rf "$home"
    else
        failed=$((failed + 1))
    fi
}

at_call() {
    kill_at "$1" "$2" && finish && verify ||
        fail "killed at call $2 of $1"
}

# WORKER: until it has killed its share.
worker() {
    RANDOM=$((seed + $1))
    local n=0 call number
    killed=0 passed=0 failed=0
    while [ $killed -lt $((kills / 2)) ] && [ $failed -lt 3 ]; do
        n=$((n + 1))
        try "$1-$n" disturbed
    done
    while read -r call number && [ $failed -lt 3 ]; do
        try "$1-$call-$number" at_call "$call" "$number" </dev/null
    done < <(awk -v w="$1" 'NR % 2 == w - 1' "$work/points")
    echo "$killed $passed $failed" >"$work/worker-$1"
}

# ---- what an undisturbed run gives ----

pipeline=tests/kill/pipeline.flw
inputs=(--n 3)
home=$work/clean
mkdir "$home"
look
began=$(date +%s%N)
finish || exit 1
span=$(awk -v ns=$(($(date +%s%N) - began)) 'BEGIN { printf "%.3f", ns / 1e9 }')
wanted=$(outputs)
ends=$(told_ends)
verify || exit 1

# What the loader does before main is not ours: it ends with the first getcwd.
home=$work/traced
mkdir "$home"
look
mapfile -d '' traced < <(words)
strace -o "$work/trace" "$flw" "${traced[@]}" >/dev/null 2>&1 || exit 1
awk '
    /^getcwd/ { ours = 1 }
    match($0, /^[a-z0-9_]+\(/) {
        call = substr($0, 1, RLENGTH - 1)
        seen[call]++
        if (ours && call ~ /^(pwrite64|pwritev|write|fsync|fdatasync|ftruncate|clone|rename|renameat2|mkdir|mknodat|fchmod|wait4)$/)
            print call, seen[call]
    }' "$work/trace" >"$work/all-points"
awk -v n="$(wc -l <"$work/all-points")" -v wanted="$calls" -v seed="$seed" '
    BEGIN { srand(seed) }
    rand() * (n - NR + 1) < wanted - k { k++; print }' \
    "$work/all-points" >"$work/points"

worker 1 &
worker 2 &
wait
read -r killed passed failed < <(cat "$work"/worker-* |
    awk '{ k += $1; p += $2; f += $3 } END { print k, p, f }')
echo "killed $killed times with seed $seed; undisturbed, a run takes $span s"

# ---- signals ----

pipeline=tests/kill/stubborn.flw
inputs=()

wait_for() { # LINE of the tally
    local i
    for i in $(seq 600); do
        grep -qx "$1" "$home/tally" 2>/dev/null && return
        sleep 0.05
    done
    fail "never: $1"
}

# SIGNAL...: the first one tells all tasks, a second one kills.
told() {
    look
    start --jobs 2 --grace "$grace"
    wait_for polite && wait_for stubborn || return
    kill -"$1" "$pid"
    wait_for 'polite ended' && wait_for 'stubborn told' || return
    [ -z "$2" ] || kill -"$2" "$pid"
    wait "$pid"
    status=$?
    look || return
    [ $status = 130 ] || fail "$*: exit $status" || return
    [ -z "$(orphans)" ] || fail "$*: left running: $(orphans)" || return
    [ "$(ask 'select phase from runs')" = 11 ] ||
        fail "$*: not to be resumed" || return
    finish && [ -z "$(orphans)" ]
}

check() { # NAME COMMAND...
    home=$work/$1
    mkdir "$home"
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
}

for signal in INT TERM HUP; do
    grace=1
    check "once-$signal" told "$signal" ''
    grace=3600
    check "twice-$signal" told "$signal" "$signal"
done

[ "$(wc -l <"$work/points")" = "$calls" ] || failed=$((failed + 1))
[ "$killed" -ge "$kills" ] || failed=$((failed + 1))
tally kill "$passed" "$failed"
