"""diff.py FLW COUNT [SEED] - flw diff of random tasks and a change of known kind.

A type is changed somewhere inside, and it is known whether it then has more
values (wider), fewer (narrower) or others. flw diff must say so of that task and
of no other: an input may become wider, an output narrower, all else breaks.
"""
import json
import os
import random
import subprocess
import sys
import tempfile

FLW, COUNT = os.path.abspath(sys.argv[1]), int(sys.argv[2])
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1 << 30)
rng = random.Random(SEED)
SIMPLE = ["int", "float", "string", "bool", "datetime", "duration"]
NAMES = ["id", "name", "minutes", "note", "rank", "share"]

# ---- types: ("int",) ("list", T) ("record", {name: T}) ("enum", [case]) ... ----


def any_type(depth=0):
    kinds = ["simple"] * 3 + ["file", "enum", "where"]
    if depth < 3:
        kinds += ["list", "map", "record", "record"]
        kinds += ["table"] if depth < 2 else []
        kinds += ["optional"]
    kind = rng.choice(kinds)
    if kind == "simple":
        return (rng.choice(SIMPLE),)
    if kind == "file":
        return (rng.choice(["file", "dir"]), rng.choice(["", "csv", "parquet"]))
    if kind == "enum":
        return ("enum", rng.sample(["a", "b", "c", "d", "e"], rng.randint(2, 4)))
    if kind == "where":
        low = rng.randint(-50, 50)
        return ("where", low, low + rng.randint(10, 100))
    if kind in ("record", "table"):
        names = rng.sample(NAMES, rng.randint(2, 4))
        inner = any_type if kind == "record" else lambda _: (rng.choice(SIMPLE),)
        return (kind, {name: inner(depth + 1) for name in names})
    if kind == "optional":
        inner = any_type(depth + 1)
        while inner[0] == "optional":
            inner = any_type(depth + 1)
        return ("optional", inner)
    return (kind, any_type(depth + 1))


def written(kind, enums):
    """As flw writes it; enums are declared beside."""
    head = kind[0]
    if head in ("file", "dir"):
        return f"{head}<{kind[1]}>" if kind[1] else head
    if head == "enum":
        name = enums.setdefault(tuple(kind[1]), f"E{len(enums)}")
        return name
    if head == "where":
        return f"(int where self in {kind[1]}..{kind[2]})"
    if head in ("record", "table"):
        fields = ", ".join(f"{n}: {written(t, enums)}" for n, t in sorted(kind[1].items()))
        return f"{{ {fields} }}" if head == "record" else f"table<{{ {fields} }}>"
    if head == "optional":
        return f"{written(kind[1], enums)}?"
    if head in ("list", "map"):
        return f"{head}<{written(kind[1], enums)}>"
    return head


# ---- changes: (type, turn); None: it cannot be changed so ----


def here(kind, bare):
    """A change of the outermost type. bare: in a record among the variants of a
    union, of which a spec has the JSON schema alone: refinements, formats and
    columns are not in it."""
    head = kind[0]
    options = []
    if head != "optional":
        options.append((("optional", kind), "wider"))
    if head == "optional":
        options.append((kind[1], "narrower"))
    if head in ("file", "dir"):
        if bare:
            pass
        elif kind[1]:
            options.append(((head, ""), "wider"))
            options.append(((head, "other"), "other"))
        else:
            options.append(((head, "csv"), "narrower"))
        options.append((("dir" if head == "file" else "file", kind[1]), "other"))
    if head == "enum":
        options.append((("enum", kind[1] + ["z"]), "wider"))
        options.append((("enum", kind[1][:-1]), "narrower"))
        options.append((("string",), "wider"))
    if head == "where" and not bare:
        options.append((("where", kind[1] - 1, kind[2] + 1), "wider"))
        options.append((("where", kind[1] + 1, kind[2]), "narrower"))
        options.append((("where", kind[1] + 1, kind[2] + 1), "other"))
        options.append((("int",), "wider"))
    if head == "record" or (head == "table" and not bare):
        more, less = dict(kind[1]), dict(kind[1])
        more["zz"] = ("int",)
        less.pop(rng.choice(sorted(less)))
        options.append(((head, more), "narrower"))
        options.append(((head, less), "wider"))
    if head == "record":
        options.append((("json",), "wider"))
    if head == "table" and not bare:
        options.append((("table", {}), "wider"))
    if head in SIMPLE:
        options.append(((rng.choice([s for s in SIMPLE if s != head]),), "other"))
    return rng.choice(options)


def changed(kind, bare=False, variant=False):
    """A change somewhere inside: parts count as the whole does."""
    head = kind[0]
    inside = bare or (variant and head == "record")
    if rng.random() < 0.5 or head in SIMPLE + ["file", "dir", "enum", "where"]:
        return here(kind, bare)
    if head == "record" or (head == "table" and not bare):
        name = rng.choice(sorted(kind[1]))
        new, turn = changed(kind[1][name], inside)
        return (head, {**kind[1], name: new}), turn
    if head == "table":
        return here(kind, bare)
    new, turn = changed(kind[1], bare, head == "optional")
    while head == "optional" and new[0] == "optional":
        new, turn = changed(kind[1], bare, True)
    return (head, new), turn


# ---- programs ----


def program(tasks):
    enums, lines = {}, []
    for name, inputs, outputs in tasks:
        signature = ", ".join(f"{n}: {written(t, enums)}" for n, t in inputs.items())
        results = ", ".join(f"{n}: {written(t, enums)}" for n, t in outputs.items())
        lines.append(f"task {name}({signature}) -> ({results})")
        lines.append(f'using python {{ image: "a:1", module: "m", function: "{name}" }}')
    heads = [f"enum {n} {{ {', '.join(c)} }}" for c, n in enums.items()]
    text = "\n".join(heads + lines) + "\n"
    return text.replace("table<{  }>", "table")


def any_tasks():
    tasks = []
    for i in range(3):
        inputs = {f"x{j}": any_type() for j in range(rng.randint(1, 3))}
        outputs = {f"y{j}": any_type() for j in range(rng.randint(2, 3))}
        tasks.append((f"t{i}", inputs, outputs))
    return tasks


def mutate(tasks):
    """-> the new tasks, the changed task, what must hold of its codes."""
    index = rng.randrange(len(tasks))
    name, inputs, outputs = tasks[index]
    inputs, outputs = dict(inputs), dict(outputs)
    way = rng.choice(["input"] * 4 + ["output"] * 4 + ["need", "offer", "drop", "give", "keep"])
    wanted = None
    if way == "input":
        variable = rng.choice(sorted(inputs))
        inputs[variable], turn = changed(inputs[variable])
        wanted = "fine" if turn == "wider" else "breaks"
        way = f"input {variable} {turn}"
    elif way == "output":
        variable = rng.choice(sorted(outputs))
        outputs[variable], turn = changed(outputs[variable])
        wanted = "fine" if turn == "narrower" else "breaks"
        way = f"output {variable} {turn}"
    elif way == "need":
        inputs["new"], wanted = ("map", ("duration",)), "B111"
    elif way == "offer":
        inputs["new"], wanted = ("optional", ("map", ("duration",))), "S110"
    elif way == "drop":
        inputs.pop(sorted(inputs)[0])
        wanted = "B110"
    elif way == "give":
        outputs["new"], wanted = ("map", ("duration",)), "S130"
    else:
        outputs.pop(sorted(outputs)[0])
        wanted = "B130"
    new = list(tasks)
    new[index] = (name, inputs, outputs)
    return new, name, way, wanted


def holds(codes, wanted):
    # Flyte compares an enum or record in a union by the letter: B125.
    breaks = [c for c in codes if c[0] == "B" and (c != "B125" or wanted != "fine")]
    if wanted == "fine":
        return codes and not breaks
    if wanted == "breaks":
        return bool(breaks)
    return codes == [wanted]


def main():
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for side in ("old", "new"):
            os.mkdir(f"{folder}/{side}")
        for number in range(COUNT):
            tasks = any_tasks()
            new, name, way, wanted = mutate(tasks)
            for side, program_of in (("old", tasks), ("new", new)):
                with open(f"{folder}/{side}/m.flw", "w") as file:
                    file.write(program(program_of))
            said = subprocess.run(
                [FLW, "diff", "old", "new", "-f", "json", "--fail-on", "never"],
                cwd=folder, capture_output=True, text=True)
            if said.returncode:
                why, codes = said.stderr[:600], []
            else:
                entities = json.loads(said.stdout)["entities"]
                codes = [c["code"] for e in entities for c in e["changes"]]
                others = [e["name"] for e in entities if e["name"] != f"m.{name}"]
                why = f"also {others}" if others else "" if holds(codes, wanted) else "no"
            if why:
                failed += 1
                print(f"mutations: {number}: {way}: wants {wanted}, found {codes}: {why}")
                if failed < 4:
                    print(f"--- old\n{program(tasks)}--- new\n{program(new)}")
    print(f"mutations: seed {SEED}, {COUNT} changes, {failed} told wrongly")
    sys.exit(1 if failed else 0)


main()
