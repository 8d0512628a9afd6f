# verdict.sh - sourced by run.sh: runs flw on something hostile and judges.
#
# However hostile the input: within 10 seconds of CPU, with 256 KiB of stack and
# $memory KiB of memory, flw ends with 0, 1 or 2 and at most 1 MiB of output.

passed=0 failed=0
memory=400000
flood=1100000

# rep TEXT N: TEXT, N times.
rep() {
    TEXT=$1 N=$2 awk 'BEGIN { for (; i < ENVIRON["N"]; i++)
        printf "%s", ENVIRON["TEXT"] }'
}

# each N FORMAT: FORMAT for 1..N; every % in it is the number.
each() {
    local line
    line=$(printf '%s\n' "$2" | sed 's/[&\]/\\&/g; $!s/$/\\/' | tr % '&')
    seq "$1" | sed "s~.*~$line~"
}

pass() {
    passed=$((passed + 1))
}

miss() { # NAME WHY
    failed=$((failed + 1))
    echo "robustness: $1: $2"
    [ ! -s "$tmp/out" ] || head -c 600 "$tmp/out" | head -6 | sed 's/^/    /'
}

# run_flw_in LOCALE ARGS...; run_flw ARGS...: the exit status in $status, all that is printed in $tmp/out.
run_flw_in() {
    local locale=$1
    shift
    (
        ulimit -s 256
        ulimit -c 0
        ulimit -v "$memory"
        ulimit -t 10
        exec env LC_ALL="$locale" LANG="$locale" timeout 120 "$flw" "$@"
    ) >"$tmp/out" 2>&1 </dev/null
    status=$?
}

run_flw() {
    run_flw_in C "$@"
}

# Nothing of a crash, a hang or a flood; says what is wrong otherwise.
is_calm() {
    case $status in
    0 | 1 | 2) ;;
    124 | 137 | 152) why="not done after 10 seconds" && return 1 ;;
    *) why="ended with $status" && return 1 ;;
    esac
    [ "$(stat -c %s "$tmp/out")" -le "$flood" ] && return
    why="more than $flood bytes of output"
    return 1
}

# wants STATUS CODE NAME [ARGS...]: what `flw check` (or ARGS) says about
# $tmp/x.flw. CODE -: whatever; !E0007: anything but that.
wants() {
    local wanted=$1 code=$2 name=$3
    shift 3
    [ $# -gt 0 ] || set -- check "$tmp/x.flw"
    run_flw "$@"
    is_calm || { miss "$name" "$why"; return; }
    case $code in
    -) ;;
    !*)
        ! grep -qF "[${code#!}]" "$tmp/out" ||
            { miss "$name" "gives ${code#!}"; return; }
        ;;
    *)
        grep -qF "[$code]" "$tmp/out" ||
            { miss "$name" "$code wanted"; return; }
        ;;
    esac
    [ "$wanted" = any ] || [ "$status" = "$wanted" ] ||
        { miss "$name" "exit $wanted wanted, $status found"; return; }
    pass
}

# same NAME FILE FILE: both hold the same bytes.
same() {
    cmp -s "$2" "$3" && pass || miss "$1" "$(cmp "$2" "$3" 2>&1)"
}

# A program without a fault: its bytes are changed in many ways.
program() {
    cat <<'END'
## One of each.
const limit = 3
enum Way { left, right }
type Row = { id: int, name: string }
task make(n: int, way: Way, name: string = "a") -> (row: Row, out: file<csv>)
using container {
  image: "alpine:3.20",
  command: ["make", "{n}", "{way}", "{name}", "{row}", "{out}"],
}
with { cpu: 1, timeout: 10m }
task take(rows: file<csv>) -> (n: int)
using shell { image: "alpine:3.20", script: r"wc -l <$rows >$n" }
## The whole.
workflow main(n: int, way: Way) -> (n: int) {
  made = make(n, way, name: "x")
  taken = take(made.out)
  if taken > limit {
    take(made.out)
  }
  return (n: taken)
}
END
}
