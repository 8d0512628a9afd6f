#!/bin/bash
# run.sh FLW - `kill -9` of flw at random moments, then `flw resume`; and
# signals, once and twice.
#
# Holds after every kill: objects are what their names say; what the database
# calls succeeded is not run again; no attempt's folder is used twice. Holds
# in the end: outputs byte for byte those of a run that nobody disturbed, and
# no process that bears the run's mark. KILLS=n kills (100; kills.sh has as many
# of its own), two runs at a time; SEED=n repeats the draws, not the machine's
# moods; KEEP=dir keeps what failed.
cd "$(dirname "$0")/../.." || exit 2
. tests/count.sh
flw=$PWD/$1
kills=${KILLS:-100}
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
            "${inputs[@]}"
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
    sleep "$(awk -v r=$RANDOM -v t="$span" \
        'BEGIN { printf "%.4f", r / 32768 * t * 1.2 }')"
    if kill -9 "$pid" 2>/dev/null; then
        killed=$((killed + 1))
    fi
    wait "$pid" 2>/dev/null
    look || return
    whole_objects || fail "an object is not what its name says" || return
    succeeded >"$home/before"
}

finish() {
    local words
    ! has_succeeded || return 0
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
    [ -z "$(orphans)" ] || fail "left running: $(orphans)"
}

# One run, killed once or several times.
disturbed() {
    look
    local times=$((RANDOM % 3 + 1))
    while [ $times -gt 0 ] && ! has_succeeded; do
        start
        kill_once || return
        times=$((times - 1))
    done
    finish && verify
}

# WORKER: until it has killed its share.
worker() {
    RANDOM=$((seed + $1))
    local n=0
    killed=0 passed=0 failed=0
    while [ $killed -lt $((kills / 2)) ] && [ $failed -lt 3 ]; do
        n=$((n + 1))
        home=$work/$1-$n
        mkdir "$home"
        if disturbed; then
            passed=$((passed + 1))
            rm -rf "$home"
        else
            failed=$((failed + 1))
        fi
    done
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
verify || exit 1

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

[ "$killed" -ge "$kills" ] || failed=$((failed + 1))
tally kill "$passed" "$failed"
