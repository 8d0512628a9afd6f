#!/bin/sh
# run.sh [FLW] - one region, here: a week of trips is simulated, a model fitted,
# tested and shipped. Needs awk and python3.
cd "$(dirname "$0")" || exit 2
export FLW_SECRET_REGISTRY_TOKEN="${FLW_SECRET_REGISTRY_TOKEN:-none}"
"${1:-flw}" run . train_region --region sf --night 2026-01-31 --approve-all
