# server.sh - `flw lsp`: broken frames, broken messages, 100,000 edits in flat
# memory. server.py talks to it.

python3 "$here/server.py" "$flw" >"$tmp/out" 2>&1
if read -r good bad < <(tail -n 1 "$tmp/out") && [[ $good$bad =~ ^[0-9]+$ ]]; then
    passed=$((passed + good)) failed=$((failed + bad))
    head -n -1 "$tmp/out"
else
    miss 'the server' 'its test did not end'
fi
