# What changes the version of `cache: auto`: what the task does, however it is
# said; and what does not: its layout, and what it asks the cluster for.
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT

# version CONST DEFAULTS TASK: of the task t.
version() {
    printf 'const image = "%s"\ndefaults { %s }\n%s\n' "$@" >"$tmp/a.flw"
    "$flw" build --format json -o - "$tmp/a.flw" |
        sed -n 's/.*"discoveryVersion": "\([0-9a-f]*\)".*/\1/p'
}

task='task t(x: int) -> (y: int)
using python { image: image, module: "m", function: "f" }
with { cache: auto }'
first=$(version a:1 'cpu: 1' "$task")
echo "$first" | grep -c '^[0-9a-f]\{16\}$'

# compare WHAT CONST DEFAULTS TASK
compare() {
    what=$1
    shift
    [ "$(version "$@")" = "$first" ] && echo "same       $what" ||
        echo "different  $what"
}

compare 'as it was' a:1 'cpu: 1' "$task"
compare 'cpu in defaults' a:1 'cpu: 2' "$task"
compare 'lines' a:1 'cpu: 1' "$(echo "$task" | sed 's/, /,\n  /g')"
compare 'the constant of its image' a:2 'cpu: 1' "$task"
compare 'env in defaults' a:1 'env: { MODE: "x" }' "$task"
compare 'its function' a:1 'cpu: 1' "$(echo "$task" | sed 's/"f"/"g"/')"
compare 'a default' a:1 'cpu: 1' "$(echo "$task" | sed 's/x: int/x: int = 3/')"
compare 'its image from defaults' b:1 'image: "a:1"' \
    "$(echo "$task" | sed 's/image: image, //')"
