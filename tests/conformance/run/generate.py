"""Random packages: graphs of echoes, small containers, branches, arrays, gates,
sub-workflows, launch plans, failure nodes, and attribute paths into records.

Every node's output is called o0. Containers are few: a process costs more than
all the rest of a graph.
"""

import random

from flyteidl.admin import launch_plan_pb2, task_pb2, workflow_pb2
from flyteidl.core import condition_pb2 as cond
from flyteidl.core import identifier_pb2, literals_pb2 as lit
from flyteidl.core import types_pb2 as typ
from flyteidl.core import workflow_pb2 as flow

import values
from interpret import promised

KINDS = [*values.PLAIN, "int", "int", "str", "record", ("list", "int"), ("list", "str"),
         ("list", "int"), ("map", "int"), ("opt", "int"), ("list", "record")]


def word(kind):
    return kind if isinstance(kind, str) else "_".join(map(word, kind))


def identifier(kind, name):
    return identifier_pb2.Identifier(resource_type=kind, name=name)


TASK, WORKFLOW, PLAN = (identifier_pb2.TASK, identifier_pb2.WORKFLOW, identifier_pb2.LAUNCH_PLAN)

# ---- containers: the script ($1.. the inputs, the last the file of o0), and
# what it means ----


def number(value):
    return {"o0": values.plain("int", value)}


def meaning_late(least):
    return lambda inputs, attempt: number(inputs["a"]) if attempt >= least else None


CONTAINERS = {
    "add": (("a", "b"), "int", 'echo $(($1 + $2)) > "$3"',
            lambda inputs, attempt: number(inputs["a"] + inputs["b"])),
    "odd": (("a",), "int", '[ $(($1 % 2)) = 0 ] || exit 3; echo $(($1 * 2)) > "$2"',
            lambda inputs, attempt: None if inputs["a"] % 2 else number(inputs["a"] * 2)),
    "join": (("a", "b"), "str", 'printf %s-%s "$1" "$2" > "$3"',
             lambda inputs, attempt: {"o0": values.plain(
                 "str", (inputs["a"] + "-" + inputs["b"]).strip(" \n\t"))}),
    "late1": (("a",), "int", '[ "$FLYTE_ATTEMPT_NUMBER" -ge 1 ] || exit 1; echo "$1" > "$2"',
              meaning_late(1)),
    "late2": (("a",), "int", '[ "$FLYTE_ATTEMPT_NUMBER" -ge 2 ] || exit 1; echo "$1" > "$2"',
              meaning_late(2)),
}


class Env:
    """What a node may take: (kind, node id, path)."""

    def __init__(self):
        self.values = []

    def add(self, kind, node, var, path=()):
        self.values.append((kind, node, var, path))
        if kind == "record" and len(path) < 2:
            for name, inner in values.RECORD.items():
                if name != "in" or not path:
                    self.add(inner, node, var, (*path, name))

    def of(self, kind):
        return [value for value in self.values if value[0] == kind]


class Builder:
    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.tasks, self.workflows, self.plans, self.meanings = {}, {}, {}, {}
        self.risky = self.chance(0.5)
        self.count = 0

    def chance(self, odds):
        return self.dice.random() < odds

    def fresh(self, stem):
        self.count += 1
        return f"{stem}{self.count}"

    # ---- tasks ----

    def echo(self, kind, mapped=False):
        name = ("map_" if mapped else "") + "echo_" + word(kind)
        if name not in self.tasks:
            outer = ("list", kind) if mapped else kind
            self.tasks[name] = self.new_task(name, "echo", {"a": outer}, outer)
        return name

    def container(self, stem, mapped=()):
        """`mapped`: the inputs that are lists; then its output is one too."""
        inputs, kind, script, meaning = CONTAINERS[stem]
        name = stem + ("_of_" + "_".join(mapped) if mapped else "")
        if name not in self.tasks:
            types = {i: ("list", kind) if i in mapped else kind for i in inputs}
            spec = self.new_task(name, "raw-container", types, ("list", kind) if mapped else kind)
            box = spec.template.container
            box.image = "alpine"
            box.command.extend(["/bin/sh", "-c", script, "sh"])
            box.args.extend([*("{{.inputs.%s}}" % i for i in inputs), "/var/outputs/o0"])
            box.data_config.enabled = True
            box.data_config.input_path, box.data_config.output_path = "/var/inputs", "/var/outputs"
            self.tasks[name] = spec
            self.meanings[name] = meaning
        return name

    def new_task(self, name, type_, inputs, output):
        spec = task_pb2.TaskSpec()
        spec.template.id.CopyFrom(identifier(TASK, name))
        spec.template.type = type_
        spec.template.metadata.retries.retries = 0
        self.interface(spec.template.interface, inputs, {"o0": output})
        return spec

    def interface(self, interface, inputs, outputs):
        interface.inputs.SetInParent()
        interface.outputs.SetInParent()
        for side, kinds in ((interface.inputs, inputs), (interface.outputs, outputs)):
            for name, kind in kinds.items():
                side.variables[name].type.CopyFrom(values.type_of(kind))

    # ---- bindings ----

    def constant(self, literal):
        data = lit.BindingData()
        which = literal.WhichOneof("value")
        if which == "scalar":
            data.scalar.CopyFrom(literal.scalar)
        elif which == "collection":
            data.collection.SetInParent()
            data.collection.bindings.extend(map(self.constant, literal.collection.literals))
        else:
            data.map.SetInParent()
            for key, value in literal.map.literals.items():
                data.map.bindings[key].CopyFrom(self.constant(value))
        return data

    def promise(self, value):
        kind, node, var, path = value
        data = lit.BindingData()
        data.promise.node_id, data.promise.var = node, var
        for step in path:
            data.promise.attr_path.add(string_value=step)
        if self.risky and path and self.chance(0.03):
            data.promise.attr_path[-1].string_value = "gone"
        return data

    def item_of(self, kind, env):
        """An item of a list or map that there is: it may have no such item."""
        lists = env.of(("list", kind)) if kind in ("int", "str", "record") else []
        data = self.promise(self.dice.choice(lists)) if lists else None
        if data:
            data.promise.attr_path.add(int_value=self.dice.randrange(2))
        return data

    def pick(self, kind, env):
        found = env.of(kind)
        if found and self.chance(0.75):
            return self.promise(self.dice.choice(found))
        if self.risky and self.chance(0.15):
            data = self.item_of(kind, env)
            if data:
                return data
        if kind[0] == "list" and self.chance(0.5):
            data = lit.BindingData()
            data.collection.SetInParent()
            data.collection.bindings.extend(
                self.pick(kind[1], env) for _ in range(self.dice.randrange(4)))
            return data
        if kind[0] == "map" and self.chance(0.5):
            data = lit.BindingData()
            data.map.SetInParent()
            for key in ("k", "l"):
                data.map.bindings[key].CopyFrom(self.pick(kind[1], env))
            return data
        return self.constant(values.random_literal(self.dice, kind))

    def bind(self, node, name, data):
        node.inputs.add(var=name).binding.CopyFrom(data)

    # ---- nodes: each gives the kind of its o0, None for none ----

    def new_node(self, stem="n"):
        return flow.Node(id=self.fresh(stem))

    def echo_node(self, env, kind):
        node = self.new_node()
        node.task_node.reference_id.CopyFrom(identifier(TASK, self.echo(kind)))
        self.bind(node, "a", self.pick(kind, env))
        return node, kind

    def container_node(self, env, kind):
        stem = self.dice.choice(["add", "odd", "late1", "late2"]) if kind == "int" else "join"
        if stem == "odd" and not self.risky:
            stem = "add"
        node = self.new_node()
        node.task_node.reference_id.CopyFrom(identifier(TASK, self.container(stem)))
        for name in CONTAINERS[stem][0]:
            self.bind(node, name, self.pick(CONTAINERS[stem][1], env))
        least = {"late1": 1, "late2": 2}.get(stem, 0)
        retries = least if not self.risky else self.dice.randrange(3)
        node.metadata.retries.retries = retries
        return node, CONTAINERS[stem][1]

    def side(self, kind, env, node, operand):
        """A constant, or a variable of the branch node's own inputs."""
        if self.chance(0.6):
            operand.var = f"v{len(node.inputs)}"
            self.bind(node, operand.var, self.pick(kind, env))
        else:
            operand.primitive.CopyFrom(
                values.random_literal(self.dice, kind).scalar.primitive)

    def condition(self, env, node, depth=2):
        made = cond.BooleanExpression()
        if depth and self.chance(0.3):
            made.conjunction.operator = self.dice.randrange(2)
            made.conjunction.left_expression.CopyFrom(self.condition(env, node, depth - 1))
            made.conjunction.right_expression.CopyFrom(self.condition(env, node, depth - 1))
            return made
        kind = other = self.dice.choice(values.PLAIN)
        if self.risky and self.chance(0.04):
            other = self.dice.choice([*values.PLAIN, "str"])
        equality = kind == "bool" and not (self.risky and self.chance(0.1))
        made.comparison.operator = self.dice.randrange(2 if equality else 6)
        self.side(kind, env, node, made.comparison.left_value)
        self.side(other, env, node, made.comparison.right_value)
        return made

    def arm(self, env, kind, depth):
        if depth and self.chance(0.25):
            return self.branch_node(env, kind, depth - 1)[0]
        if depth and self.chance(0.2):
            return self.inner_node(env, kind, depth - 1)[0]
        return self.echo_node(env, kind)[0]

    def branch_node(self, env, kind, depth):
        node = self.new_node("b")
        block = node.branch_node.if_else
        arms = []
        for i in range(self.dice.randrange(1, 4)):
            where = block.case if i == 0 else block.other.add()
            where.condition.CopyFrom(self.condition(env, node))
            where.then_node.CopyFrom(self.arm(env, kind, depth))
            arms.append(where.then_node)
        if not self.risky or self.chance(0.7):
            block.else_node.CopyFrom(self.arm(env, kind, depth))
            arms.append(block.else_node)
        elif self.chance(0.5):
            block.error.failed_node_id, block.error.message = node.id, "no arm"
        needs = set()
        for arm in arms:
            needs |= set(arm.upstream_node_ids).union(
                *(promised(b.binding) for b in arm.inputs))
        node.upstream_node_ids.extend(sorted(needs))
        return node, kind

    def criteria(self, array):
        way = self.dice.randrange(4 if self.risky else 2)
        if way == 1:
            array.min_success_ratio = self.dice.choice([1.0, 1.0, 0.5]) if not self.risky else (
                self.dice.choice([0.0, 0.25, 1 / 3, 0.5, 0.6, 0.75, 1.0]))
        elif way == 2:
            array.min_successes = self.dice.randrange(4)
        elif way == 3:
            array.min_success_ratio = self.dice.choice([0.2, 0.4, 0.6, 0.8])
        if self.chance(0.4):
            array.parallelism = self.dice.randrange(3)

    def array_node(self, env, kind):
        """`kind` of the elements."""
        node = self.new_node("a")
        array = node.array_node
        self.criteria(array)
        array.node.id = "element"
        if kind == "int" and self.chance(0.5 if self.risky else 0.15):
            return self.container_array(node, env)
        array.node.task_node.reference_id.CopyFrom(identifier(TASK, self.echo(kind, True)))
        bound = self.chance(0.1)
        self.bind(node, "a", self.pick(("list", kind) if not bound else kind, env))
        if bound:
            array.bound_inputs.append("a")
        return node, ("list", kind)

    def container_array(self, node, env):
        array = node.array_node
        both = self.chance(0.5)
        stem = "add" if both or not self.risky else "odd"
        mapped = ("a",) if stem == "odd" or self.chance(0.7) else ("a", "b")
        if mapped == ("a", "b") and not self.risky:
            mapped = ("a",)
        array.node.task_node.reference_id.CopyFrom(
            identifier(TASK, self.container(stem, mapped)))
        for name in CONTAINERS[stem][0]:
            self.bind(node, name, self.pick(("list", "int") if name in mapped else "int", env))
        if "b" not in mapped and stem == "add":
            array.bound_inputs.append("b")
        if self.risky and self.chance(0.3):
            array.node.metadata.retries.retries = 1
        return node, ("list", "int")

    def gate_node(self, env, kind):
        node = self.new_node("g")
        if self.chance(0.8):
            node.gate_node.approve.signal_id = self.dice.choice([node.id, "one"])
            self.bind(node, "o0", self.pick(kind, env))
            return node, kind
        node.gate_node.sleep.duration.nanos = self.dice.choice([0, 1000000])
        node.gate_node.sleep.duration.SetInParent()
        return node, None

    def inner_node(self, env, kind, depth):
        """A sub-workflow or a launch plan whose o0 is of the kind."""
        node = self.new_node("w")
        name = self.fresh("flow")
        inputs = self.workflow(name, depth, kind)
        if self.chance(0.6):
            node.workflow_node.sub_workflow_ref.CopyFrom(identifier(WORKFLOW, name))
            for var, var_kind in inputs.items():
                self.bind(node, var, self.pick(var_kind, env))
            return node, kind
        node.workflow_node.launchplan_ref.CopyFrom(identifier(PLAN, name + "_plan"))
        self.plan(name, inputs, node, env)
        return node, kind

    def plan(self, name, inputs, node, env):
        plan = launch_plan_pb2.LaunchPlan()
        plan.id.CopyFrom(identifier(PLAN, name + "_plan"))
        plan.spec.workflow_id.CopyFrom(identifier(WORKFLOW, name))
        plan.spec.default_inputs.SetInParent()
        for var, kind in inputs.items():
            way = self.dice.randrange(4)
            if way == 0:
                plan.spec.fixed_inputs.literals[var].CopyFrom(
                    values.random_literal(self.dice, kind))
                continue
            parameter = plan.spec.default_inputs.parameters[var]
            parameter.var.type.CopyFrom(values.type_of(kind))
            if way == 1:
                parameter.default.CopyFrom(values.random_literal(self.dice, kind))
            else:
                parameter.required = True
            if way > 1 or self.chance(0.4):
                self.bind(node, var, self.pick(kind, env))
        self.plans[plan.id.name] = plan

    def any_node(self, env, depth):
        kind = self.dice.choice(KINDS)
        way = self.dice.random()
        if way < 0.40:
            return self.echo_node(env, kind)
        if way < 0.47:
            return self.container_node(env, self.dice.choice(["int", "int", "str"]))
        if way < 0.64:
            return self.branch_node(env, kind, depth)
        if way < 0.78:
            return self.array_node(env, self.dice.choice(["int", "int", "str", "record"]))
        if way < 0.86:
            return self.gate_node(env, kind)
        return self.inner_node(env, kind, depth - 1) if depth else self.echo_node(env, kind)

    # ---- workflows ----

    def failure_node(self, spec, inputs):
        node = spec.template.failure_node
        node.id = self.fresh("fn")
        way = self.dice.random()
        if way < 0.5:
            kind = ("opt", "int")
            self.tasks["echo_err"] = self.new_task("echo_err", "echo", {"err": kind}, kind)
            node.task_node.reference_id.CopyFrom(identifier(TASK, "echo_err"))
            none = lit.Literal()
            none.scalar.union.type.simple = typ.NONE
            none.scalar.union.value.CopyFrom(values.none())
            self.bind(node, "err", self.constant(none))
            return
        env = Env()
        for var, kind in inputs.items():
            env.add(kind, "", var)
        if way < 0.7:
            found, _ = self.echo_node(env, self.dice.choice(KINDS))
            found.id = node.id
            node.CopyFrom(found)
            return
        found, _ = self.branch_node(env, "int", 0)
        found.id = node.id
        node.CopyFrom(found)

    def workflow(self, name, depth, kind=None):
        """Makes it and gives its inputs; its o0 is of the kind."""
        spec = workflow_pb2.WorkflowSpec()
        template = spec.template
        template.id.CopyFrom(identifier(WORKFLOW, name))
        template.metadata.on_failure = self.dice.randrange(2)
        inputs = {f"i{i}": self.dice.choice(KINDS) for i in range(self.dice.randrange(1, 4))}
        env = Env()
        for var, var_kind in inputs.items():
            env.add(var_kind, "", var)
        ids = []
        for _ in range(self.dice.randrange(2, 10) if name == "main" else self.dice.randrange(1, 4)):
            node, out = self.any_node(env, depth)
            if ids and self.chance(0.15):
                more = self.dice.choice(ids)
                if more not in node.upstream_node_ids:
                    node.upstream_node_ids.append(more)
            template.nodes.append(node)
            ids.append(node.id)
            if out is not None:
                env.add(out, node.id, "o0")
        outputs = {"o0": kind or self.dice.choice(KINDS)}
        if name == "main":
            outputs.update({f"o{i}": self.dice.choice(KINDS) for i in range(1, 4)})
        for var, var_kind in outputs.items():
            template.outputs.add(var=var).binding.CopyFrom(self.pick(var_kind, env))
        self.interface(template.interface, inputs, outputs)
        if self.chance(0.3):
            self.failure_node(spec, inputs)
        self.workflows[name] = spec
        return inputs

    def package(self):
        """The entries by the names of their files; the inputs of main."""
        kinds = self.workflow("main", 2)
        templates = [s.template for n, s in self.workflows.items() if n != "main"]
        for spec in self.workflows.values():
            spec.sub_workflows.extend(t for t in templates if t.id != spec.template.id)
        inputs = {name: values.random_literal(self.dice, kind) for name, kind in kinds.items()}
        entries = {}
        for number, (kind, group) in enumerate(((1, self.tasks), (2, self.workflows), (3, self.plans))):
            for name, message in group.items():
                entries[f"{number}_{name}_{kind}.pb"] = message.SerializeToString()
        return entries, inputs
