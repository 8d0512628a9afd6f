"""What a workflow must come to: flyte-spec section 4, written down once more.

Nothing here knows flw. A graph is evaluated as if every node that can run did;
which of them a failure keeps from running depends on the clock, and is left to
`compare.py`. Every node is one Trace, by the path that flw gives it.
"""

import dataclasses
import math

import msgpack
from flyteidl.core import condition_pb2 as cond
from flyteidl.core import literals_pb2 as lit
from flyteidl.core import types_pb2 as typ
from flyteidl.core import workflow_pb2 as flow

import values

SUCCEEDED, FAILED, SKIPPED = "SUCCEEDED", "FAILED", "SKIPPED"


class Trouble(Exception):
    """A node fails: whose fault, Flyte's code."""

    def __init__(self, kind, code):
        super().__init__(code)
        self.kind, self.code = kind, code


@dataclasses.dataclass
class Trace:
    phase: str
    inputs: dict = None
    outputs: dict = None
    errors: set = dataclasses.field(default_factory=set)  # (kind, code)
    attempts: int = None
    needs: set = dataclasses.field(default_factory=set)  # paths
    children: list = dataclasses.field(default_factory=list)  # paths
    loose: bool = False  # the clock may keep it from its phase
    is_handler: bool = False
    is_element: bool = False  # of an array that fails


@dataclasses.dataclass
class Scope:
    """One workflow at work: its nodes by id, their outputs by name."""

    spec: object
    inputs: dict
    prefix: str
    policy: int
    traces: dict = dataclasses.field(default_factory=dict)


# ---- 4.5: bindings ----


def step_into(literal, step):
    which = step.WhichOneof("value")
    if literal.WhichOneof("value") == "map":
        if which != "string_value" or step.string_value not in literal.map.literals:
            raise Trouble("SYSTEM", "BindingResolutionFailure")
        return literal.map.literals[step.string_value]
    items = literal.collection.literals
    if which != "int_value" or not 0 <= step.int_value < len(items):
        raise Trouble("SYSTEM", "BindingResolutionFailure")
    return items[step.int_value]


def unpack(literal, steps):
    value = msgpack.unpackb(literal.scalar.binary.value, strict_map_key=False)
    for step in steps:
        which = step.WhichOneof("value")
        if isinstance(value, dict) and which == "string_value" and step.string_value in value:
            value = value[step.string_value]
        elif isinstance(value, list) and which == "int_value" and 0 <= step.int_value < len(value):
            value = value[step.int_value]
        else:
            raise Trouble("SYSTEM", "BindingResolutionFailure")
    if isinstance(value, list):
        made = lit.Literal()
        made.collection.SetInParent()
        made.collection.literals.extend(values.packed(item) for item in value)
        return made
    for kind, python in (("bool", bool), ("int", int), ("float", float), ("str", str)):
        if isinstance(value, python):
            return values.plain(kind, value)
    return values.packed(value)


def follow(literal, path):
    steps = list(path)
    while steps and literal.WhichOneof("value") in ("map", "collection"):
        literal = step_into(literal, steps.pop(0))
    if path and literal.scalar.WhichOneof("value") == "binary":
        return unpack(literal, steps)
    return literal


def resolve(data, scope):
    which = data.WhichOneof("value")
    made = lit.Literal()
    if which == "scalar":
        made.scalar.CopyFrom(data.scalar)
    elif which == "collection":
        made.collection.SetInParent()
        made.collection.literals.extend(resolve(item, scope) for item in data.collection.bindings)
    elif which == "map":
        made.map.SetInParent()
        for key, item in data.map.bindings.items():
            made.map.literals[key].CopyFrom(resolve(item, scope))
    else:
        promise = data.promise
        known = scope.inputs if promise.node_id in ("", "start-node") else (
            scope.traces[promise.node_id].outputs or {})
        if promise.var not in known:
            raise Trouble("SYSTEM", "BindingResolutionFailure")
        return follow(known[promise.var], promise.attr_path)
    return made


def resolve_all(bindings, scope):
    return {binding.var: resolve(binding.binding, scope) for binding in bindings}


def promised(data):
    """The nodes that a binding takes from."""
    which = data.WhichOneof("value")
    if which == "promise":
        return {data.promise.node_id} - {"", "start-node"}
    inner = data.collection.bindings if which == "collection" else data.map.bindings.values()
    return set().union(*map(promised, inner)) if which in ("collection", "map") else set()


def upstream(node):
    return set(node.upstream_node_ids).union(*(promised(b.binding) for b in node.inputs))


# ---- 4.6: branches ----


def operand(side, inputs):
    if side.WhichOneof("val") == "primitive":
        return side.primitive
    if side.var not in inputs:
        raise Trouble("USER", "MalformedBranchUserError")
    literal = inputs[side.var]
    if literal.scalar.WhichOneof("value") != "primitive":
        raise Trouble("USER", "MalformedBranchUserError")
    return literal.scalar.primitive


def compare(comparison, inputs):
    left, right = (operand(side, inputs)
                   for side in (comparison.left_value, comparison.right_value))
    kind = left.WhichOneof("value")
    if kind != right.WhichOneof("value"):
        raise Trouble("USER", "MalformedBranchUserError")
    a, b = getattr(left, kind), getattr(right, kind)
    if kind in ("datetime", "duration"):
        a, b = a.seconds, b.seconds
    if kind == "string_value":
        a, b = a.encode(), b.encode()
    operator = cond.ComparisonExpression.Operator.Name(comparison.operator)
    if kind == "boolean" and operator not in ("EQ", "NEQ"):
        raise Trouble("USER", "MalformedBranchUserError")
    return {"EQ": a == b, "NEQ": a != b, "GT": a > b, "GTE": a == b or a > b,
            "LT": not (a > b or a == b), "LTE": not a > b}[operator]


def holds(expression, inputs):
    if expression.WhichOneof("expr") == "comparison":
        return compare(expression.comparison, inputs)
    both = expression.conjunction
    left, right = holds(both.left_expression, inputs), holds(both.right_expression, inputs)
    return left or right if both.operator == cond.ConjunctionExpression.OR else left and right


class Interpreter:
    """One package: entries by name; `meanings` says what its containers do:
    (inputs as JSON, attempt) to outputs as literals, or None for a failure."""

    def __init__(self, tasks, workflows, plans, meanings):
        self.tasks, self.workflows, self.plans = tasks, workflows, plans
        self.meanings = meanings
        self.traces = {}

    def note(self, path, trace):
        self.traces[path] = trace
        return trace

    # ---- each kind of node ----

    def task(self, node, inputs, trace):
        """4.4: as many attempts as it has."""
        template = self.tasks[node.task_node.reference_id.name].template
        if template.type == "echo":
            (name, value), = inputs.items()
            trace.attempts = 1
            (output,) = template.interface.outputs.variables
            return {output: value}
        tries = 1 + node.metadata.retries.retries
        if not node.metadata.HasField("retries"):
            tries = 1 + template.metadata.retries.retries
        plain = {name: values.to_json(value) for name, value in inputs.items()}
        if None in plain.values():  # 4.2: none has no form in a command
            trace.attempts = 1
            raise Trouble("USER", "BadTaskDefinition")
        for attempt in range(tries):
            trace.attempts = attempt + 1
            outputs = self.meanings[template.id.name](plain, attempt)
            if outputs is not None:
                return outputs
        raise Trouble("USER", "RetriesExhausted|Error")

    def branch(self, node, inputs, trace, scope, path):
        block = node.branch_node.if_else
        arms = [(b.condition, b.then_node) for b in [block.case, *block.other]]
        if block.WhichOneof("default") == "else_node":
            arms.append((None, block.else_node))
        taken = None
        for condition, arm in arms:
            if condition is None or holds(condition, inputs):
                taken = arm
                break
        if taken is None:
            raise Trouble("USER", "UserProvidedError" if block.HasField("error")
                          else "MalformedBranchUserError")
        # 2.2: the compiler calls an arm by its branch and itself.
        own = path.rsplit("/", 1)[-1]
        for _, arm in arms:
            child = f"{path}/{own}-{arm.id}"
            trace.children.append(child)
            if arm is not taken:
                self.note(child, Trace(SKIPPED))
        found = self.node(taken, scope, f"{path}/{own}-{taken.id}")
        return self.outputs_of(found, trace)

    def outputs_of(self, inner, trace):
        """A node is what the one within it is."""
        if inner.phase != SUCCEEDED:
            trace.phase, trace.errors = FAILED, inner.errors
            return None
        return inner.outputs

    def array(self, node, inputs, trace, scope, path):
        array = node.array_node
        bound = set(array.bound_inputs)
        mapped = {name for name, value in inputs.items()
                  if name not in bound and value.WhichOneof("value") == "collection"}
        sizes = {len(inputs[name].collection.literals) for name in mapped}
        if len(sizes) > 1 or (not sizes and len(bound) != len(inputs)):
            raise Trouble("USER", "InvalidArrayLength")
        size = sizes.pop() if sizes else 1
        wanted = size
        if array.WhichOneof("success_criteria") == "min_successes":
            wanted = array.min_successes
        elif array.WhichOneof("success_criteria") == "min_success_ratio":
            wanted = math.ceil(array.min_success_ratio * size)
        elements = []
        for index in range(size):
            own = {name: value.collection.literals[index] if name in mapped else value
                   for name, value in inputs.items()}
            elements.append(self.element(array.node, own, f"{path}/{index}"))
            trace.children.append(f"{path}/{index}")
        good = sum(element.phase == SUCCEEDED for element in elements)
        if good < wanted:
            for element in elements:
                element.loose = element.is_element = True
            raise Trouble("UNKNOWN", "")
        outputs = {}
        names = self.tasks[array.node.task_node.reference_id.name]
        for name in names.template.interface.outputs.variables:
            outputs[name] = lit.Literal()
            outputs[name].collection.SetInParent()
            outputs[name].collection.literals.extend(
                element.outputs[name] if element.phase == SUCCEEDED else values.none()
                for element in elements)
        return outputs

    def element(self, node, inputs, path):
        trace = self.note(path, Trace(SUCCEEDED))
        try:
            trace.outputs = self.task(node, inputs, trace)
        except Trouble as trouble:
            trace.phase, trace.errors = FAILED, {(trouble.kind, trouble.code)}
        return trace

    def gate(self, node, inputs):
        """4.7, all approved."""
        return inputs if node.gate_node.WhichOneof("condition") == "approve" else None

    def inner(self, node, inputs, trace, scope, path):
        target = node.workflow_node
        if target.WhichOneof("reference") == "sub_workflow_ref":
            spec = self.workflows[target.sub_workflow_ref.name]
            result = self.run(spec, inputs, f"{path}/", scope.policy, trace)
            return self.outputs_of(result, trace)
        plan = self.plans[target.launchplan_ref.name].spec
        given = {name: one.default for name, one in plan.default_inputs.parameters.items()
                 if one.WhichOneof("behavior") == "default"}
        given.update(inputs)
        given.update(plan.fixed_inputs.literals)
        spec = self.workflows[plan.workflow_id.name]
        result = self.run(spec, given, f"{path}/", None, trace)
        trace.inputs = None
        if result.phase != SUCCEEDED:
            trace.phase, trace.errors = FAILED, {("?", "?")}
            return None
        return result.outputs

    def execute(self, node, inputs, trace, scope, path):
        kind = node.WhichOneof("target")
        if kind == "task_node":
            return self.task(node, inputs, trace)
        if kind == "branch_node":
            return self.branch(node, inputs, trace, scope, path)
        if kind == "array_node":
            return self.array(node, inputs, trace, scope, path)
        if kind == "gate_node":
            return self.gate(node, inputs)
        return self.inner(node, inputs, trace, scope, path)

    def node(self, node, scope, path, change=None):
        trace = self.note(path, Trace(SUCCEEDED))
        trace.needs = {scope.prefix + name for name in upstream(node)}
        try:
            inputs = resolve_all(node.inputs, scope)
            if change:
                change(inputs)
            trace.inputs = inputs
            trace.outputs = self.execute(node, inputs, trace, scope, path)
        except Trouble as trouble:
            trace.phase, trace.errors = FAILED, {(trouble.kind, trouble.code)}
        return trace

    # ---- 4.9, 4.10: a workflow ----

    def run(self, spec, inputs, prefix="", policy=None, owner=None):
        """The whole of it as a Trace: phase, outputs, the errors that it may
        fail with. policy None: an execution of its own."""
        template = spec.template
        mine = policy is None
        policy = template.metadata.on_failure if mine else policy
        scope = Scope(spec, inputs, prefix, policy)
        owner = owner if owner is not None else Trace(SUCCEEDED)
        before = set(self.traces)
        left = list(template.nodes)
        while left:
            ready = [n for n in left if upstream(n) <= scope.traces.keys()]
            for node in ready:
                self.visit(node, scope)
                owner.children.append(prefix + node.id)
            left = [n for n in left if n not in ready]
        result = self.finish(scope, owner)
        if mine and result.phase == FAILED and policy == flow.WorkflowMetadata.FAIL_IMMEDIATELY:
            for path in self.traces.keys() - before:
                self.traces[path].loose = True
        return result

    def visit(self, node, scope):
        phases = {scope.traces[name].phase for name in upstream(node)}
        if phases <= {SUCCEEDED}:
            trace = self.node(node, scope, scope.prefix + node.id)
        else:
            trace = self.note(scope.prefix + node.id, Trace(SKIPPED))
            trace.needs = {scope.prefix + name for name in upstream(node)}
        scope.traces[node.id] = trace

    def finish(self, scope, owner):
        result = Trace(SUCCEEDED)
        failed = [t for t in scope.traces.values() if t.phase == FAILED]
        if not failed:
            try:
                result.outputs = resolve_all(scope.spec.template.outputs, scope)
                return result
            except Trouble as trouble:
                result.errors = {(trouble.kind, trouble.code)}
        result.phase = FAILED
        result.errors |= set().union(*(t.errors for t in failed)) if failed else set()
        self.handle(scope, owner, result)
        return result

    def handle(self, scope, owner, result):
        """The failure node; its own failure takes the place of what it was told."""
        template = scope.spec.template
        if not template.HasField("failure_node"):
            return
        node = template.failure_node

        def put_error(inputs):
            if "err" in inputs:
                made = inputs["err"] = lit.Literal()
                made.scalar.union.type.simple = typ.ERROR
                made.scalar.union.type.structure.tag = "FlyteError"
                error = made.scalar.union.value.scalar.error
                error.failed_node_id, error.message = node.id, "?"

        trace = self.node(node, scope, scope.prefix + node.id, put_error)
        trace.is_handler = True
        owner.children.append(scope.prefix + node.id)
        if trace.phase == FAILED:
            result.errors = trace.errors
