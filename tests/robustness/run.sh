#!/bin/bash
# run.sh FLW [GROUP...] - hostile input of every sort: whatever is given, flw
# ends soon, in bounded memory, with a numbered error and never by a signal.
# Groups: nesting growth limits numbers text files names archives server.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../count.sh"
. "$here/verdict.sh"
flw=$(realpath "$1")
shift
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
export LC_ALL=C

for group in ${*:-nesting growth limits numbers text files names archives server}; do
    . "$here/$group.sh"
done
tally robustness $passed $failed
