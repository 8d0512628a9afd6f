#!/bin/bash
# flytekit.sh FLW VENV - flw diff of two packages that flytekit has made, one with
# its code inside, against what flytekit/expected.txt says (BLESS=1 writes it).
cd "$(dirname "$0")" || exit 2
flw=$1 bin=$2/bin
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
for side in old new; do
    cp -r flytekit/$side "$tmp/$side" && cd "$tmp/$side" || exit 2
    for copy in none all; do
        "$bin/pyflyte" --pkgs eta package --copy $copy --image x:1 -f \
            --output "../$side-$copy.tgz" >"../$side-$copy.log" 2>&1 ||
            { tail -3 "../$side-$copy.log"; exit 1; }
    done
    cd - >/dev/null || exit 2
done
cd "$tmp" || exit 2
{
    "$flw" diff old-none.tgz new-none.tgz
    echo "exit $?"
    "$flw" diff new-none.tgz old-none.tgz
    echo "exit $?"
    "$flw" diff old-all.tgz old-all.tgz
    echo "exit $?"
    "$flw" diff old-all.tgz new-all.tgz | grep -A 1 '^package'
} >found 2>&1
cd - >/dev/null || exit 2
[ -z "$BLESS" ] || cp "$tmp/found" flytekit/expected.txt
diff flytekit/expected.txt "$tmp/found"
