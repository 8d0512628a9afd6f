#!/bin/bash
# kinds.sh FLW - each kind of task by `flw run`, as its author meets it: what
# runs, what is refused and why, what it may touch.
cd "$(dirname "$0")/.." || exit 2
. tests/count.sh
. tests/streams.sh
flw=$(realpath "$1")
tmp=$(mktemp -d) || exit 2
trap 'chmod -R u+w "$tmp"; rm -rf "$tmp"' EXIT
cd "$tmp" || exit 2
export FLW_HOME=$tmp/home

# run WANTED-STATUS ARGUMENT...: of flw run k.flw; its streams are in out and err.
run() {
    local wanted=$1
    shift
    "$flw" run k.flw "$@" --no-cache -q >out 2>err </dev/null
    local status=$?
    [ "$status" = "$wanted" ]
    verdict $? "exit $status instead of $wanted: $*"
}

cat >k.flw <<'END'
import std.spark

type Port = int where self in 1..65535

task shell_(text: string) -> (n: int)
using shell { image: "a:1", script: r"""
  printf %s "$text" | wc -c > "$n"
""" }

task port(n: int) -> (p: Port)
using shell { image: "a:1", script: r"""echo "$n" > "$p" """ }

task wants_port(p: Port) -> (n: int)
using shell { image: "a:1", script: r"""echo "$p" > "$n" """ }

task in_pod(n: int) -> (m: int)
using pod {
  primary: "main",
  spec: { containers: [
    { name: "main", image: "a:1", command: ["sh", "-c", "echo {n} > {m}"] },
  ] },
}

task beside(n: int) -> (m: int)
using pod {
  primary: "main",
  spec: { containers: [
    { name: "main", image: "a:1", command: ["sh", "-c", "echo {n} > {m}"] },
    { name: "side", image: "a:1", command: ["sleep", "60"] },
  ] },
}

task rows(name: string) -> (rows: table)
using sql {
  statement: "select id, name from people where name <> '{name}' order by id",
  dialect: ansi,
}

task endless() -> (n: int)
using sql {
  statement: "with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c",
  dialect: ansi,
}

task stricken() -> (n: int)
using shell { image: "a:1", script: r"""kill -KILL $$; echo 1 > "$n" """ }

task hasty() -> (n: int)
using sql {
  statement: "with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c",
  dialect: ansi,
}
with { timeout: 100ms, retries: 0 }

workflow brief() -> (n: int) {
  n = hasty()
  return (n)
}

task big(n: int) -> (m: int)
using spark { module: "jobs", function: "big" }
with { image: "a:1" }

workflow spark_flow(n: int) -> (m: int) {
  m = big(n)
  return (m: m)
}

task list_of() -> (all: dir)
using shell { image: "a:1", script: r"""
  mkdir -p "$all/a/b"
  echo 1 > "$all/x"
  echo 2 > "$all/a/b/y"
""" }

task names(all: dir) -> (names: string)
using shell { image: "a:1", script: r"""
  (cd "$all" && find . -type f | sort | tr '\n' ' ') > "$names"
""" }

workflow flat() -> (names: string) {
  found = names(list_of())
  return (names: found)
}

task devices() -> (n: int)
using shell { image: "a:1", script: r"""
  grep -c : /proc/net/dev > "$n"
""" }

task writes(path: string) -> (n: int)
using shell { image: "a:1", script: r"""
  echo x > "$path" || true
  echo 1 > "$n"
""" }

task size(rows: file) -> (n: int)
using shell { image: "a:1", script: r"""
  echo tail >> "$rows" || true
  wc -c < "$rows" > "$n"
""" }

task missing() -> (n: int, m: int)
using shell { image: "a:1", script: r"""
  echo "so far so good"
  echo 1 > "$n"
""" }

task none_of_it() -> (n: int)
using container { image: "a:1", command: ["flw-no-such-program", "{n}"] }
END

if ! "$flw" check k.flw >out 2>err; then
    verdict 1 'flw check refuses the program of this test'
    tally kinds $passed $failed
    exit 1
fi

run 0 shell_ --text 'a b'
out_has 3

# ---- refinements at both borders ----

run 0 port --n 80
run 1 port --n 70000
err_has RefinementViolated
err_has 'self in 1..65535'
run 2 wants_port --p 70000
err_has '1..65535'

# ---- pods ----

run 0 in_pod --n 4
out_has 4
run 2 beside --n 4
err_has '2 containers'

# ---- whose fault it is ----

run 3 stricken
err_has "the platform's part (SYSTEM)"
err_has 'RetriesExhausted|Interrupted'

# ---- sql ----

run 2 rows --name x
err_has '--sql sqlite:FILE'
if command -v sqlite3 >/dev/null; then
    sqlite3 people.db "create table people (id integer, name text);
        insert into people values (2, 'Bo, Jr'), (1, 'Ann'), (3, 'x')"
    run 0 rows --name x --sql sqlite:people.db
    cat "$(awk '{ print $NF }' out | tr -d '"')/.csv" >out
    [ "$(cat out)" = "$(printf 'id,name\n1,Ann\n2,"Bo, Jr"')" ]
    verdict $? 'the rows are not these'
    "$flw" run k.flw endless --sql sqlite:people.db >out 2>err </dev/null &
    driver=$!
    sleep 0.5
    kill -TERM $driver
    wait $driver
    [ $? = 130 ] && grep -q 'interrupted' err && ! grep -q 'failed' err
    verdict $? 'a query without an end cannot be interrupted'
    "$flw" run k.flw endless --sql sqlite:people.db >out 2>err </dev/null &
    driver=$!
    sleep 0.5
    "$flw" cancel last >out 2>&1
    verdict $? 'its run cannot be cancelled'
    wait $driver
    [ $? = 130 ]
    verdict $? 'a query without an end cannot be cancelled'
    run 1 brief --sql sqlite:people.db
    err_has 'task execution timeout [0.1s] expired'
    err_has 'RetriesExhausted|TimeoutExpired'
fi

# ---- mocks and fakes ----

run 2 spark_flow --n 1
err_has 'type `spark`'
err_has '--mock'
echo '{"m": 42}' >m.json
run 0 spark_flow --n 1 --mock big=m.json
out_has 42
echo '{"m": "x"}' >m.json
run 2 spark_flow --n 1 --mock big=m.json
err_has '`m`'
run 0 spark_flow --n 1 --fake

# ---- outputs ----

run 0 flat
out_has './x ./y'
run 1 missing
err_has 'its output `m` is missing'
run 2 none_of_it
err_has '`flw-no-such-program` is not on this machine'

# ---- what a task may touch ----

run 0 writes --path "$tmp/written" --in host
[ -e written ]
verdict $? 'on the host a task cannot write'
if bwrap --ro-bind / / --unshare-net true 2>/dev/null; then
    rm -f written
    run 0 writes --path "$tmp/written" --in bwrap
    [ ! -e written ]
    verdict $? 'in bwrap a task wrote to the folder that it was started from'
    run 0 devices --in bwrap
    out_has ' 1'
    run 0 devices --in bwrap --network
    cmp -s out <(printf 'n  %s\n' "$(grep -c : /proc/net/dev)")
    verdict $? 'with --network a task does not see the network'
fi

# An object stays what it is, be it copied or mounted.
head -c 3000000 /dev/urandom >large
places=host
bwrap --ro-bind / / --unshare-net true 2>/dev/null && places='host bwrap'
for place in $places; do
    run 0 size --rows large --in "$place"
    object=$FLW_HOME/objects/sha256/$(sha256sum <large | cut -d ' ' -f 1)
    cmp -s large "$object"
    verdict $? "$place: a task changed an object"
    [ "$place" = host ] || out_has ' 3000000'
done

tally kinds $passed $failed
