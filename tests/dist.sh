#!/bin/bash
# dist.sh - the source archive builds in an empty folder on a machine without
# npm, flex, bison and protoc-c; and equal trees give equal archives.
cd "$(dirname "$0")/.." || exit 2
. tests/count.sh
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
passed=0 failed=0

verdict() { # verdict STATUS WHAT
    if [ "$1" = 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "dist: $2"
        tail -5 "$tmp/log"
    fi
}

# In a source archive already there is nothing to pack.
[ -f gen/grammar/flw.tab.c ] && { tally dist 0 0; exit; }

archive=$(make -s dist 2>"$tmp/log" | tail -1)
verdict $? "make dist fails"
sha256sum "$archive" >"$tmp/first"
make -s dist >"$tmp/log" 2>&1
sha256sum -c "$tmp/first" >"$tmp/log" 2>&1
verdict $? "two archives of one tree differ"

# Tools that a builder of the archive need not have.
mkdir "$tmp/bin"
for tool in npm flex bison protoc-c protoc node; do
    printf '#!/bin/sh\necho "%s was called" >&2\nexit 1\n' "$tool" \
        >"$tmp/bin/$tool"
    chmod +x "$tmp/bin/$tool"
done
mkdir "$tmp/empty" && tar -xzf "$archive" -C "$tmp/empty"
cd "$tmp"/empty/* || exit 2
PATH="$tmp/bin:$PATH" make -s -j"$(nproc)" >"$tmp/log" 2>&1
verdict $? "the archive does not build"
build/release/flw check examples/eta >"$tmp/log" 2>&1
verdict $? "what the archive builds does not check examples/eta"
make -s install DESTDIR="$tmp/root" PREFIX=/usr >"$tmp/log" 2>&1
"$tmp/root/usr/bin/flw" --version >"$tmp/log" 2>&1
verdict $? "make install gives no flw"
tally dist $passed $failed
