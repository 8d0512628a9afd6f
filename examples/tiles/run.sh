#!/bin/sh
# run.sh [FLW] - a map of three small scenes, here. Needs awk and python3.
cd "$(dirname "$0")" || exit 2
export FLW_SECRET_TILES_TOKEN="${FLW_SECRET_TILES_TOKEN:-}"
scenes=$(mktemp -d) || exit 2
trap 'rm -rf "$scenes"' EXIT
sh local/make_scenes.sh "$scenes"
"${1:-flw}" run . make_map --sensor aerial --title hills --approve-all \
    --scenes "[\"$scenes/scene-0.pgm\", \"$scenes/scene-1.pgm\", \"$scenes/scene-2.pgm\"]"
