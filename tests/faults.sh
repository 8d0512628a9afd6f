#!/bin/bash
# faults.sh FLW - system calls of `flw run` that fail, one at a time.
#
# strace makes the K-th call of a name fail in flw itself, not in its tasks: no
# space, no descriptors, a disk that does not read, a signal in between. Then
# flw must have ended by itself, with the right outputs or with words and a
# status of its own; and without the failure `flw resume`, or a new run where
# there is nothing to resume, must come to the outputs of a run that met no
# failure. A third of the points unless FAULTS=all.
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
    echo "BAD $call:$error:$k: $1"
    sed 's/^/    /' "$work/err" | head -5
}

# One point: CALL ERROR K, in a folder of its own.
point() {
    call=$1 error=$2 k=$3
    work=$(mktemp -d "$space/point-XXXXXX")
    timeout -k 1 30 strace -o /dev/null -e "trace=$call" \
        -e "inject=$call:error=$error:when=$k" \
        "$flw" run "$space/job.flw" job --n 6 --in host -q \
        --home "$work/home" >"$work/out" 2>"$work/err"
    status=$?
    case $status in
    0 | 1 | 2 | 3) ;;
    *) say "ended with status $status" ;;
    esac
    if [ $status != 0 ] && [ ! -s "$work/err" ]; then
        say "status $status without a word"
    fi
    if [ $status = 1 ]; then
        say "blames the user"
    fi
    if [ $status = 0 ] && [ "$(outputs "$work/home")" != "$want" ]; then
        say "status 0 with other outputs"
    fi
    recover
    rm -rf "$work" 2>/dev/null || { chmod -R u+w "$work"; rm -rf "$work"; }
    echo done
}

recover() {
    case $(phase) in
    SUCCEEDED) ;;
    "")
        "$flw" run "$space/job.flw" job --n 6 --in host -q \
            --home "$work/home" >"$work/out" 2>>"$work/err" ||
            say "run again: status $?"
        ;;
    *)
        "$flw" resume last --home "$work/home" -q \
            >"$work/out" 2>>"$work/err" || say "resume: status $?"
        ;;
    esac
    if [ "$(outputs "$work/home")" != "$want" ]; then
        say "other outputs afterwards: $(outputs "$work/home")"
    fi
    "$flw" cache verify --home "$work/home" >"$work/out" 2>&1 ||
        say "cache verify: $(cat "$work/out")"
}

if [ "$1" = --point ]; then
    flw=$2
    shift 2
    point "$@"
    exit 0
fi

flw=$(realpath "$1")
jobs=${FAULTS_JOBS:-$(nproc)}
. "$(dirname "$0")/count.sh"
if ! command -v strace >/dev/null || ! strace -o /dev/null true 2>/dev/null; then
    echo "faults: strace cannot trace here"
    tally faults 0 1
    exit 1
fi

space=$(mktemp -d -p /dev/shm flw-faults-XXXXXX 2>/dev/null ||
    mktemp -d /tmp/flw-faults-XXXXXX)
trap 'chmod -R u+w "$space"; rm -rf "$space"' EXIT
cat >"$space/job.flw" <<'END'
## Numbers.
task make(
  ## how many
  n: int,
) -> (
  ## one a line
  numbers: file,
)
using shell { script: "seq 1 $n > $numbers", image: "alpine:3" }
with { cache: "v1" }

## Their sum.
task sum(
  ## one a line
  numbers: file,
) -> (
  ## of all
  total: int,
  ## a folder with them
  copy: dir,
)
using shell {
  script: r"""
    mkdir -p "$copy/deep"
    cp "$numbers" "$copy/deep/numbers"
    awk '{ s += $1 } END { print s }' "$numbers" > "$total"
  """,
  image: "alpine:3",
}

## Both.
workflow job(
  ## how many
  n: int,
) -> (total: int, copy: dir, numbers: file) {
  made = make(n: n)
  added = sum(numbers: made.numbers)
  return (total: added.total, copy: added.copy, numbers: made.numbers)
}
END

strace -o "$space/trace" "$flw" run "$space/job.flw" job --n 6 --in host -q \
    --home "$space/clean" >"$space/out" 2>&1 || {
    cat "$space/out"
    tally faults 0 1
    exit 1
}
want=$(outputs "$space/clean")
[ -n "$want" ] || {
    echo "faults: no outputs of a clean run"
    tally faults 0 1
    exit 1
}
export space want

# What the loader does before main is not ours: it ends with the first getcwd.
awk -v all="${FAULTS:-}" '
BEGIN {
    errors["openat"] = "EMFILE EIO ENOSPC"
    errors["openat2"] = "EMFILE EIO"
    errors["read"] = "EIO EINTR"
    errors["pread64"] = "EIO"
    errors["write"] = "ENOSPC EIO EINTR"
    errors["pwrite64"] = "ENOSPC EIO"
    errors["pwritev"] = "ENOSPC EIO"
    errors["fsync"] = "EIO"
    errors["fdatasync"] = "EIO"
    errors["ftruncate"] = "EIO"
    errors["rename"] = "EIO ENOSPC"
    errors["renameat2"] = "EIO ENOSPC"
    errors["mkdir"] = "ENOSPC EIO"
    errors["mknodat"] = "ENOSPC"
    errors["unlink"] = "EIO"
    errors["clone"] = "EAGAIN ENOMEM"
    errors["clone3"] = "EAGAIN ENOMEM"
    errors["vfork"] = "EAGAIN ENOMEM"
    errors["mmap"] = "ENOMEM"
    errors["close"] = "EIO EINTR"
    errors["newfstatat"] = "EIO"
    errors["getdents64"] = "EIO"
    errors["copy_file_range"] = "EIO ENOSPC"
    errors["fchmod"] = "EIO"
    errors["utimensat"] = "EIO"
    errors["flock"] = "EINTR EIO"
    errors["fcntl"] = "EIO"
    errors["epoll_wait"] = "EINTR"
    errors["epoll_ctl"] = "ENOMEM"
    errors["epoll_create1"] = "EMFILE"
    errors["signalfd4"] = "EMFILE"
    errors["wait4"] = "EINTR"
    errors["getrandom"] = "EINTR"
}
/^getcwd/ { ours = 1 }
match($0, /^[a-z0-9_]+\(/) {
    call = substr($0, 1, RLENGTH - 1)
    seen[call]++
    if (!ours || !(call in errors)) next
    n = split(errors[call], list, " ")
    for (i = 1; i <= n; i++)
        if (all == "all" || seen[call] <= 8 ||
            (seen[call] + i) % 5 < 2)
            print call, list[i], seen[call]
}
' "$space/trace" >"$space/points"

points=$(wc -l <"$space/points")
xargs -P "$jobs" -L 1 bash "$0" --point "$flw" <"$space/points" \
    >"$space/answers" 2>&1
grep -v '^done$' "$space/answers"
bad=$(grep -c '^BAD' "$space/answers")
finished=$(grep -c '^done$' "$space/answers")
[ "$finished" = "$points" ] || bad=$((bad + points - finished))
[ "$points" -ge 300 ] || {
    echo "faults: only $points points"
    bad=$((bad + 1))
}
tally faults $((points > bad ? points - bad : 0)) "$bad"
