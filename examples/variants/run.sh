#!/bin/sh
# run.sh [FLW] - one small sample, here. Needs fastp, bwa, samtools, bcftools and
# freebayes, Debian packages of these names.
cd "$(dirname "$0")" || exit 2
sample=$(mktemp -d) || exit 2
trap 'rm -rf "$sample"' EXIT
sh local/make_sample.sh "$sample"
"${1:-flw}" run . variants.germline --sample NA-1 --shards 4 \
    --left "$sample/left.fastq" --right "$sample/right.fastq" \
    --fasta "$sample/genome.fa"
