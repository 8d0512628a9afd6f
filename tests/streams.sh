# streams.sh - sourced by test scripts: what a command exits with, and what it
# says on which stream.
#
# Wants $tmp, a folder; counts in passed and failed.
passed=0 failed=0
script=$(basename "$0" .sh)

verdict() { # STATUS WHAT
    if [ "$1" = 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$script: $2"
        head -12 "$tmp/out" "$tmp/err" 2>/dev/null | sed 's/^/    /'
    fi
}

# run WANTED-STATUS COMMAND...: its streams are in $tmp/out and $tmp/err.
run() {
    local wanted=$1
    shift
    "$@" >"$tmp/out" 2>"$tmp/err" <"${input:-/dev/null}"
    local status=$?
    [ "$status" = "$wanted" ]
    verdict $? "exit $status instead of $wanted: $*"
}

out_has() { grep -qF -- "$1" "$tmp/out"; verdict $? "no \"$1\" on standard output"; }
err_has() { grep -qF -- "$1" "$tmp/err"; verdict $? "no \"$1\" on standard error"; }
out_lacks() { ! grep -qF -- "$1" "$tmp/out"; verdict $? "\"$1\" on standard output"; }
err_lacks() { ! grep -qF -- "$1" "$tmp/err"; verdict $? "\"$1\" on standard error"; }
quiet_out() { [ ! -s "$tmp/out" ]; verdict $? "something on standard output"; }
quiet_err() { [ ! -s "$tmp/err" ]; verdict $? "something on standard error"; }
