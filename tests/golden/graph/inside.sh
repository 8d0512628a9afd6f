# Sub-workflows in each other, launch plans, a task from elsewhere; opened, one
# level down, not at all.
folder=$(mktemp -d)
cat >"$folder/in.flw" <<'END'
task f(n: int) -> (m: int)
using python { image: "ghcr.io/acme/eta:1.4", module: "eta", function: "f" }
extern task far(n: int, text: string) -> (m: int) at "p/d/else.far@v3"

workflow inner(n: int, unused: int) -> (m: int, same: int) {
  x = f(n)
  y = far(x, text: "t")
  return (m: y, same: n)
}
workflow middle(n: int) -> (m: int) {
  a = f(n)
  x = inner(n, unused: a)
  y = f(x.same) after [x]
  return y
}
launch planned = middle { fixed { n: 7 } }

workflow outer(n: int) -> (m: int) {
  x = middle(n)
  y = planned()
  z = f(y) after [x]
  f(x)
  return z
}
END
cd "$folder" || exit 2
"$flw" graph in.flw outer
"$flw" graph in.flw outer --ascii --depth 1
"$flw" graph in.flw in.outer --depth 0
"$flw" graph in.flw planned | head -1
"$flw" graph in.flw outer --format dot
"$flw" graph in.flw outer --format mermaid --direction right
echo "== what cannot be drawn"
"$flw" graph in.flw
echo "exit $?"
"$flw" graph in.flw nobody
echo "exit $?"
"$flw" graph in.flw outer too many
echo "exit $?"
"$flw" graph nowhere.flw outer --color never
echo "exit $?"
rm -rf "$folder"
