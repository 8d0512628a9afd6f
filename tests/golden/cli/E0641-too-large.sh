# 1,001 nodes are one too many for a picture; text takes them.
folder=$(mktemp -d)
cd "$folder" || exit 2
for count in 999 1000; do
    {
        echo 'task f() -> ()'
        echo 'using container { image: "alpine:3.20", command: ["true"] }'
        echo 'workflow main(n: int) -> (n: int) {'
        awk -v n=$((count - 1)) 'BEGIN { while (n--) print "  f()" }'
        echo '  return n'
        echo '}'
    } >many.flw
    "$flw" graph many.flw --format svg | wc -l
    "$flw" graph many.flw | grep -c '● f'
done
rm -rf "$folder"
