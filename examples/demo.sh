#!/bin/sh
# demo.sh FLW - checks and builds examples/eta, and shows what came out.
set -e
cd "$(dirname "$0")/.."
flw=$1
say() {
    printf '\n$ %s\n' "$*"
}
say flw check examples/eta
"$flw" check -v examples/eta
say flw build examples/eta -o build/eta.tgz
"$flw" build examples/eta -o build/eta.tgz
say flw inspect build/eta.tgz
"$flw" inspect build/eta.tgz
say flw build --explain examples/eta -o build/eta.tgz
"$flw" build --quiet --explain examples/eta -o build/eta.tgz
printf '\nA mistake, on purpose: a directory where a file is wanted.\n'
say flw check examples/mistake.flw
"$flw" check examples/mistake.flw || true
