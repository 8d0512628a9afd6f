"""A package in a form in which flw's and flytekit's can be laid side by side.

What is taken away, and nothing else (the numbers are those of differences.md):

N1  Names: the last word after the last dot. flytekit puts a module's name before
    tasks and workflows alone, flw before everything.
N2  Node ids: numbered by place in a stable topological order. flytekit counts
    (n0, n1), flw uses the names that the author gave.
N3  Variables of conditions: named after what is bound to them.
N4  Tasks of map nodes: named after the task that is mapped. flytekit's name ends
    in a hash of Python values.
N5  metadata.runtime of a task: which SDK wrote it.
N6  Order: of upstream ids, of sub-workflows and of environment variables, which
    has no meaning.
N7  msgpack bytes are shown as the value that they hold.
"""

import base64

import msgpack
from google.protobuf.json_format import MessageToDict

KIND_BY_SUFFIX = {"1": "task", "2": "workflow", "3": "launch plan"}


def normal_package(members):
    """{"task fetch": {...}, ...} from (file name, message) pairs."""
    entities = {}
    for file_name, message in members:
        plain = MessageToDict(message, preserving_proto_field_name=True)
        entities[entity_key(file_name, plain)] = plain
    renames = mapped_task_names(entities)
    return {
        rename_key(key, renames): normal_entity(plain, renames)
        for key, plain in entities.items()
    }


def entity_key(file_name, plain):
    kind = KIND_BY_SUFFIX[file_name[-4]]
    identifier = plain["id"] if kind == "launch plan" else plain["template"]["id"]
    return kind, identifier["name"]


def rename_key(key, renames):
    kind, name = key
    return f"{kind} {renames.get(name, last_word(name))}"


def last_word(name):
    return name.rsplit(".", 1)[-1]


def normal_entity(plain, renames):
    template = plain.get("template", {})
    template.get("metadata", {}).pop("runtime", None)
    template.get("container", {}).get("env", []).sort(key=lambda pair: pair["key"])
    if "nodes" in template:
        template_nodes(template, renames)
    for inner in plain.get("sub_workflows", []):
        template_nodes(inner, renames)
    plain = rename_ids(plain, renames)
    plain.get("sub_workflows", []).sort(key=lambda inner: inner["id"]["name"])
    return plain


def rename_ids(value, renames):
    """Shorten every identifier; open every msgpack."""
    if isinstance(value, list):
        return [rename_ids(item, renames) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("tag") == "msgpack":
        return {"msgpack": msgpack.unpackb(base64.b64decode(value["value"]))}
    value = {key: rename_ids(item, renames) for key, item in value.items()}
    if "resource_type" in value and "name" in value:
        value["name"] = renames.get(value["name"], last_word(value["name"]))
    return value


# ---- map nodes ----


def mapped_task_names(entities):
    """New names for tasks of map nodes: "map 1 in workflow", by first use."""
    renames = {}
    for (kind, name), plain in sorted(entities.items()):
        if kind == "workflow":
            count = 0
            for node in every_node(plain["template"]["nodes"]):
                if "array_node" in node:
                    count += 1
                    task = node["array_node"]["node"]["task_node"]["reference_id"]["name"]
                    renames.setdefault(task, f"map {count} of {last_word(name)}")
    return renames


def every_node(nodes):
    for node in nodes:
        yield node
        yield from every_node([inner for _, inner in branches_of(node)])


def branches_of(node):
    """(label, node) of the nodes that a branch node may run."""
    choice = node.get("branch_node", {}).get("if_else")
    if not choice:
        return
    yield "if", choice["case"]["then_node"]
    for number, other in enumerate(choice.get("other", [])):
        yield f"elif {number + 1}", other["then_node"]
    if "else_node" in choice:
        yield "else", choice["else_node"]


# ---- node ids ----


def template_nodes(template, renames):
    nodes = template["nodes"] = topological(template["nodes"])
    ids = {node["id"]: f"node {number}" for number, node in enumerate(nodes)}
    for node in nodes:
        rename_node(node, ids[node["id"]], ids, renames)
    if "failure_node" in template:
        rename_node(template["failure_node"], "failure", ids, renames)
    rename_promises(template.get("outputs", []), ids)


def topological(nodes):
    """Each node after those it waits for; else in the order given."""
    left, done, order = list(nodes), set(), []
    while left:
        ready = next(node for node in left if needs_of(node) <= done)
        left.remove(ready)
        done.add(ready["id"])
        order.append(ready)
    return order


def needs_of(node):
    """Ids of the nodes of the same workflow that must come before."""
    needs = set(node.get("upstream_node_ids", []))
    needs |= {promise["node_id"] for promise in promises_in(node.get("inputs", [])) if promise.get("node_id")}
    for _, inner in branches_of(node):
        needs |= needs_of(inner)
    return needs


def promises_in(value):
    if isinstance(value, list):
        for item in value:
            yield from promises_in(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == "promise":
                yield item
            else:
                yield from promises_in(item)


def rename_promises(value, ids):
    for promise in promises_in(value):
        if promise.get("node_id"):
            promise["node_id"] = ids[promise["node_id"]]


def rename_node(node, new_id, ids, renames):
    node["id"] = new_id
    if "upstream_node_ids" in node:
        node["upstream_node_ids"] = sorted(ids[up] for up in node["upstream_node_ids"])
    rename_promises(node.get("inputs", []), ids)
    metadata = node.get("metadata", {})
    if metadata.get("name") in renames:
        metadata["name"] = renames[metadata["name"]]
    if "array_node" in node:
        rename_node(node["array_node"]["node"], "item", ids, renames)
    if "branch_node" in node:
        rename_condition_variables(node)
        if_else = node["branch_node"]["if_else"]
        if "error" in if_else:
            if_else["error"]["failed_node_id"] = new_id
    for label, inner in list(branches_of(node)):
        rename_node(inner, label, ids, renames)


def rename_condition_variables(node):
    names = {}
    for binding in node.get("inputs", []):
        promise = binding["binding"]["promise"]
        path = [str(step.get("string_value", step.get("int_value"))) for step in promise.get("attr_path", [])]
        names[binding["var"]] = ".".join([promise.get("node_id", "input"), promise["var"], *path])
        binding["var"] = names[binding["var"]]
    node.get("inputs", []).sort(key=lambda binding: binding["var"])
    choice = node["branch_node"]["if_else"]
    for block in [choice["case"], *choice.get("other", [])]:
        rename_operands(block["condition"], names)


def rename_operands(expression, names):
    if "conjunction" in expression:
        rename_operands(expression["conjunction"]["left_expression"], names)
        rename_operands(expression["conjunction"]["right_expression"], names)
        return
    for side in ("left_value", "right_value"):
        operand = expression["comparison"][side]
        if "var" in operand:
            operand["var"] = names[operand["var"]]
