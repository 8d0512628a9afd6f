# generate.awk - programs of any size, each of one shape.
#
#   awk -v shape=nodes -v n=1000 -f generate.awk >big.flw
#
# n counts what the shape is made of: lines of a module, nodes, tasks, ...

function head() {
    print "const image = \"ghcr.io/acme/bench:1.0\""
    print ""
    print "defaults { image: image, cpu: 1, memory: 1Gi }"
    print ""
}

function task(name, inputs, outputs, command) {
    print "task " name "(" inputs ") -> (" outputs ")"
    print "using container { command: [" command "] }"
    print ""
}

# What people write: 39 lines of types, tasks, a workflow and its plan.
function chapter(i) {
    print "enum Region" i " { north, south, east, west }"
    print ""
    print "type Trip" i " = {"
    print "  id: int,"
    print "  region: Region" i ","
    print "  distance_km: float where self >= 0.0,"
    print "  minutes: float?,"
    print "}"
    print ""
    print "## Fetches one day of trips."
    print "task fetch" i "(region: Region" i ", day: datetime) -> (trips: file<csv>)"
    print "using container {"
    print "  command: [\"fetch\", \"--region\", \"{region}\", \"--day\", \"{day}\", \"--out\", \"{trips}\"],"
    print "}"
    print "with { cpu: 2, memory: 4Gi, retries: 3, timeout: 10m, cache: \"v1\" }"
    print ""
    print "# Least squares, by way of a shell."
    print "task fit" i "(rows: file<csv>, epochs: int = 10) -> (model: file<json>, loss: float)"
    print "using shell {"
    print "  script: r\"\"\""
    print "    fit --epochs \"$epochs\" < \"$rows\" > \"$model\""
    print "    tail -n 1 \"$model\" > \"$loss\""
    print "  \"\"\","
    print "}"
    print ""
    print "workflow train" i "(region: Region" i ", day: datetime, limit: float = 4.0)"
    print "  -> (model: file<json>, loss: float)"
    print "{"
    print "  trips = fetch" i "(region, day)"
    print "  fitted = fit" i "(trips, epochs: 20) with { cpu: 4, memory: 8Gi }"
    print "  again = fit" i "(trips, epochs: 40) after [fitted]"
    print "  chosen = if again.loss < limit {"
    print "    fit" i "(trips, epochs: 80)"
    print "  } else {"
    print "    fail \"the model is too poor to ship\""
    print "  }"
    print "  return (model: chosen.model, loss: fitted.loss)"
    print "}"
    print ""
}

function module(    i) {
    head()
    for (i = 0; i < n / 39; i++)
        chapter(i)
}

function tasks(    i) {
    head()
    for (i = 0; i < n; i++)
        task("t" i, "a: int, b: string", "c: int", "\"{a}\", \"{b}\", \"{c}\"")
}

# A workflow of n nodes, each of which takes from the one before.
function nodes(    i) {
    head()
    task("step", "a: int, b: string, c: int", "d: int", "\"{a}\", \"{b}\", \"{c}\", \"{d}\"")
    print "workflow main(x: int) -> (y: int)"
    print "{"
    print "  n0 = step(x, \"text\", 1)"
    for (i = 1; i < n; i++)
        print "  n" i " = step(n" i - 1 ", \"text\", c: " i ")"
    print "  return (y: n" n - 1 ")"
    print "}"
}

# The same, each node written before the one that it takes from.
function backwards(    i) {
    head()
    task("step", "a: int", "d: int", "\"{a}\", \"{d}\"")
    print "workflow main(x: int) -> (y: int)"
    print "{"
    for (i = n - 1; i > 0; i--)
        print "  n" i " = step(n" i - 1 ")"
    print "  n0 = step(x)"
    print "  return (y: n" n - 1 ")"
    print "}"
}

# n nodes that know nothing of each other, one task that takes them all.
function wide(    i) {
    head()
    task("step", "a: int", "d: int", "\"{a}\", \"{d}\"")
    task("join", "all: list<int>", "d: file", "\"{d}\"")
    print "workflow main(x: int) -> (y: file)"
    print "{"
    for (i = 0; i < n; i++)
        print "  n" i " = step(x)"
    printf "  all = join([n0"
    for (i = 1; i < n; i++)
        printf ", n%d", i
    print "])"
    print "  return (y: all)"
    print "}"
}

# n workflows, each of which calls the next; down: callees come last.
function chain(down,    i, k) {
    head()
    task("step", "a: int", "d: int", "\"{a}\", \"{d}\"")
    for (k = 0; k < n; k++) {
        i = down ? k : n - 1 - k
        print "workflow w" i "(x: int) -> (y: int)"
        print "{"
        if (i == n - 1)
            print "  z = step(x)"
        else
            print "  z = w" i + 1 "(x)"
        print "  return (y: z)"
        print "}"
        print ""
    }
}

# Names for names for names of a type.
function aliases(    i) {
    print "type T0 = { id: int, name: string }"
    for (i = 1; i < n; i++)
        print "type T" i " = T" i - 1
    head()
    task("step", "a: T" n - 1, "d: T0", "\"step\"")
}

function constants(    i) {
    print "const c0 = 1"
    for (i = 1; i < n; i++)
        print "const c" i " = c" i - 1 " + 1"
}

# Names for names in a workflow, each of which is passed on.
function renames(    i) {
    head()
    task("step", "a: int", "d: int", "\"{a}\", \"{d}\"")
    print "workflow main(x: int) -> (y: int)"
    print "{"
    print "  a0 = step(x)"
    for (i = 1; i < n; i++) {
        print "  a" i " = a" i - 1
        print "  n" i " = step(a" i ")"
    }
    print "  return (y: n" n - 1 ")"
    print "}"
}

# n / 150 calls inside each other, as deep as the language goes.
function deep(    i, k, line) {
    head()
    task("step", "a: int", "d: int", "\"{a}\", \"{d}\"")
    print "workflow main(x: int) -> (y: int)"
    print "{"
    for (i = 0; i < n / 150; i++) {
        line = "x"
        for (k = 0; k < 150; k++)
            line = "step(" line ")"
        print "  n" i " = " line
    }
    print "  return (y: n0)"
    print "}"
}

function errors(    i) {
    head()
    task("step", "a: int", "d: int", "\"{a}\", \"{d}\"")
    print "workflow main(x: int) -> (y: int)"
    print "{"
    for (i = 0; i < n; i++)
        print "  n" i " = step(" (i % 2 ? "\"text\"" : "missing" i) ")"
    print "  return (y: n0)"
    print "}"
}

function syntax_errors(    i) {
    head()
    for (i = 0; i < n; i++)
        print "const c" i " = = 1"
}

# A task and a call of it with n parameters.
function params(    i) {
    head()
    printf "task step(p0: int"
    for (i = 1; i < n; i++)
        printf ", p%d: int", i
    print ") -> (d: int)"
    print "using container { command: [\"step\", \"{d}\"] }"
    print "workflow main(x: int) -> (y: int)"
    print "{"
    printf "  z = step(p0: x"
    for (i = 1; i < n; i++)
        printf ",\n    p%d: x", i
    print ")"
    print "  return (y: z)"
    print "}"
}

function record_fields(    i) {
    head()
    printf "type Row = {"
    for (i = 0; i < n; i++)
        printf "\n  f%d: int,", i
    print "\n}"
    print "task make() -> (row: Row)"
    print "using python { module: \"rows\", function: \"make\" }"
    task("step", "a: int", "d: int", "\"{a}\", \"{d}\"")
    print "workflow main() -> (y: int)"
    print "{"
    print "  row = make()"
    for (i = 0; i < n; i++)
        print "  n" i " = step(row.f" i ")"
    print "  return (y: n0)"
    print "}"
}

function cases(    i) {
    head()
    printf "enum Big { c0"
    for (i = 1; i < n; i++)
        printf ", c%d", i
    print " }"
    task("step", "a: Big", "d: int", "\"{a}\", \"{d}\"")
    print "workflow main() -> (y: int)"
    print "{"
    for (i = 0; i < n; i++)
        print "  n" i " = step(Big.c" i ")"
    print "  return (y: n0)"
    print "}"
}

function variants(    i) {
    for (i = 0; i < n; i++)
        print "type T" i " = list<int | string> | map<file<f" i ">> | none"
}

function long_names(    i, k, name) {
    name = "n"
    for (k = 0; k < 18; k++)
        name = name "_a_long_name"
    head()
    task("step", "a: int", "d: int", "\"{a}\", \"{d}\"")
    print "workflow main(x: int) -> (y: int)"
    print "{"
    for (i = 0; i < n; i++)
        print "  " name i " = step(x)"
    print "  return (y: " name "0)"
    print "}"
}

function text(    i) {
    printf "const text = \""
    for (i = 0; i < n; i++)
        printf "0123456789abcdef\\n"
    print "\""
}

function list_items(    i) {
    printf "const items = ["
    for (i = 0; i < n; i++)
        printf "%d,\n", i
    print "]"
}

function branches(    i) {
    head()
    task("step", "a: int", "d: int", "\"{a}\", \"{d}\"")
    print "workflow main(x: int) -> (y: int)"
    print "{"
    print "  n0 = step(x)"
    for (i = 1; i < n; i++)
        print "  n" i " = if n0 < " i " { step(x) } else { step(n0) }"
    print "  return (y: n0)"
    print "}"
}

# One `if` with n arms.
function arms(    i) {
    head()
    task("step", "a: int", "d: int", "\"{a}\", \"{d}\"")
    print "workflow main(x: int) -> (y: int)"
    print "{"
    print "  n0 = step(x)"
    printf "  z = if n0 < 0 { step(x) }"
    for (i = 1; i < n; i++)
        printf " else if n0 < %d { step(x) }\n", i
    print " else { step(n0) }"
    print "  return (y: z)"
    print "}"
}

function maps(    i) {
    head()
    task("step", "a: int", "d: int", "\"{a}\", \"{d}\"")
    print "workflow main(xs: list<int>) -> (y: list<int>)"
    print "{"
    for (i = 0; i < n; i++)
        print "  n" i " = [step(x) for x in xs] with { parallelism: 4 }"
    print "  return (y: n0)"
    print "}"
}

function options(    i) {
    head()
    for (i = 0; i < n; i++) {
        print "task t" i "() -> (d: int)"
        print "using container { command: [\"step\", \"{d}\"], env: { A: \"1\" } }"
        print "with { cpu: 1..2, memory: 1Gi..2Gi, retries: 3, timeout: 1h,"
        print "  cache: auto, labels: { team: \"eta\" }, env: { B: \"2\" } }"
        print ""
    }
}

function launches(    i) {
    head()
    task("step", "a: int", "d: int", "\"{a}\", \"{d}\"")
    print "## All of it."
    print "workflow main(x: int) -> (y: int)"
    print "{"
    print "  z = step(x)"
    print "  return (y: z)"
    print "}"
    for (i = 0; i < n; i++) {
        print "launch l" i " = main {"
        print "  fixed { x: " i " }"
        print "  schedule cron(\"0 3 * * *\")"
        print "  labels { team: \"eta\" }"
        print "}"
    }
}

BEGIN {
    if (shape == "module") module()
    else if (shape == "tasks") tasks()
    else if (shape == "nodes") nodes()
    else if (shape == "backwards") backwards()
    else if (shape == "wide") wide()
    else if (shape == "chain-down") chain(1)
    else if (shape == "chain-up") chain(0)
    else if (shape == "aliases") aliases()
    else if (shape == "constants") constants()
    else if (shape == "renames") renames()
    else if (shape == "deep") deep()
    else if (shape == "errors") errors()
    else if (shape == "syntax-errors") syntax_errors()
    else if (shape == "params") params()
    else if (shape == "record-fields") record_fields()
    else if (shape == "cases") cases()
    else if (shape == "variants") variants()
    else if (shape == "long-names") long_names()
    else if (shape == "text") text()
    else if (shape == "list-items") list_items()
    else if (shape == "branches") branches()
    else if (shape == "arms") arms()
    else if (shape == "maps") maps()
    else if (shape == "options") options()
    else if (shape == "launches") launches()
    else {
        print "generate: no shape " shape > "/dev/stderr"
        exit 1
    }
}
