#!/bin/bash
# run.sh WORK - what flytekit, KFP and WDL say of the mistakes of docs/errors.md,
# against what that page has them say.
set -u
work=$(realpath "$1")
here=$(realpath "$(dirname "$0")")
out=$work/mistakes

if ! cmp -s "$here/requirements.txt" "$out/venv/requirements.txt"; then
    rm -rf "$out/venv" && mkdir -p "$out"
    python3 -m venv "$out/venv" && "$out/venv/bin/pip" install -q \
        --disable-pip-version-check -r "$here/requirements.txt" || exit 1
    cp "$here/requirements.txt" "$out/venv"
fi
rm -rf "$out/said"
"$work/venv/bin/python" "$here/run.py" flytekit "$out/said" "$work/judge"
"$out/venv/bin/python" "$here/run.py" kfp "$out/said"
"$out/venv/bin/python" "$here/run.py" wdl "$out/said"
python3 "$here/judge.py" "$here/../../../docs/errors.md" "$out/said"
