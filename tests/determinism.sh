#!/bin/bash
# determinism.sh FLW - equal sources give equal bytes, whatever the locale, the
# time zone, the umask, the folder, the environment, and who compiled flw.
cd "$(dirname "$0")/.." || exit 2
. tests/count.sh
flw=$(realpath "$1")
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
passed=0 failed=0

# Every example, and every golden program that builds.
sources=(examples/*/)
for program in tests/golden/emit/*.flw; do
    "$flw" build -q "$program" -o "$tmp/first.tgz" 2>/dev/null &&
        sources+=("$program")
done

# build COMMAND...: all sources by the command, into one digest each.
digests() {
    for source in "${sources[@]}"; do
        if "$@" build -q "$source" -o "$tmp/out.tgz" 2>/dev/null; then
            sha256sum <"$tmp/out.tgz"
        else
            echo "nothing of $source"
        fi
    done
}

digests "$flw" >"$tmp/wanted"
sed -n 's/^nothing/determinism: &/p' "$tmp/wanted"
failed=$(grep -c '^nothing' "$tmp/wanted")

same() { # same NAME COMMAND...
    name=$1
    shift
    digests "$@" >"$tmp/found"
    if cmp -s "$tmp/wanted" "$tmp/found"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "determinism: $name gives other bytes"
    fi
}

same again "$flw"
same german env LC_ALL=de_DE.UTF-8 LANG=de_DE.UTF-8 "$flw"
same turkish env LC_ALL=tr_TR.UTF-8 "$flw"
same tokyo env TZ=Asia/Tokyo "$flw"
same empty env -i "$flw"
same dirty-memory env MALLOC_PERTURB_=171 "$flw"
same no-random setarch -R "$flw"
for other in build/clang/flw build/asan/flw; do
    [ -x "$other" ] && same "$other" "$(realpath "$other")"
done
if (umask 077; failed=0; same umask "$flw"; exit "$failed"); then
    passed=$((passed + 1))
else
    failed=$((failed + 1))
fi
mkdir -p "$tmp/else/tests/golden"
cp -r examples "$tmp/else/"
cp -r tests/golden/emit "$tmp/else/tests/golden/"
cd "$tmp/else" && same folder "$flw"
tally determinism $passed $failed
