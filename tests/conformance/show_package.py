"""Print a Flyte package (.tgz) as compact protobuf text.

usage: show_package.py PACKAGE.tgz [part of a member's name ...]

Structs are printed as JSON, map entries in key order, and a message that fits
on a line stays on one: two packages printed this way can be read side by side.
"""

import json
import sys
import tarfile

from flyteidl.admin.launch_plan_pb2 import LaunchPlan
from flyteidl.admin.task_pb2 import TaskSpec
from flyteidl.admin.workflow_pb2 import WorkflowSpec
from google.protobuf import json_format, text_format

MESSAGE_BY_SUFFIX = {"_1.pb": TaskSpec, "_2.pb": WorkflowSpec, "_3.pb": LaunchPlan}
WIDTH = 110


def read_package(path):
    """Yield (member name, message) in the order in which flytectl registers."""
    with tarfile.open(path) as tar:
        for name in sorted(tar.getnames()):
            message = MESSAGE_BY_SUFFIX[name[-5:]]()
            message.ParseFromString(tar.extractfile(name).read())
            yield name, message


def values_of(field, value):
    """A field's values as a list; a map becomes its entries, sorted by key."""
    entry = field.message_type
    if entry is None or not entry.GetOptions().map_entry:
        return list(value) if field.is_repeated else [value]
    entries = []
    for key in sorted(value):
        item = entry._concrete_class(key=key)
        if entry.fields_by_name["value"].message_type:
            item.value.CopyFrom(value[key])
        else:
            item.value = value[key]
        entries.append(item)
    return entries


def lines_of(message, indent=0):
    pad = " " * indent
    if message.DESCRIPTOR.full_name == "google.protobuf.Struct":
        return [pad + json.dumps(json_format.MessageToDict(message), sort_keys=True)]
    lines = []
    for field, value in message.ListFields():
        for item in values_of(field, value):
            lines += lines_of_field(field, item, pad, indent)
    return lines


def lines_of_field(field, item, pad, indent):
    if field.enum_type:
        return [f"{pad}{field.name}: {field.enum_type.values_by_number[item].name}"]
    if not field.message_type:
        return [f"{pad}{field.name}: {item!r}"]
    one_line = text_format.MessageToString(item, as_one_line=True)
    if not one_line:
        return [f"{pad}{field.name} {{ }}"]
    if len(one_line) + indent < WIDTH and "fields {" not in one_line:
        return [f"{pad}{field.name} {{ {one_line} }}"]
    return [f"{pad}{field.name} {{", *lines_of(item, indent + 2), f"{pad}}}"]


def main(path, *wanted):
    for name, message in read_package(path):
        if not wanted or any(part in name for part in wanted):
            print("#", name)
            print("\n".join(lines_of(message)))


if __name__ == "__main__":
    main(*sys.argv[1:])
