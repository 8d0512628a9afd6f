# editor.sh - sourced by run.sh: a keystroke in a file of 10,000 lines that 49
# others import, in `flw lsp`, in TypeScript's own server and in pyright's.
#
# KEYS=n keystrokes for flw (1,000); the peers get fewer, since they take longer.

editor=$work/editor
peers=build/bench/editor
mkdir -p "$editor"/{flw,ts,py} "$peers"

cp tests/bench/editor/package*.json tests/bench/editor/.npmrc "$peers"
[ -d "$peers/node_modules/pyright" ] ||
    (cd "$peers" && npm ci --ignore-scripts --no-audit --no-fund >/dev/null) ||
    exit 1
peers=$(realpath "$peers")/node_modules/.bin

cp "$(make_flw module 10000)" "$editor/flw/big.flw"
for language in flw ts py; do
    awk -v language=$language -v folder="$editor/$language" \
        -f tests/bench/editor/project.awk
done

# Median, p99, opening in ms.
typed() { # LANGUAGE KEYS PULL COMMAND...
    local language=$1 keys=$2 pull=$3
    shift 3
    node tests/bench/editor/type.mjs "$editor/$language" "big.$language" \
        "$keys" "$pull" "$@" || {
        echo "bench: cannot type to $1" >&2
        exit 1
    }
}

read -r ours_median ours_p99 ours_open _ < <(
    typed flw "${KEYS:-1000}" no "$(realpath "$flw")" lsp)
read -r tsc_median tsc_p99 tsc_open _ < <(
    typed ts 100 yes "$peers/tsc" --lsp --stdio)
read -r pyright_median pyright_p99 pyright_open _ < <(
    typed py 8 no "$peers/pyright-langserver" --stdio)
[ -n "$ours_median" ] && [ -n "$tsc_median" ] && [ -n "$pyright_median" ] ||
    exit 1

table editor '| server | median, ms (< 20) | p99, ms (< 50) | the file opened, ms |' \
    '|---|---:|---:|---:|'
echo "| flw lsp, ${KEYS:-1000} keystrokes | $(met "$ours_median" 20 '<')" \
    "| $(met "$ours_p99" 50 '<') | $ours_open |"
echo "| \`tsc --lsp\`, 100 | $tsc_median | $tsc_p99 | $tsc_open |"
echo "| pyright, 8 | $pyright_median | $pyright_p99 | $pyright_open |"
