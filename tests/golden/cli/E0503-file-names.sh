# Names that no task of Flyte may have, and those of files that declare none.
folder=$(mktemp -d)
cd "$folder" || exit 2
mkdir "über uns" ok.v1-2
cat >task.txt <<'EOF'
task f() -> ()
using container { image: "alpine:3.20", command: ["true"] }
EOF
for name in "my pipeline" "été" ".hidden" "a..b" "über uns/x" ok.v1-2/x_1 2026; do
    cp task.txt "$name.flw"
    echo "== $name"
    touch flw.toml
    "$flw" check --color never "$name.flw" 2>&1 | head -2
    "$flw" check --color never "$name.flw" 2>&1 | grep -A1 help:
done
echo 'type T = int' >"only types.flw"
cat >uses.flw <<'EOF'
import "./only types.flw" as types
task f(x: types.T) -> ()
using container { image: "alpine:3.20", command: ["echo", "{x}"] }
EOF
"$flw" check --color never uses.flw 2>&1 && echo fine
rm -rf "$folder"
