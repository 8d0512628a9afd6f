#!/bin/sh
# deps.sh GROUP... - installs the Debian packages that are missing.
#
# Groups: build, demo, test, conformance, bench. Does nothing where all is there;
# uses sudo when not root.
set -e
build="gcc make flex bison libcjson-dev protobuf-c-compiler libprotobuf-c-dev
    libprotobuf-dev libarchive-dev libssl-dev libutf8proc-dev libxxhash-dev
    libmsgpack-dev zlib1g-dev libsqlite3-dev libcurl4-openssl-dev libgit2-dev
    libcmark-dev pkg-config openssl ca-certificates graphviz"
demo="python3 bubblewrap"
# fastp … curl: what examples/variants runs.
test="python3 fastp bwa samtools bcftools freebayes curl bubblewrap
    check clang clang-format libclang-rt-14-dev llvm protobuf-compiler gcovr
    binutils sqlite3 strace libxml2-utils git zsh fish groff-base"
# neovim … elpa-eglot: the editors that talk to `flw lsp`.
conformance="python3 python3-venv protobuf-compiler libxml2-utils neovim vim
    emacs-nox elpa-eglot"
bench="tcc valgrind"

packages=
for group; do
    eval "packages=\"\$packages \$$group\""
done
# A source archive of `make dist` needs no generators.
if [ -f gen/grammar/flw.tab.c ]; then
    packages=$(echo "$packages" | tr -s ' \n' '\n' |
        grep -vxE 'flex|bison|protobuf-c-compiler|libprotobuf-dev')
elif [ -z "$FLYTEIDL_PROTOS" ] && ! command -v npm >/dev/null; then
    packages="$packages npm"
fi

missing=
for package in $packages; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null ||
        true)
    [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null; then
    echo "deps: install these packages:$missing" >&2
    exit 1
fi
as_root=
[ "$(id -u)" = 0 ] || as_root=sudo
echo "deps: installing$missing"
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq \
    --no-install-recommends $missing >/dev/null
