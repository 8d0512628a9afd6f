"""run.py FLW JUDGE - does Flyte's compiler agree with flw diff?

For every two types of a list, a task that takes (or gives) the one in the old
version and the other in the new. A caller that was compiled against the old
version is put beside the task of the new one, and the judge compiles both:

- what flw diff calls safe, Flyte takes: of a promise, and of constants;
- R112 and R130 Flyte refuses for a promise of the old type; B125 for constants;
- what Flyte refuses, flw diff never calls safe.

The converse does not hold, and is counted: Flyte takes any string for an enum,
a file for a folder, a narrower refinement. Also: what is gone, new or renamed.
"""
import io
import json
import os
import subprocess
import sys
import tarfile
from concurrent.futures import ThreadPoolExecutor

FLW, JUDGE = sys.argv[1], sys.argv[2]
WORK = "build/conformance/diff"

DECLARED = """\
enum Mode { fast, slow }
enum Pace { fast, slow, best }
enum Turned { slow, fast }
type Port = int where self in 1..65535
type High = int where self in 1024..65535
type Id = new string
type Key = new string
type Point = { x: float, y: float }
type Spot = { x: float, y: float, name: string }
type Mark = { x: float, y: float, name: string? }
"""
# A type, and a constant of it; None where flw writes none.
TYPES = {
    "int": "1",
    "float": "1.5",
    "string": '"a"',
    "bool": "true",
    "datetime": "@2026-01-01",
    "duration": "10m",
    "int?": "1",
    "string?": '"a"',
    "int | string": "1",
    "int | string | bool": '"a"',
    "string | Mode": None,
    "Mode": "Mode.fast",
    "Pace": "Pace.fast",
    "Turned": "Turned.fast",
    "Mode?": "Mode.fast",
    "Pace?": "Pace.fast",
    "Port": "2000",
    "High": "2000",
    "Id": None,
    "Key": None,
    "Point": "{ x: 1.0, y: 2.0 }",
    "Spot": '{ x: 1.0, y: 2.0, name: "a" }',
    "Mark": '{ x: 1.0, y: 2.0, name: "a" }',
    "Point?": "{ x: 1.0, y: 2.0 }",
    "json": None,
    "list<int>": "[1, 2]",
    "list<int?>": "[1, none]",
    "list<Mode>": "[Mode.fast]",
    "list<Pace>": "[Pace.fast]",
    "map<Mode>?": '{"a": Mode.fast}',
    "map<Pace>?": '{"a": Pace.fast}',
    "list<Mode?>": "[Mode.fast]",
    "list<Pace?>": "[Pace.fast]",
    "list<Point>": "[{ x: 1.0, y: 2.0 }]",
    "list<Spot>": '[{ x: 1.0, y: 2.0, name: "a" }]',
    "map<int>": '{"a": 1}',
    "map<string>": '{"a": "b"}',
    "file": None,
    "file<csv>": None,
    "file<parquet>": None,
    "file?": None,
    "file | int": None,
    "dir": None,
    "table": None,
    "table<Point>": None,
    "table<Spot>": None,
    "table<Point, parquet>": None,
}


def python_task(name, inputs, outputs):
    return (
        f"task {name}({inputs}) -> ({outputs})\n"
        f'using python {{ image: "a:1", module: "m", function: "{name}" }}\n'
    )


def taking(kind):
    """A task that takes it; the first of the program."""
    return python_task("f", f"x: {kind}", "")


def giving(kind):
    return python_task("f", "", f"y: {kind}")


PROMISE = "workflow main(x: {0}) -> () {{\n  f(x: x)\n}}\n"
CONSTANT = "workflow main() -> () {{\n  f(x: {1})\n}}\n"
USE = "workflow main() -> () {{\n  y = f()\n  use(x: y)\n}}\n"

# Name, the old task, the new one, the old caller, the code.
SHAPES = [
    ("gone", "x: int, z: int", "x: int", "y: int", "y: int", "f(x: 1, z: 2)", "B110"),
    ("needed", "x: int", "x: int, z: int", "y: int", "y: int", "f(x: 1)", "B111"),
    ("renamed", "x: int", "a: int", "y: int", "y: int", "f(x: 1)", "B112"),
    ("none", "x: int", "x: int, z: int?", "y: int", "y: int", "f(x: 1)", "S110"),
    ("out", "x: int", "x: int", "y: int, z: int", "y: int, z: int, w: int", "f(x: 1).z", "S130"),
    ("lone", "x: int", "x: int", "y: int", "y: int, z: int", "f(x: 1)", "R131"),
    ("lost", "x: int", "x: int", "y: int, z: int", "y: int", "f(x: 1).z", "B130"),
    ("called", "x: int", "x: int", "y: int, z: string", "y: int, w: string", "f(x: 1).z", "B131"),
]


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, **options)


def build(folder, source):
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/m.flw", "w") as file:
        file.write(source)
    made = run(FLW, "build", "-q", f"{folder}/m.flw", "-o", f"{folder}/m.tgz")
    return f"{folder}/m.tgz" if made.returncode == 0 else None


def entries(package):
    with tarfile.open(package) as tar:
        return {m.name: tar.extractfile(m).read() for m in tar.getmembers()}


def mixed(old, new, path):
    """The old package with the task f of the new one; flytectl goes by name."""
    task = next(b for n, b in entries(new).items() if n.endswith("_m.f_1.pb"))
    with tarfile.open(path, "w:gz") as tar:
        for name, data in entries(old).items():
            data = task if name.endswith("_m.f_1.pb") else data
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return path


def codes_of(old, new):
    """Of the task f alone."""
    said = run(FLW, "diff", old, new, "-f", "json", "--fail-on", "never")
    if said.returncode:
        return None
    for entity in json.loads(said.stdout)["entities"]:
        if entity["kind"] == "task" and entity["name"] == "m.f":
            return [change["code"] for change in entity["changes"]]
    return []


def try_types(job):
    """-> (what, codes, the mixed package), or nothing: no such program."""
    number, way, was, now = job
    folder = f"{WORK}/{number}"
    if way == "use":
        use = python_task("use", f"x: {was}", "")
        old, new = giving(was) + use + USE, giving(now) + use
    else:
        caller = PROMISE if way == "promise" else CONSTANT
        old = taking(was) + caller.format(was, TYPES[was])
        new = taking(now)
    old_package = build(f"{folder}/old", DECLARED + old.replace("{{", "{").replace("}}", "}"))
    new_package = build(f"{folder}/new", DECLARED + new)
    if not old_package or not new_package:
        return None
    path = mixed(old_package, new_package, f"{folder}/mixed.tgz")
    return (f"{way}: {was} -> {now}", way, codes_of(old_package, new_package), path)


def try_shape(number, shape):
    name, old_in, new_in, old_out, new_out, call, code = shape
    folder = f"{WORK}/{name}"
    caller = f"workflow main() -> (r: {'string' if code == 'B131' else 'int'}) {{\n  r = {call}\n  return (r: r)\n}}\n"
    old = build(f"{folder}/old", python_task("f", old_in, old_out) + caller)
    new = build(f"{folder}/new", python_task("f", new_in, new_out))
    if not old or not new:
        raise SystemExit(f"diff: {name} does not build")
    return (name, code, codes_of(old, new), mixed(old, new, f"{folder}/mixed.tgz"))


def judged(paths):
    said = run(JUDGE, "-", input="\n".join(paths) + "\n").stdout
    refused = {}
    for line in said.splitlines():
        if line.startswith("REJECT "):
            path, _, why = line[7:].partition(": ")
            refused[path] = why
    return refused


def wrong_with(way, codes, refused):
    """What is wrong with the codes, given what Flyte says."""
    safe = all(code[0] == "S" or code == "R114" for code in codes)
    promised = way != "constant"
    if safe and refused and "R114" not in codes:
        return "safe, but Flyte refuses it"
    if promised and ({"R112", "R130"} & set(codes)) and not refused:
        return "Flyte takes it of a promise"
    if way == "constant" and codes and "R112" in codes and refused:
        return "Flyte refuses it even of a constant"
    return None


def main():
    os.makedirs(WORK, exist_ok=True)
    jobs = []
    for was in TYPES:
        for now in TYPES:
            for way in ("promise", "constant", "use"):
                if way != "constant" or TYPES[was]:
                    jobs.append((len(jobs), way, was, now))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        tried = [t for t in pool.map(try_types, jobs) if t]
    shapes = [try_shape(i, shape) for i, shape in enumerate(SHAPES)]
    refused = judged([t[3] for t in tried] + [s[3] for s in shapes])
    failed = 0
    counts = {"safe": 0, "refused": 0, "lenient": 0}
    for what, way, codes, path in tried:
        why = "it cannot be compared" if codes is None else wrong_with(
            way, codes, refused.get(path))
        if why:
            failed += 1
            print(f"diff: {what}: {codes}: {why}: {refused.get(path, '')[:200]}")
        breaks = codes and any(code[0] == "B" for code in codes)
        counts["safe"] += not breaks
        counts["refused"] += bool(breaks and path in refused)
        counts["lenient"] += bool(breaks and path not in refused)
    for name, code, codes, path in shapes:
        if code not in codes or (code[0] == "B") != (path in refused):
            failed += 1
            print(f"diff: {name}: {codes} for {code}: {refused.get(path)}")
    print(
        f"diff: {len(tried)} callers of changed types: {counts['safe']} not broken;"
        f" of those that are, Flyte refuses {counts['refused']} and lets"
        f" {counts['lenient']} fail when they run"
    )
    sys.exit(1 if failed or len(tried) < 2000 else 0)


main()
