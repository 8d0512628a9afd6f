#!/bin/sh
# demo.sh FLW - checks, builds and runs examples/eta, and shows what came out.
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
printf '\nNow it runs, here: no cluster, no daemon.\n'
say flw run examples/eta train_region --region sf --night 2026-01-31 --approve-all
FLW_HOME=$PWD/build/demo sh examples/eta/run.sh "$(realpath "$flw")"
say flw show last
"$flw" show last --home build/demo
printf '\nA mistake, on purpose: a directory where a file is wanted.\n'
say flw check examples/mistake.flw
"$flw" check examples/mistake.flw || true
