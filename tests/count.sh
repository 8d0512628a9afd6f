# count.sh - sourced by test scripts: each says how many passed and failed.
#
#   tally NAME PASSED FAILED

# Prints the line, and notes the numbers for the closing line of .ci/run.
tally() {
    printf '%-14s %s passed, %s failed\n' "$1" "$2" "$3"
    [ -z "${FLW_COUNTS:-}" ] || echo "$2 $3" >>"$FLW_COUNTS"
    [ "$3" = 0 ]
}
