# What was added, removed and changed, from a file, a package and a revision.
folder=$(mktemp -d)
cd "$folder" || exit 2
cat >eta.flw <<'END'
task f(n: int) -> (m: int)
using python { image: "ghcr.io/acme/eta:1.4", module: "eta", function: "f" }
task g(n: int, by: int) -> (m: int)
using python { image: "ghcr.io/acme/eta:1.4", module: "eta", function: "g" }
task tell(n: int) -> ()
using python { image: "ghcr.io/acme/eta:1.4", module: "eta", function: "tell" }

workflow inner(n: int) -> (m: int) {
  x = f(n)
  y = f(x)
  return y
}

workflow main(n: int, ns: list<int>) -> (m: int) {
  first = f(n)
  all = [g(x, first) for x in ns] with { parallelism: 4 }
  gone = g(first, by: 2)
  deep = inner(gone)
  set = f(n) with { cpu: 1 }
  way = if n > 3 { f(gone) } else if n > 2 { g(n, 3) } else { fail "small" }
  on failure (why) { tell(n) }
  return way
}
END
cp eta.flw old.flw
git init -q . && git add -A &&
    git -c user.name=a -c user.email=a@b commit -qm old || exit 2
"$flw" build -q eta.flw -o old.tgz 2>/dev/null
"$flw" graph eta.flw main --diff HEAD | grep '^[-+~]' || echo 'nothing differs'
cat >eta.flw <<'END'
task f(n: int) -> (m: int)
using python { image: "ghcr.io/acme/eta:1.5", module: "eta", function: "f" }
task g(n: int, by: float) -> (m: int)
using python { image: "ghcr.io/acme/eta:1.4", module: "eta", function: "g" }
task tell(n: int) -> ()
using python { image: "ghcr.io/acme/eta:1.4", module: "eta", function: "tell" }
task fresh(n: int) -> (x: float)
using python { image: "ghcr.io/acme/eta:1.4", module: "eta", function: "fresh" }

workflow inner(n: int) -> (m: int) {
  x = f(n)
  z = f(x)
  return z
}

workflow main(n: int, ns: list<int>, by: float) -> (m: int) {
  first = f(n)
  all = [g(x, by) for x in ns] with { parallelism: 8, min_success: 0.5 }
  added = fresh(first)
  deep = inner(n)
  set = f(n) with { cpu: 2, timeout: 5m }
  way = if n > 4 { f(first) } else { g(n, added) }
  return way
}
END
"$flw" graph eta.flw main --diff HEAD >text
cat text
for format in dot mermaid svg; do
    "$flw" graph eta.flw main --diff HEAD --format $format >new.$format
    "$flw" graph eta.flw main --diff old.tgz --format $format >package.$format
    cmp new.$format package.$format
done
cat new.dot new.mermaid
for class in add del chg; do
    echo "$class: $(grep -c "class=\"[a-z -]*$class\"" new.svg)"
done
xmllint --noout new.svg
mkdir sub && cd sub && "$flw" graph ../eta.flw main --diff HEAD | cmp - ../text
cd ..
echo '== what has no old side'
git rm -q --cached eta.flw old.flw
git -c user.name=a -c user.email=a@b commit -qm none
"$flw" graph eta.flw main --diff HEAD 2>&1 | sed "s|$(pwd -P)|HERE|"
"$flw" graph eta.flw main --diff nothing
echo "exit $?"
git show HEAD~1:eta.flw | sed 's/first = f(n)/first = f("a")/' >eta.flw
git add eta.flw && git -c user.name=a -c user.email=a@b commit -qm wrong
cp old.flw eta.flw
"$flw" graph eta.flw main --diff HEAD 2>&1 | sed "s|$(pwd -P)|HERE|"
"$flw" graph eta.flw inner --diff HEAD~2 | grep -c '^[-+~]'
rm -rf "$folder"
