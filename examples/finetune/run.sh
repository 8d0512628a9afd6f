#!/bin/sh
# run.sh [FLW] - the whole pipeline, here. What needs a Ray cluster, GPUs, flytekit
# or an account elsewhere is given beforehand (local/*.json); the learning rate is
# picked, gates are answered and branches taken for real. Needs sort and cut.
cd "$(dirname "$0")" || exit 2
export FLW_SECRET_HUGGINGFACE_TOKEN="${FLW_SECRET_HUGGINGFACE_TOKEN:-none}"
export FLW_SECRET_WANDB_API_KEY="${FLW_SECRET_WANDB_API_KEY:-none}"
"${1:-flw}" run . finetune.tune --sources '["https://data.acme.example/a.jsonl"]' \
    --repository acme/help-desk-7b --precision q4 --approve-all \
    --mock gather=local/corpus.json --mock deduplicate=local/unique.json \
    --mock train_tokenizer=local/tokenizer.json --mock tokenize=local/tokens.json \
    --mock try_rate=local/loss.json --mock finetune=local/weights.json \
    --mock evaluate=local/score.json --mock pack=local/packed.json \
    --mock quantize=local/small.json --mock publish=local/address.json \
    --mock notify.say=local/nothing.json --mock notify.failed=local/nothing.json
