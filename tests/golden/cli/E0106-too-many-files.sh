# 10,001 small files are one too many.
folder=$(mktemp -d)
cd "$folder" || exit 2
seq 10001 | awk '{ print "const c = 1" > ($1 ".flw"); close($1 ".flw") }'
"$flw" check --color never . 2>&1 | head -3
rm -rf "$folder"
