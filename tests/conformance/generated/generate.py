"""generate.py SEED COUNT FOLDER - random well-typed programs, and mutations.

Writes FOLDER/good-N.flw (well typed by construction: flw must accept them)
and FOLDER/bent-N.flw (one small change each: flw may refuse them). What flw
accepts of either, the real Flyte compiler must accept.
"""
import random
import sys
from pathlib import Path

SIMPLE = ["int", "float", "string", "bool", "datetime", "duration"]
FORMATS = ["csv", "parquet", "bam", "onnx"]
IMAGES = ["alpine:3.20", "ghcr.io/acme/eta:1.4", "python:3.11-slim"]


class Type:
    """A type: kind, parts, and its text in flw."""

    def __init__(self, kind, *parts):
        self.kind, self.parts = kind, parts

    def text(self):
        kind, parts = self.kind, self.parts
        if kind in ("list", "map"):
            return f"{kind}<{parts[0].text()}>"
        if kind == "optional":
            return f"{parts[0].text()}?"
        if kind in ("file", "dir"):
            return f"{kind}<{parts[0]}>" if parts[0] else kind
        if kind in ("enum", "record", "refined", "new", "table", "union"):
            return parts[0]
        return kind

    def __eq__(self, other):
        return isinstance(other, Type) and self.text() == other.text()

    def __hash__(self):
        return hash(self.text())


def is_uneven(type_):
    """Flyte infers the types of a launch plan's constants, item by item, and
    wants them alike: flw refuses some of these (E0622)."""
    return type_.kind in ("list", "map", "optional") and \
        type_.parts[0].kind in ("list", "map", "optional")


class Task:
    def __init__(self, name, kind, inputs, outputs, defaults):
        self.name, self.kind = name, kind
        self.inputs, self.outputs = inputs, outputs
        self.defaults = defaults


class Workflow:
    def __init__(self, name, inputs, outputs, defaults):
        self.name, self.inputs, self.outputs = name, inputs, outputs
        self.defaults = defaults


class Program:
    def __init__(self, rng):
        self.rng = rng
        self.lines = []
        self.named = {k: [] for k in
                      ("enum", "record", "refined", "new", "table", "union")}
        self.enums, self.records = {}, {}
        self.tasks, self.workflows = [], []
        self.imports = set()
        self.launches = []

    # ---- types ----

    def simple(self):
        return Type(self.rng.choice(SIMPLE))

    def any_type(self, depth=0):
        rng = self.rng
        pick = rng.random()
        if depth < 2 and pick < 0.14:
            return Type("list", self.any_type(depth + 1))
        if depth < 2 and pick < 0.20:
            return Type("map", self.any_type(depth + 1))
        if depth < 2 and pick < 0.30:
            item = self.any_type(depth + 1)
            if item.kind not in ("optional", "union"):
                return Type("optional", item)
        if pick < 0.42:
            return Type(rng.choice(["file", "dir"]),
                        rng.choice(FORMATS + [None]))
        if pick < 0.62:
            kinds = [k for k, v in self.named.items() if v]
            if kinds:
                return rng.choice(self.named[rng.choice(kinds)])
        if pick < 0.65:
            return Type("json")
        if pick < 0.67:
            return Type("bytes")
        return self.simple()

    def container_type(self, output):
        rng = self.rng
        if rng.random() < 0.4:
            return Type(rng.choice(["file", "dir"]),
                        rng.choice(FORMATS + [None]))
        if not output and self.named["enum"] and rng.random() < 0.2:
            return rng.choice(self.named["enum"])
        return self.simple()

    def declare_types(self):
        rng = self.rng
        for i in range(rng.randint(1, 2)):
            name = f"Kind{i}"
            cases = [f"case_{c}" for c in "abcd"[:rng.randint(2, 4)]]
            self.lines.append(f"enum {name} {{ {', '.join(cases)} }}")
            self.named["enum"].append(Type("enum", name))
            self.enums[name] = cases
        for i in range(rng.randint(0, 2)):
            name = f"Row{i}"
            fields = [(f"f{j}", self.record_field())
                      for j in range(rng.randint(1, 4))]
            body = ", ".join(f"{n}: {t.text()}" for n, t in fields)
            self.lines.append(f"type {name} = {{ {body} }}")
            self.named["record"].append(Type("record", name))
            self.records[name] = fields
        if rng.random() < 0.5:
            self.lines.append("type Share = float where self in 0.0..1.0")
            self.named["refined"].append(Type("refined", "Share"))
        if rng.random() < 0.5:
            self.lines.append("type Label = string where len(self) < 40")
            self.named["refined"].append(Type("refined", "Label"))
        if rng.random() < 0.5:
            self.lines.append("type RunId = new string")
            self.named["new"].append(Type("new", "RunId"))
        if rng.random() < 0.4:
            self.lines.append("type Mixed = int | string")
            self.named["union"].append(Type("union", "Mixed"))
        if rng.random() < 0.5:
            self.lines.append(
                "type Sales = table<{ id: int, price: float, at: datetime }>")
            self.named["table"].append(Type("table", "Sales"))

    def record_field(self):
        rng = self.rng
        pick = rng.random()
        if pick < 0.15:
            return Type("list", self.simple())
        if pick < 0.25:
            return Type("optional", self.simple())
        if pick < 0.32 and self.named["enum"]:
            return rng.choice(self.named["enum"])
        if pick < 0.40 and self.named["record"]:
            return rng.choice(self.named["record"])
        return self.simple()

    # ---- constants ----

    def literal(self, type_):
        """A constant of the type, or None when flw has no literal for it."""
        rng = self.rng
        kind, parts = type_.kind, type_.parts
        if kind == "int":
            return str(rng.choice([0, 1, -7, 42, 1_000_000]))
        if kind == "float":
            return rng.choice(["0.5", "2.0", "1e3", "-1.25", "3"])
        if kind == "string":
            return rng.choice(['"a"', '""', '"two words"', '"h\\u{e9}"'])
        if kind == "bool":
            return rng.choice(["true", "false"])
        if kind == "datetime":
            return rng.choice(["@2026-01-31", "@2026-01-31T08:00:00Z"])
        if kind == "duration":
            return rng.choice(["10m", "1h30m", "1d", "250ms"])
        if kind == "enum":
            return f"{parts[0]}.{rng.choice(self.enums[parts[0]])}"
        if kind == "list":
            items = [self.literal(parts[0]) for _ in range(rng.randint(0, 3))]
            if None in items:
                return None
            return f"[{', '.join(items)}]"
        if kind == "map":
            item = self.literal(parts[0])
            return None if item is None else f'{{"k": {item}}}'
        if kind == "optional":
            return rng.choice(["none", self.literal(parts[0]) or "none"])
        if kind == "record":
            items = [(n, self.literal(t)) for n, t in self.records[parts[0]]
                     if t.kind != "optional" or rng.random() < 0.6]
            if any(v is None for _, v in items):
                return None
            return "{ " + ", ".join(f"{n}: {v}" for n, v in items) + " }"
        if kind == "json":
            return rng.choice([
                '{ a: [1, "x", none], b: { c: 2.5 } }', '{"a-b": [[], {:}]}',
                "{ at: @2026-01-31, on: true }"])
        if kind == "refined":
            return "0.25" if parts[0] == "Share" else '"short"'
        return None

    # ---- tasks ----

    def signature(self, types, prefix, count, outputs=False):
        return [(f"{prefix}{i}", types(outputs)) for i in range(count)]

    def with_options(self, mapped=False, keeps=True):
        rng, options = self.rng, []
        if rng.random() < 0.4:
            options.append(rng.choice(["cpu: 1", "cpu: 0.5", "cpu: 1..2"]))
        if rng.random() < 0.4:
            options.append(rng.choice(["memory: 1Gi", "memory: 500Mi..2Gi"]))
        if rng.random() < 0.3:
            options.append("retries: 2")
        if rng.random() < 0.2:
            options.append("timeout: 10m")
        if rng.random() < 0.2 and not mapped and keeps:
            options.append('cache: "v1"')
        if rng.random() < 0.1 and not mapped:
            options.append('env: { MODE: "fast" }')
        if rng.random() < 0.1 and not mapped:
            options.append('labels: { team: "eta" }')
        if rng.random() < 0.1:
            options.append("interruptible: true")
        return f" with {{ {', '.join(options)} }}" if options else ""

    def options_of(self, kind, image, outputs):
        if kind == "sql":
            return ""
        if kind == "spark":
            return f' with {{ image: "{image}", retries: 1 }}'
        return self.with_options(keeps=bool(outputs))

    def params(self, pairs, defaults):
        return ", ".join(
            f"{n}: {t.text()}" + (f" = {defaults[n]}" if n in defaults else "")
            for n, t in pairs)

    def defaults_for(self, inputs):
        found = {}
        for name, type_ in inputs:
            if self.rng.random() < 0.2:
                value = self.literal(type_)
                if value is not None:
                    found[name] = value
        return found

    def declare_task(self, index):
        rng = self.rng
        kind = rng.choice(["container", "shell", "python", "python", "python",
                           "sql", "echo", "spark"])
        if kind == "echo":
            return self.declare_echo(index)
        free = (lambda outputs: self.any_type()) if kind in \
            ("python", "sql", "spark") else self.container_type
        inputs = self.signature(free, "a", rng.randint(0, 3))
        outputs = self.signature(free, "r", rng.randint(0, 2), True)
        defaults = self.defaults_for(inputs)
        name = f"task_{index}"
        image = rng.choice(IMAGES)
        if kind == "container":
            words = ['"run"'] + [f'"{{{n}}}"' for n, t in inputs + outputs
                                 if t.kind != "duration" or
                                 (n, t) in outputs]
            body = f'image: "{image}", command: [{", ".join(words)}]'
        elif kind == "shell":
            script = "; ".join(f'echo 1 > "${n}"' for n, _ in outputs) or "true"
            body = f'image: "{image}", script: r"""{script} """'
        elif kind == "sql":
            body = 'statement: "SELECT 1", dialect: ansi'
            outputs = self.signature(
                lambda _: Type("table", "table"), "r", 1)
        elif kind == "spark":
            self.imports.add("import std.spark")
            body = (f'module: "m.n", function: "f{index}", '
                    'spark_conf: { "spark.executor.cores": "2" }')
        else:
            body = f'image: "{image}", module: "m.n", function: "f{index}"'
        self.lines.append(
            f"task {name}({self.params(inputs, defaults)}) -> "
            f"({self.params(outputs, {})})\n"
            f"using {'spark.spark' if kind == 'spark' else kind} {{ {body} }}"
            f"{self.options_of(kind, image, outputs)}")
        self.tasks.append(Task(name, kind, inputs, outputs, defaults))

    def declare_echo(self, index):
        type_ = self.any_type()
        name = f"task_{index}"
        self.lines.append(f"task {name}(a0: {type_.text()}) -> "
                          f"(r0: {type_.text()})\nusing echo {{}}")
        self.tasks.append(
            Task(name, "echo", [("a0", type_)], [("r0", type_)], {}))

    # ---- workflows ----

    def fits(self, wanted, found):
        if wanted == found:
            return True
        if wanted.kind == "optional":
            return self.fits(wanted.parts[0], found) and \
                found.kind not in ("optional", "union")
        if wanted.kind in ("file", "dir") and found.kind == wanted.kind:
            return wanted.parts[0] is None
        if wanted.kind == "string" and found.kind == "enum":
            return True
        if wanted.kind == "float" and found.parts and found.parts[0] == "Share":
            return True
        if wanted.kind == "list" and found.kind == "list":
            return self.fits(wanted.parts[0], found.parts[0])
        return False


class Body:
    """The body of one workflow under construction."""

    def __init__(self, program, index):
        self.program, self.rng = program, program.rng
        self.index = index
        self.inputs, self.values = [], []
        self.lines, self.count = [], 0
        self.handler = None
        self.signals = 0

    def fresh(self, prefix="v"):
        self.count += 1
        return f"{prefix}{self.count}"

    def value_for(self, type_, literal=True, exact=False):
        """An expression that fits; adds a workflow input when none is there."""
        rng = self.rng
        near = [e for e, t in self.values
                if (t == type_ if exact else self.program.fits(type_, t))]
        if near and rng.random() < 0.75:
            return rng.choice(near)
        if literal and rng.random() < 0.6:
            value = self.program.literal(type_)
            if value is not None:
                return value
        name = self.fresh("in_")
        self.inputs.append((name, type_))
        self.values.append((name, type_))
        return name

    def arguments(self, callee, skip=()):
        parts = []
        for name, type_ in callee.inputs:
            if name in skip:
                continue
            leave = name in callee.defaults or type_.kind == "optional"
            if leave and self.rng.random() < 0.5:
                continue
            parts.append(f"{name}: {self.value_for(type_)}")
        return parts

    def bind_outputs(self, name, outputs):
        if len(outputs) == 1:
            self.values.append((name, outputs[0][1]))
        else:
            for output, type_ in outputs:
                self.values.append((f"{name}.{output}", type_))

    def call(self, callee):
        args = ", ".join(self.arguments(callee))
        pod = isinstance(callee, Task) and callee.kind not in ("sql", "echo")
        tail = self.program.with_options(mapped=True) \
            if pod and self.rng.random() < 0.2 else ""
        if not callee.outputs:
            self.lines.append(f"{callee.name}({args}){tail}")
            return
        name = self.fresh()
        self.lines.append(f"{name} = {callee.name}({args}){tail}")
        self.bind_outputs(name, callee.outputs)

    def map_call(self):
        tasks = [t for t in self.program.tasks if t.inputs and t.outputs]
        if not tasks:
            return
        task = self.rng.choice(tasks)
        item, type_ = self.rng.choice(task.inputs)
        items = self.value_for(Type("list", type_), literal=False)
        second = [(n, t) for n, t in task.inputs if n != item]
        names, extra = "x", []
        if second and self.rng.random() < 0.4:
            other, other_type = self.rng.choice(second)
            more = self.value_for(Type("list", other_type), literal=False)
            names, items = "x, y", f"zip({items}, {more})"
            extra = [other]
        args = self.arguments(task, skip=(item, *extra))
        args = [f"{n}: y" for n in extra] + args
        some, options = False, []
        if self.rng.random() < 0.3:
            options.append("parallelism: 4")
        if self.rng.random() < 0.3:
            options.append("min_success: 0.5")
            some = True
        tail = f" with {{ {', '.join(options)} }}" if options else ""
        args = ", ".join([f"{item}: x"] + args)
        name = self.fresh()
        self.lines.append(
            f"{name} = [{task.name}({args}) for {names} in {items}]{tail}")
        outputs = []
        for output, out_type in task.outputs:
            if some and out_type.kind in ("optional", "table", "union"):
                return
            inner = Type("optional", out_type) if some else out_type
            outputs.append((output, Type("list", inner)))
        self.bind_outputs(name, outputs)

    def condition(self):
        rng = self.rng
        type_ = rng.choice([Type("int"), Type("float"), Type("string"),
                            Type("bool"), Type("datetime"), Type("duration"),
                            rng.choice(self.program.named["enum"])])
        left = self.value_for(type_, literal=False, exact=True)
        if type_.kind == "bool":
            text = rng.choice([left, f"not {left}"])
        else:
            right = self.program.literal(type_)
            if right == "250ms":  # Flyte compares whole seconds: E0311
                right = "250s"
            ops = ["==", "!="] + (["<", ">=", ">"]
                                  if type_.kind not in ("string", "enum")
                                  else [])
            text = f"{left} {rng.choice(ops)} {right}"
        if rng.random() < 0.25:
            flag = self.value_for(Type("bool"), literal=False)
            text = f"{text} {rng.choice(['and', 'or'])} {flag}"
        return text

    def block_call(self, type_=None):
        tasks = [t for t in self.program.tasks
                 if len(t.outputs) == 1 and
                 (type_ is None or t.outputs[0][1] == type_)]
        if not tasks:
            return None, None
        task = self.rng.choice(tasks)
        args = ", ".join(self.arguments(task))
        return f"{task.name}({args})", task.outputs[0][1]

    def branch(self):
        rng = self.rng
        condition = self.condition()
        first, type_ = self.block_call()
        if first is None:
            return
        second, _ = self.block_call(type_)
        extra = ""
        if rng.random() < 0.4:
            inner, _ = self.block_call()
            extra = f"{self.fresh('w')} = {inner}\n    "
        otherwise = rng.choice([second, second, 'fail "no way"'])
        same = [e for e, t in self.values if t == type_]
        if same and rng.random() < 0.3:
            otherwise = rng.choice(same)
        name = self.fresh()
        if rng.random() < 0.2:
            self.lines.append(f"if {condition} {{ {extra}{first} }}")
            return
        middle = ""
        if rng.random() < 0.3:
            third, _ = self.block_call(type_)
            middle = f" else if {self.condition()} {{ {third} }}"
        if rng.random() < 0.25:
            inner = self.condition()
            fourth, _ = self.block_call(type_)
            first = f"if {inner} {{ {first} }} else {{ {fourth} }}"
        self.lines.append(
            f"{name} = if {condition} {{ {extra}{first} }}{middle} else "
            f"{{ {otherwise} }}")
        self.values.append((name, type_))

    def match(self):
        enum = self.rng.choice(self.program.named["enum"])
        subject = self.value_for(enum, literal=False)
        first, type_ = self.block_call()
        if first is None:
            return
        cases = self.program.enums[enum.parts[0]]
        arms = []
        cut = self.rng.randint(1, len(cases) - 1)
        for group in (cases[:cut], cases[cut:]):
            call, _ = self.block_call(type_)
            patterns = [self.rng.choice(["", f"{enum.parts[0]}."]) + case
                        for case in group]
            arms.append(f"{' | '.join(patterns)} -> {call}")
        name = self.fresh()
        self.lines.append(f"{name} = match {subject} {{ {', '.join(arms)} }}")
        self.values.append((name, type_))

    def gate(self):
        pick = self.rng.random()
        name = self.fresh()
        self.signals += 1
        signal = f"signal-{self.index}-{self.signals}"
        if pick < 0.4:
            self.lines.append(f'{name} = approve("{signal}", timeout: 1h)')
        elif pick < 0.7:
            type_ = self.program.simple()
            self.lines.append(
                f'{name}: {type_.text()} = wait_for("{signal}")')
            self.values.append((name, type_))
            return
        else:
            self.lines.append(f"{name} = sleep(10m)")
        callee = self.rng.choice(self.program.tasks)
        args = ", ".join(self.arguments(callee))
        self.lines.append(f"{callee.name}({args}) after [{name}]")

    def path(self):
        for text, type_ in self.rng.sample(self.values, len(self.values)):
            if type_.kind == "record" and "." not in text:
                field, inner = self.rng.choice(
                    self.program.records[type_.parts[0]])
                # The rest is lost on its way out of a record: E0341, E0342.
                if inner.kind in ("int", "float", "string", "bool", "enum"):
                    self.values.append((f"{text}.{field}", inner))
                return
            if type_.kind == "list":
                self.values.append((f"{text}[0]", type_.parts[0]))
                return

    def finish(self):
        rng, program = self.rng, self.program
        outputs, returned = [], []
        for i, (text, type_) in enumerate(
                rng.sample(self.values, min(len(self.values), 2))):
            outputs.append((f"out_{i}", type_))
            returned.append(f"out_{i}: {text}")
        name = f"flow_{self.index}"
        defaults = program.defaults_for(
            [(n, t) for n, t in self.inputs if not is_uneven(t)])
        handler = ""
        options = ""
        if rng.random() < 0.2:
            options = ' with { failure_policy: finish_running }'
        elif rng.random() < 0.1:
            options = " with { interruptible: false }"
        task = rng.choice(program.tasks)
        values = {n: program.literal(t) for n, t in task.inputs}
        if None not in values.values() and rng.random() < 0.5:
            args = ", ".join(
                f"{n}: {values[n]}" for n, t in task.inputs
                if n not in task.defaults and t.kind != "optional")
            error = rng.choice(["", " (error)"])
            handler = f"  on failure{error} {{ {task.name}({args}) }}\n"
        body = "".join(f"  {line}\n" for line in self.lines)
        result = f"  return ({', '.join(returned)})\n" if returned else ""
        program.lines.append(
            f"workflow {name}({program.params(self.inputs, defaults)}) -> "
            f"({program.params(outputs, {})}){options} {{\n"
            f"{body}{handler}{result}}}")
        program.workflows.append(
            Workflow(name, self.inputs, outputs, defaults))


def declare_launch(program, index):
    flow = program.rng.choice(program.workflows)
    given = []
    for name, type_ in flow.inputs:
        value = program.literal(type_)
        if value is None or is_uneven(type_):
            return
        given.append(f"{name}: {value}")
    cut = program.rng.randint(0, len(given))
    program.launches.append(Workflow(
        f"plan_{index}", flow.inputs[:cut], flow.outputs,
        {name: None for name, _ in flow.inputs[:cut]}))
    schedule = program.rng.choice(
        ['  schedule cron("0 3 * * *")\n', "  schedule every(6h)\n", ""])
    program.lines.append(
        f"launch plan_{index} = {flow.name} {{\n"
        f"  inputs {{ {', '.join(given[:cut])} }}\n"
        f"  fixed {{ {', '.join(given[cut:])} }}\n{schedule}"
        f'  notify email("a@example.com") on [failed]\n}}')


def generate(seed):
    rng = random.Random(seed)
    program = Program(rng)
    program.declare_types()
    for i in range(rng.randint(3, 6)):
        program.declare_task(i)
    for i in range(rng.randint(1, 3)):
        body = Body(program, i)
        body.call(rng.choice(program.tasks))
        for _ in range(rng.randint(1, 6)):
            step = rng.random()
            if step < 0.35:
                body.call(rng.choice(program.tasks))
            elif step < 0.45 and program.workflows:
                body.call(rng.choice(program.workflows + program.launches))
            elif step < 0.60:
                body.map_call()
            elif step < 0.75:
                body.branch()
            elif step < 0.82:
                body.match()
            elif step < 0.90:
                body.path()
            else:
                body.gate()
        body.finish()
        if rng.random() < 0.5:
            declare_launch(program, i)
    lines = sorted(program.imports) + program.lines
    return "\n\n".join(lines) + "\n"


def bend(text, rng):
    """One small change of a word: a type, a number, a name, or none of it."""
    words = ["int", "float", "string", "bool", "datetime", "duration", "dir",
             "file", "json", "none", "true", "0", "1.5", '""', "[]", "list",
             "map", "x", "v1", "in_1", "==", "<", "and", "or"]
    tokens = [i for i, c in enumerate(text) if c.isalnum() and
              (i == 0 or not (text[i - 1].isalnum() or text[i - 1] in '_"'))]
    at = rng.choice(tokens)
    end = at
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    pick = rng.random()
    if pick < 0.6:
        return text[:at] + rng.choice(words) + text[end:]
    if pick < 0.8:
        return text[:at] + text[end:]
    other = rng.choice(tokens)
    stop = other
    while stop < len(text) and (text[stop].isalnum() or text[stop] == "_"):
        stop += 1
    return text[:at] + text[other:stop] + text[end:]


def main():
    seed, count, folder = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(count):
        text = generate(f"{seed}-{i}")
        (folder / f"good-{i}.flw").write_text(text)
        bent = bend(text, random.Random(f"bent-{seed}-{i}"))
        (folder / f"bent-{i}.flw").write_text(bent)


if __name__ == "__main__":
    main()
