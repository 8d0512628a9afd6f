#!/bin/sh
# run.sh [COUNT [SEED]] - our protobuf text and JSON against protoc and Python.
#
# From the root, after `make lib`. Needs protoc, and a PYTHON that has the
# protobuf package (3.21 / 4.21: that of protoc).
set -e
count=${1:-200} seed=${2:-1} mode=${MODE:-release}
here=tests/conformance/messages work=build/$mode/messages
protos=${FLYTEIDL_PROTOS:-build/flyteidl/protos}
rm -rf "$work" && mkdir -p "$work/python" "$work/out"
${CC:-cc} -no-pie -std=c11 -g -D_XOPEN_SOURCE=700 -I. -Ibuild/gen $CFLAGS \
    -o "$work/generate" $here/generate.c build/$mode/libflw.a \
    build/$mode/libflyteidl.a -lprotobuf-c -lcjson -larchive -lcrypto \
    -lutf8proc -lxxhash -lmsgpackc
(cd "$protos" && find flyteidl/core flyteidl/admin -name '*.proto') |
    xargs protoc "-I$protos" -I/usr/include "--python_out=$work/python" 2>/dev/null
"$work/generate" "$work/out" "$count" "$seed"
${PYTHON:-python3} $here/compare.py "$work/out" "$work/python" "$protos"
