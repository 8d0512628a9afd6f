#!/bin/bash
# run.sh FLW WORK - flowcharts of flw graph as Mermaid reads them, pages of flw
# doc as html-validate does.
set -u
flw=$(realpath "$1")
mkdir -p "$2"
work=$(realpath "$2")/pictures
here=$(realpath "$(dirname "$0")")
cd "$here/../../.." || exit 1

# The pinned packages, once.
if ! cmp -s "$here/package-lock.json" "$work/tools/lock"; then
    rm -rf "$work/tools" && mkdir -p "$work/tools"
    cp "$here/package.json" "$here/package-lock.json" "$work/tools"
    (cd "$work/tools" && npm ci --silent --ignore-scripts --no-audit --no-fund &&
        cp package-lock.json lock) || {
        echo 'pictures: npm ci failed'
        exit 1
    }
fi

rm -rf "$work/out" && mkdir -p "$work/out"
for example in eta finetune orders tiles variants; do
    "$flw" doc -q "examples/$example" -o "$work/out/$example"
    for name in $("$flw" graph "examples/$example" 2>&1 | sed -n 's/^  //p'); do
        "$flw" graph "examples/$example" "$name" --format mermaid \
            >"$work/out/$name.mmd"
        "$flw" graph "examples/$example" "$name" --format mermaid \
            --direction right --depth 0 >"$work/out/$name.closed.mmd"
    done
done
for program in tests/golden/graph/*.flw; do
    name=$(basename "$program" .flw)
    "$flw" graph "$program" --format mermaid >"$work/out/$name.mmd"
    "$flw" graph "$program" --format mermaid --diff tests/golden/graph/calls.flw \
        >"$work/out/$name.new.mmd"
    "$flw" doc -q "$program" -o "$work/out/golden-$name"
done
# The names and comments that tests/graph.sh and tests/doc.sh make up.
KEEP=$work/out bash tests/graph.sh "$flw" >/dev/null
KEEP=$work/out bash tests/doc.sh "$flw" >/dev/null
node "$here/judge.mjs" "$work/out" "$work/tools"
