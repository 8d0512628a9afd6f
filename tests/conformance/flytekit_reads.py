"""Whether flytekit can read packages.

usage: flytekit_reads.py PACKAGE.tgz...

Every message goes through flytekit's own models and back, and nothing may be
lost. Every variable must have a Python type that flytekit can guess, and every
constant a Python value: this is what a remote fetch or a Python task would do.
"""

import logging
import sys

from flyteidl.core.types_pb2 import SimpleType
from flytekit import FlyteContextManager
from flytekit.core.type_engine import TypeEngine
from flytekit.models.admin.workflow import WorkflowSpec
from flytekit.models.launch_plan import LaunchPlanSpec
from flytekit.models.literals import Literal
from flytekit.models.task import TaskSpec

from google.protobuf.json_format import MessageToDict

from show_package import read_package

# flytekit has no Python type for these on their own.
UNGUESSABLE = {SimpleType.NONE, SimpleType.BINARY}


def read(name, message):
    """The message as flytekit understands it."""
    if name.endswith("_1.pb"):
        return TaskSpec.from_flyte_idl(message).to_flyte_idl()
    if name.endswith("_2.pb"):
        return WorkflowSpec.from_flyte_idl(message).to_flyte_idl()
    return LaunchPlanSpec.from_flyte_idl(message.spec).to_flyte_idl()


def interfaces(message):
    if hasattr(message, "template"):
        yield message.template.interface
    for inner in getattr(message, "sub_workflows", []):
        yield inner.interface


def complaints(name, message):
    original = message.spec if name.endswith("_3.pb") else message
    yield from lost("", plain(original), plain(read(name, message)))
    for interface in interfaces(message):
        yield from type_complaints(interface.inputs.variables)
        yield from type_complaints(interface.outputs.variables)
    if name.endswith("_3.pb"):
        yield from default_complaints(message.spec)


def plain(message):
    return without_empty(MessageToDict(message, preserving_proto_field_name=True))


def without_empty(value):
    """flytekit's models do not keep apart an empty message and none."""
    if isinstance(value, list):
        return [without_empty(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {key: without_empty(item) for key, item in value.items()}
    return {key: item for key, item in kept.items() if item not in ({}, [], "", False)}


# flytekit drops these on reading, from its own packages as well.
DROPPED = (".bound_inputs", ".min_successes", ".primary_container_name")
DROPPED_AT_TOP = (".envs", ".interruptible")  # of a launch plan


def lost(path, original, again):
    if isinstance(original, dict) and isinstance(again, dict):
        for key in original:
            yield from lost(f"{path}.{key}", original[key], again.get(key))
    elif isinstance(original, list) and isinstance(again, list) and len(original) == len(again):
        for index, (before, after) in enumerate(zip(original, again)):
            yield from lost(f"{path}[{index}]", before, after)
    elif original != again and not path.endswith(DROPPED) and path not in DROPPED_AT_TOP:
        yield f"flytekit makes of {path[1:]} {original!r}: {again!r}"


def guess(literal_type):
    from flytekit.models.types import LiteralType

    return TypeEngine.guess_python_type(LiteralType.from_flyte_idl(literal_type))


def type_complaints(variables):
    for name, variable in variables.items():
        if variable.type.WhichOneof("type") == "simple" and variable.type.simple in UNGUESSABLE:
            continue
        try:
            guess(variable.type)
        except Exception as error:  # flytekit raises whatever it meets
            yield f"no Python type for {name}: {error!r}"


def default_complaints(spec):
    context = FlyteContextManager.current_context()
    for name, parameter in spec.default_inputs.parameters.items():
        if parameter.WhichOneof("behavior") != "default":
            continue
        try:
            wanted = guess(parameter.var.type)
            TypeEngine.to_python_value(context, Literal.from_flyte_idl(parameter.default), wanted)
        except Exception as error:
            yield f"no Python value for the default of {name}: {error!r}"


def main(paths):
    logging.disable(logging.WARNING)
    bad = 0
    for path in paths:
        for name, message in read_package(path):
            for complaint in complaints(name, message):
                bad += 1
                print(f"UNREAD {path}: {name}: {complaint}")
    print(f"{len(paths)} packages read by flytekit, {bad} complaints")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
