#!/bin/sh
# layers.sh - a file includes from its own folder and from lower floors.
#
# The floors of docs/architecture.md; prints every include that goes up or
# sideways, and every header of a library outside of its home.
cd "$(dirname "$0")/.." || exit 2
# What stands at the top is in the picture, too.
git ls-files | cut -d/ -f1 | sort -u |
    grep -vxE '\..*|README\.md|LICENSE|Makefile|Dockerfile' |
    grep -vxE 'base|grammar|spec|typesys|compiler|runtime|stdlib' |
    grep -vxE 'tests|examples|editors|docs' &&
    echo "layers: stands at the top, and is not in the picture" && exit 1
# A folder of C has a README, and that names each of its files: by its name
# without ending, or by what begins so (`complain*`).
untold=$(git ls-files -- '*.c' '*.h' | grep -v '^tests/' | while read -r file; do
    folder=${file%/*} stem=${file##*/}
    stem=${stem%.*}
    grep -oE '`[a-z_*]+' "$folder/README.md" 2>/dev/null | tr -d '`' |
        { while read -r word; do
            case $stem in $word) exit 0 ;; esac
        done; exit 1; } || echo "layers: $folder/README.md lacks $file"
done)
[ -z "$untold" ] || { echo "$untold"; exit 1; }
git ls-files -co --exclude-standard -- '*.c' '*.h' '*.y' '*.l' |
    grep -v '^tests/' | xargs awk '
function floor_of(folder) {
    if (folder == "base" || folder == "stdlib") return 0
    if (folder == "base/formats") return 0.5
    if (folder == "grammar" || folder == "spec") return 1
    if (folder == "grammar/format" || folder == "spec/chart") return 1.5
    if (folder == "typesys") return 2
    if (folder == "compiler/session") return 3
    if (folder == "compiler/plan" || folder == "compiler/lint") return 4
    if (folder == "compiler/lsp/workspace") return 4.2
    if (folder == "compiler/lsp/answers") return 4.4
    if (folder == "compiler/lsp") return 4.6
    if (folder == "compiler/diff" || folder == "compiler/doc") return 5
    if (folder == "compiler/emit" || folder == "runtime/value") return 5
    if (folder == "runtime/store" || folder == "runtime/process") return 5.2
    if (folder == "runtime/task" || folder == "runtime/event") return 5.4
    if (folder == "runtime/report") return 5.5
    if (folder == "runtime/engine") return 5.6
    if (folder == "compiler/cli") return 6
    return -1
}
# The runtime sits on spec and base alone; the editor serves nobody below.
function is_foreign(folder, here) {
    if (folder ~ /^compiler\/lsp/) return here !~ /^compiler\/(lsp|cli)/
    return here ~ /^runtime\// && folder !~ /^(base|base\/formats|spec|spec\/chart|runtime\/.*)$/
}
function folder_of(path) { sub("/[^/]*$", "", path); return path }
function complain(text) { print FILENAME ":" FNR ": " text; bad = 1 }
BEGIN {
    home["cjson/cJSON.h"] = "base"; home["utf8proc.h"] = "base"; home["cmark.h"] = "base"
    home["xxhash.h"] = "base"; home["openssl/evp.h"] = "base"
    home["archive.h"] = "spec"; home["archive_entry.h"] = "spec"
    home["msgpack.h"] = "spec"; home["sqlite3.h"] = "runtime/store"
    home["curl/curl.h"] = "runtime/event"
    home["nats/nats.h"] = "runtime/event"
    home["librdkafka/rdkafka.h"] = "runtime/event"
}
match($0, /^#include "[^"]+"/) {
    path = substr($0, RSTART + 10, RLENGTH - 11)
    folder = folder_of(path); here = folder_of(FILENAME)
    if (path ~ /^(flyteidl|google)\//) {
        if (here !~ /^spec/ && here != "compiler/emit" &&
            here !~ /^runtime\// && here != "compiler/cli" &&
            here != "compiler/diff")
            complain("Flyte messages are read in spec, emit and runtime: " path)
    } else if (floor_of(folder) < 0)
        complain("not a folder of the picture: " path)
    else if (folder != here && (floor_of(folder) >= floor_of(here) ||
                                is_foreign(folder, here)))
        complain("includes " folder ", which is not below " here)
}
match($0, /^#include <[^>]+>/) {
    path = substr($0, RSTART + 10, RLENGTH - 11)
    if (path in home && folder_of(FILENAME) != home[path])
        complain(path " belongs to " home[path])
}
END { exit bad }
' || exit 1
echo "layers: every include goes down"
