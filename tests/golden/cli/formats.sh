# Diagnostics in every format that other programs read: two files, an error on
# one line and one over several, a warning, characters that need escapes.
folder=$(mktemp -d)
cd "$folder" || exit 2
mkdir 'a b'
cat >'a b/tiles & maps.flw' <<'END'
task count(rows: file<csv>) -> (n: int)
using shell { image: "alpine:3.20", script: r"wc -l < $rows > $n" }

workflow w(ta: dir, unused: string) -> (n: int) {
  n = count(ta)
  return (n: n)
}
END
cat >clean.flw <<'END'
task é
END
for format in short github gitlab junit sarif; do
    echo "== $format"
    "$flw" check --format=$format . 2>/dev/null | sed "s|$folder|FOLDER|"
done
echo "== github, for people"
"$flw" check --format=github . 2>&1 >/dev/null | head -3
echo 'task t() -> (n: int) using shell { image: "a:1", script: "echo 1 > $n" }' >good.flw
for format in short github gitlab junit sarif; do
    echo "== $format, nothing wrong"
    "$flw" check --format=$format good.flw | sed "s|$folder|FOLDER|"
done
rm -r "$folder"
