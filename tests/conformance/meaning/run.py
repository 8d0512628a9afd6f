"""run.py FLW [COUNT] [SEED] - do programs mean what they say?

Makes random flw programs whose results are known while they are made: each
binding is written together with the value that it must have, worked out here and
not by flw. Each program is compiled, run by `flw run`, and has to give just these
outputs, or to fail with one of the messages of the `fail`s that are reached.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HEAD = '''enum Color { red, green, blue }
type Inner = { x: int, word: string }
type Rec = { id: int, words: list<string>, inner: Inner }

const seven = 7
const eleven = seven + 4

task add(a: int, b: int) -> (o: int)
using shell { image: "a:1", script: r"""echo $((a + b)) > "$o" """ }

task join(a: string, b: string) -> (o: string)
using shell { image: "a:1", script: r"""printf '%s%s' "$a" "$b" > "$o" """ }

task both(a: int, b: int = 5) -> (sum: int, odd: bool)
using shell { image: "a:1", script: r"""
  echo $((a + b)) > "$sum"
  if [ $(((a + b) % 2)) = 0 ]; then echo false; else echo true; fi > "$odd"
""" }

task record(n: int, w: string) -> (o: Rec)
using shell { image: "a:1", script: r"""
  printf '{"id": %s, "words": ["%s", "z"], "inner": {"x": %s, "word": "%s"}}' \\
    "$n" "$w" $((n * 2)) "$w" > "$o"
""" }

task picky(n: int) -> (o: int)
using shell { image: "a:1", script: r"""
  [ "$n" -lt 5 ] || exit 1
  echo $((n + 1)) > "$o"
""" }

task total(ns: list<int>) -> (o: int)
using shell { image: "a:1", script: r"""
  t=0
  for f in "$ns"/*; do [ -e "$f" ] && t=$((t + $(cat "$f"))); done
  echo $t > "$o"
""" }
'''

COLORS = ["red", "green", "blue"]
WORDS = ["a", "bc", "quite", "x y", "\u00e9t\u00e9", "0"]


class Failed(Exception):
    """Some `fail` is reached for certain."""


def literal(kind, value):
    if kind == "string":
        return json.dumps(value, ensure_ascii=False)
    if kind == "bool":
        return "true" if value else "false"
    if kind == "Color":
        return "Color." + value
    if kind == "list<int>":
        return "[" + ", ".join(map(str, value)) + "]"
    return repr(value)


class Body:
    """A workflow's body while it is written: what is bound, with its value."""

    def __init__(self, maker, inputs, depth):
        self.maker = maker
        self.random = maker.random
        self.known = dict(inputs)  # name -> (kind, value)
        self.lines = []
        self.depth = depth
        self.live = True  # is this body reached at all?

    def fresh(self):
        self.maker.count += 1
        return f"v{self.maker.count}"

    # ---- expressions: text and value ----

    def paths(self, kind):
        """Everything of the kind that can be named, with its value."""
        found = []
        for name, (have, value) in self.known.items():
            if have == kind:
                found.append((name, value))
            if have == "Rec" and kind == "string":
                found.append((f"{name}.words[0]", value["words"][0]))
                found.append((f"{name}.inner.word", value["inner"]["word"]))
            if have == "map<int>" and kind == "int":
                key = self.random.choice(list(value))
                found.append((f'{name}["{key}"]', value[key]))
            if have == "both" and kind == "int":
                found.append((f"{name}.sum", value[0]))
            if have == "both" and kind == "bool":
                found.append((f"{name}.odd", value[1]))
            if have == "list<int>" and kind == "int" and value:
                i = self.random.randrange(len(value))
                found.append((f"{name}[{i}]", value[i]))
        return found

    def expr(self, kind):
        found = self.paths(kind)
        if found and self.random.random() < 0.8:
            return self.random.choice(found)
        if kind == "int" and self.random.random() < 0.2:
            return self.random.choice([("seven", 7), ("eleven", 11), ("seven * 2 - 3", 11)])
        value = self.maker.value(kind)
        return literal(kind, value), value

    def condition(self, depth=0):
        r = self.random
        if depth < 2 and r.random() < 0.3:
            a, x = self.condition(depth + 1)
            b, y = self.condition(depth + 1)
            if r.random() < 0.5:
                return f"({a}) and ({b})", x and y
            return f"({a}) or ({b})", x or y
        if depth < 2 and r.random() < 0.15:
            a, x = self.condition(depth + 1)
            return f"not ({a})", not x
        kinds = [k for k in ("int", "string", "bool", "Color", "float") if self.paths(k)]
        kind = r.choice(kinds or ["int"])
        a, x = r.choice(self.paths(kind) or [self.expr(kind)])
        if kind == "bool" and r.random() < 0.4:
            return a, x
        b, y = self.expr(kind)
        ops = ["==", "!="]
        if kind in ("int", "float"):
            ops += ["<", "<=", ">", ">="]
        op = r.choice(ops)
        holds = {"==": x == y, "!=": x != y}
        if kind in ("int", "float"):
            holds.update({"<": x < y, "<=": x <= y, ">": x > y, ">=": x >= y})
        return f"{a} {op} {b}", holds[op]

    # ---- calls: text, kind, value ----

    def call(self, kind):
        r = self.random
        if kind == "int":
            choices = ["add", "total"]
            if self.maker.subs:
                choices.append("sub")
            what = r.choice(choices)
            if what == "sub":
                return self.call_sub()
            if what == "total":
                lists = self.paths("list<int>")
                if lists and r.random() < 0.7:
                    a, x = r.choice(lists)
                else:
                    parts = [self.expr("int") for _ in range(r.randrange(1, 4))]
                    a, x = "[" + ", ".join(p[0] for p in parts) + "]", [p[1] for p in parts]
                return f"total({a})", sum(x)
            (a, x), (b, y) = self.expr("int"), self.expr("int")
            return r.choice([f"add({a}, {b})", f"add(b: {b}, a: {a})"]), x + y
        if kind == "string":
            (a, x), (b, y) = self.expr("string"), self.expr("string")
            return f"join({a}, {b})", x + y
        if kind == "both":
            a, x = self.expr("int")
            if r.random() < 0.5:
                return f"both({a})", (x + 5, (x + 5) % 2 == 1)
            b, y = self.expr("int")
            return f"both({a}, b: {b})", (x + y, (x + y) % 2 == 1)
        assert kind == "Rec"
        a, x = self.expr("int")
        b, y = self.expr("string")
        return f"record({a}, {b})", {
            "id": x, "words": [y, "z"], "inner": {"x": x * 2, "word": y}}

    def call_sub(self):
        name, inputs, meaning = self.random.choice(self.maker.subs)
        parts, values = [], {}
        for param, kind in inputs:
            text, value = self.expr(kind)
            parts.append(f"{param}: {text}")
            values[param] = value
        return f"{name}({', '.join(parts)})", meaning(values)

    # ---- statements ----

    def bind(self, text, kind, value):
        name = self.fresh()
        self.lines.append(f"{name} = {text}")
        self.known[name] = (kind, value)

    def block(self, kind):
        """Lines of a block that ends in a value of the kind, and the value."""
        inner = Body(self.maker, self.known, self.depth + 1)
        for _ in range(self.random.choice([0, 0, 1, 2])):
            inner.statement()
        text, value = inner.call(kind)
        return inner.lines + [text], value

    def statement(self):
        r = self.random
        what = r.choice(
            ["call"] * 5 + ["map", "alias", "if", "if", "match", "guard",
                            "maybe", "either", "partial"])
        if self.depth >= 2 and what in ("if", "match"):
            what = "call"
        if what == "call":
            kind = r.choice(["int", "int", "string", "both", "Rec"])
            text, value = self.call(kind)
            self.bind(text, kind, value)
        elif what == "alias":
            kind = r.choice(["int", "string"])
            found = self.paths(kind)
            if found:
                text, value = r.choice(found)
                self.bind(text, kind, value)
        elif what == "map":
            self.map()
        elif what == "if":
            self.branch()
        elif what == "match":
            self.match()
        elif what == "guard":
            self.guard()
        elif what == "maybe":
            self.maybe()
        elif what == "either":
            self.either()
        elif what == "partial":
            self.partial()

    def maybe(self):
        """An `if` without `else`: a value or none."""
        text, holds = self.condition()
        call, value = self.call("int")
        name = self.fresh()
        self.lines += [f"{name} = if {text} {{", f"  {call}", "}"]
        self.known[name] = ("int?", value if holds else None)

    def either(self):
        """A union, of which either arm gives a variant."""
        text, holds = self.condition()
        one, x = self.call("int")
        two, y = self.call("string")
        name = self.fresh()
        self.lines += [f"{name}: int | string = if {text} {{", f"  {one}",
                       "} else {", f"  {two}", "}"]
        self.known[name] = ("int | string", x if holds else y)

    def partial(self):
        """A map of which some may fail."""
        lists = [(n, v) for n, v in self.paths("list<int>") if v]
        if not lists:
            return
        a, x = self.random.choice(lists)
        values = [n + 1 if n < 5 else None for n in x]
        good = sum(v is not None for v in values)
        if good == 0:
            return
        self.bind(f"[picky(p) for p in {a}] with {{ min_successes: {good} }}",
                  "list<int?>", values)

    def map(self):
        lists = [(n, v) for n, v in self.paths("list<int>") if v]
        if not lists:
            return
        a, x = self.random.choice(lists)
        b, y = self.expr("int")
        if self.random.random() < 0.3:
            c, z = self.random.choice(lists)
            if len(z) == len(x):
                self.bind(f"[add(p, q) for p, q in zip({a}, {c})]", "list<int>",
                          [p + q for p, q in zip(x, z)])
                return
        self.bind(f"[add(p, {b}) for p in {a}]", "list<int>", [p + y for p in x])

    def arm(self, kind, reached):
        """Lines and value of an arm; a `fail` once in a while."""
        if self.random.random() < 0.15:
            self.maker.fails += 1
            message = f"reason {self.maker.fails}"
            if reached:
                self.maker.reached.append(message)
            return [f'fail "{message}"'], None, True
        was = self.maker.silent
        self.maker.silent = was or not reached
        try:
            lines, value = self.quietly(lambda: self.block(kind), reached)
        finally:
            self.maker.silent = was
        return lines, value, False

    def quietly(self, make, reached):
        """What is not reached has no say in which reasons are."""
        before = list(self.maker.reached)
        result = make()
        if not reached:
            self.maker.reached = before
        return result

    def branch(self):
        kind = self.random.choice(["int", "string"])
        arms, taken, value, failed, all_fail = [], False, None, False, True
        lines = []
        n = self.random.choice([1, 1, 2])
        for i in range(n + 1):
            is_else = i == n
            text, holds = ("", True) if is_else else self.condition()
            reached = not taken and holds
            body, got, fails = self.arm(kind, reached)
            number = self.maker.fails
            if is_else and all_fail and fails:
                body, got = self.quietly(lambda: self.block(kind), reached)
                fails = False
                if reached:
                    self.maker.reached = [m for m in self.maker.reached
                                          if m != f"reason {number}"]
            all_fail = all_fail and fails
            if reached:
                taken, value, failed = True, got, fails
            head = "else" if is_else else f"if {text}"
            if 0 < i < n:
                head = f"else if {text}"
            arms.append((head, body))
        self.add_arms(kind, arms, value, failed)

    def add_arms(self, kind, arms, value, failed):
        name = self.fresh()
        for i, (head, body) in enumerate(arms):
            start = f"{name} = {head} {{" if i == 0 else f"}} {head} {{"
            self.lines.append(start)
            self.lines += ["  " + line for line in body]
        self.lines.append("}")
        # After a failure nothing that needs the value is reached either; any
        # value of the kind will do for what is written from it.
        self.known[name] = (kind, self.maker.value(kind) if failed else value)

    def match(self):
        found = self.paths("Color")
        if not found:
            return
        subject, color = self.random.choice(found)
        cases = COLORS[:]
        self.random.shuffle(cases)
        groups = [cases[:1], cases[1:]] if self.random.random() < 0.5 else [[c] for c in cases]
        kind = self.random.choice(["int", "string"])
        lines, value, failed, all_fail = [], None, False, True
        for i, group in enumerate(groups):
            reached = color in group
            body, got, fails = self.arm(kind, reached)
            number = self.maker.fails
            if i == len(groups) - 1 and all_fail and fails:
                body, got = self.quietly(lambda: self.block(kind), reached)
                fails = False
                if reached:
                    self.maker.reached = [m for m in self.maker.reached
                                          if m != f"reason {number}"]
            all_fail = all_fail and fails
            if reached:
                value, failed = got, fails
            lines.append("  " + " | ".join(group) + " {")
            lines += ["    " + line for line in body]
            lines.append("  }")
        name = self.fresh()
        self.lines += [f"{name} = match {subject} {{"] + lines + ["}"]
        self.known[name] = (kind, self.maker.value(kind) if failed else value)

    def guard(self):
        text, holds = self.condition()
        self.maker.fails += 1
        message = f"reason {self.maker.fails}"
        self.lines += [f"if {text} {{", f'  fail "{message}"', "}"]
        if holds:
            self.maker.reached.append(message)


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.count = 0
        self.fails = 0
        self.reached = []
        self.silent = False
        self.subs = []
        self.text = HEAD

    def value(self, kind):
        r = self.random
        if kind == "int":
            return r.choice([0, 1, 2, 3, 5, 40, 1000])
        if kind == "string":
            return r.choice(WORDS)
        if kind == "bool":
            return r.random() < 0.5
        if kind == "float":
            return r.choice([0.5, 1.25, 2.0, 3.75])
        if kind == "Color":
            return r.choice(COLORS)
        assert kind == "list<int>", kind
        return [r.choice([0, 1, 2, 9]) for _ in range(r.randrange(1, 4))]

    def sub(self, name):
        """A small workflow with a meaning of its own."""
        k = self.random.choice([1, 2, 3])
        self.text += f'''
workflow {name}(n: int, w: string) -> (o: int) {{
  a = add(n, {k})
  b = if a > 4 {{ add(a, a) }} else {{ add(a, 100) }}
  return (o: b)
}}
'''

        def meaning(values, k=k):
            a = values["n"] + k
            return a + a if a > 4 else a + 100

        self.subs.append((name, [("n", "int"), ("w", "string")], meaning))
        self.text += f'''
launch plan_{name} = {name} {{ inputs {{ w: "x" }} }}

workflow over_{name}(n: int, k: int = 7) -> (o: int) {{
  first = {name}(n, w: "y")
  second = {name}(n: first, w: "z")
  return (o: second)
}}

launch other_{name} = over_{name} {{ inputs {{ k: 8 }} fixed {{ n: 3 }} }}
'''
        self.subs.append((f"plan_{name}", [("n", "int")], meaning))
        twice = lambda v: meaning({"n": meaning(v)})
        self.subs.append((f"over_{name}", [("n", "int")], twice))
        self.subs.append((f"other_{name}", [], lambda v: twice({"n": 3})))

    def program(self):
        for i in range(self.random.choice([0, 1])):
            self.sub(f"sub{i}")
        kinds = ["int", "string", "bool", "float", "Color", "list<int>"]
        inputs = {f"in{i}": (kind, self.value(kind)) for i, kind in enumerate(kinds)}
        inputs["keyed"] = ("map<int>", {"k": self.value("int"), "l l": 4})
        inputs["given"] = ("Rec", {"id": 8, "words": ["w", "v"], "inner": {"x": 6, "word": "u"}})
        body = Body(self, inputs, 0)
        for _ in range(self.random.randrange(2, 7)):
            body.statement()
        if not any(line for line in body.lines if "(" in line):
            body.bind(*self.first(body))
        outputs = [(n, k, v) for n, (k, v) in body.known.items()
                   if k in ("int", "string", "list<int>", "Rec", "int?",
                            "int | string", "list<int?>") and n not in inputs]
        if not outputs:
            body.bind(*self.first(body))
            name = list(body.known)[-1]
            outputs = [(name, *body.known[name])]
        signature = ", ".join(f"{n}: {k}" for n, (k, _) in inputs.items())
        results = ", ".join(f"{n}: {k}" for n, k, _ in outputs)
        returned = ", ".join(f"{n}: {n}" for n, _, _ in outputs)
        self.text += f"\nworkflow main({signature}) -> ({results}) {{\n"
        self.text += "".join(f"  {line}\n" for line in body.lines)
        if self.random.random() < 0.3:
            self.text += '  on failure (error) { join("it", "failed") }\n'
        self.text += f"  return ({returned})\n}}\n"
        values = {n: v for n, (_, v) in inputs.items()}
        return self.text, values, {n: v for n, _, v in outputs}, self.reached

    def first(self, body):
        text, value = body.call("int")
        return text, "int", value


def judge(flw, seed, folder):
    """Nothing, or what is wrong with the program of the seed."""
    text, inputs, outputs, reached = Maker(seed).program()
    path = os.path.join(folder, f"p{seed}.flw")
    with open(path, "w") as file:
        file.write(text)
    command = [flw, "run", path, "main", "--json", "--inputs", "-", "--in", "host",
               "--no-cache", "--home", os.path.join(folder, f"home{seed % 4}")]
    ran = subprocess.run(command, input=json.dumps(inputs), capture_output=True,
                         text=True)
    try:
        result = json.loads(ran.stdout)
    except ValueError:
        if "error[E0415]" in ran.stderr:
            return None  # Flyte has room for one failing branch at the end
        return f"exit {ran.returncode}\n{ran.stderr[-3000:]}\n{text}"
    if reached:
        message = result.get("error", {}).get("message")
        if result["phase"] != "FAILED" or message not in reached:
            return f"wants one of {reached}, got {result['phase']} {message}\n{text}"
        return None
    if result["phase"] != "SUCCEEDED" or result.get("outputs") != outputs:
        return (f"wants {outputs}\ngot {result['phase']} {result.get('outputs')} "
                f"{result.get('error')}\ninputs {inputs}\n{text}")
    return None


def main():
    flw = os.path.realpath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    first = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1 << 30)
    print(f"meaning: seeds {first} to {first + count - 1}")
    failed = 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        seeds = range(first, first + count)
        for seed, wrong in zip(seeds, pool.map(lambda s: judge(flw, s, folder), seeds)):
            if wrong:
                failed += 1
                if failed <= 5:
                    print(f"meaning: seed {seed}: {wrong}")
    print(f"meaning: {count - failed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
