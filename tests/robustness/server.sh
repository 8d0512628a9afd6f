# server.sh - `flw lsp`: broken frames and messages, 100,000 edits in flat
# memory (server.py); edits in the examples, against a fresh check (edits.c).

python3 "$here/server.py" "$flw" >"$tmp/out" 2>&1
if read -r good bad < <(tail -n 1 "$tmp/out") && [[ $good$bad =~ ^[0-9]+$ ]]; then
    passed=$((passed + good)) failed=$((failed + bad))
    head -n -1 "$tmp/out"
else
    miss 'the server' 'its test did not end'
fi

# 20,000 edits in the examples; SEED is another row of them.
(cd "$here/../.." && make -s MODE=release build/release/edits) || miss 'edits' 'cannot be built'
for folder in "$here"/../../examples/*/; do
    "$here/../../build/release/edits" "$folder" "${EXAMPLE_EDITS:-4000}" "${SEED:-1}" \
        >"$tmp/out" 2>&1 && pass || miss "edits in $folder" 'see below'
done
