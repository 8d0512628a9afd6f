"""Flyte's literals: made at random, and as the JSON that flw prints."""

import base64
import datetime
import math

import msgpack
from flyteidl.core import literals_pb2 as lit
from flyteidl.core import types_pb2 as typ

SIMPLE = {
    "int": typ.INTEGER,
    "float": typ.FLOAT,
    "str": typ.STRING,
    "bool": typ.BOOLEAN,
    "time": typ.DATETIME,
    "span": typ.DURATION,
}
PLAIN = list(SIMPLE)
# The one record: its fields and their types.
RECORD = {"a": "int", "s": "str", "f": "float", "l": ("list", "int"), "in": "record"}


def type_of(kind):
    """The LiteralType of "int", ("list", kind), ("map", kind), ("opt", kind)
    or "record"."""
    if kind in SIMPLE:
        return typ.LiteralType(simple=SIMPLE[kind])
    if kind == "record":
        made = typ.LiteralType(simple=typ.STRUCT)
        made.annotation.annotations["cache-key-metadata"] = {
            "serialization-format": "msgpack"}
        return made
    if kind[0] == "list":
        return typ.LiteralType(collection_type=type_of(kind[1]))
    if kind[0] == "map":
        return typ.LiteralType(map_value_type=type_of(kind[1]))
    none = typ.LiteralType(simple=typ.NONE, structure=typ.TypeStructure(tag="none"))
    one = type_of(kind[1])
    one.structure.tag = kind[1] if isinstance(kind[1], str) else "Typed"
    return typ.LiteralType(union_type=typ.UnionType(variants=[one, none]))


def plain(kind, value):
    made = lit.Literal()
    primitive = made.scalar.primitive
    if kind == "int":
        primitive.integer = value
    elif kind == "float":
        primitive.float_value = value
    elif kind == "str":
        primitive.string_value = value
    elif kind == "bool":
        primitive.boolean = value
    elif kind == "time":
        primitive.datetime.seconds, primitive.datetime.nanos = value
        primitive.datetime.SetInParent()
    elif kind == "span":
        primitive.duration.seconds, primitive.duration.nanos = value
        primitive.duration.SetInParent()
    return made


def packed(value):
    made = lit.Literal()
    made.scalar.binary.value = msgpack.packb(value)
    made.scalar.binary.tag = "msgpack"
    return made


def none():
    made = lit.Literal()
    made.scalar.none_type.SetInParent()
    return made


def random_record(dice, depth=1):
    return {"a": dice.randrange(-3, 6), "s": dice.choice("xyz"),
            "f": dice.choice([0.5, 1.0, -2.25]),
            "l": [dice.randrange(9) for _ in range(dice.randrange(4))],
            "in": random_record(dice, depth - 1) if depth else None}


def random_plain(dice, kind):
    return {
        "int": lambda: dice.randrange(-3, 6),
        "float": lambda: dice.choice([0.0, 1.0, 2.5, -0.5, math.inf, 1e21]),
        "str": lambda: dice.choice(["", "a", "b", "ab", "é", "x y\n"]),
        "bool": lambda: dice.random() < 0.5,
        "time": lambda: (dice.randrange(1700000000, 1700000004),
                         dice.choice([0, 0, 250000000])),
        "span": lambda: (dice.randrange(4), dice.choice([0, 0, 1500])),
    }[kind]()


def random_literal(dice, kind):
    if kind in SIMPLE:
        return plain(kind, random_plain(dice, kind))
    if kind == "record":
        return packed(random_record(dice))
    made = lit.Literal()
    if kind[0] == "list":
        made.collection.SetInParent()
        for _ in range(dice.randrange(5)):
            made.collection.literals.append(random_literal(dice, kind[1]))
    elif kind[0] == "map":
        made.map.SetInParent()
        for key in dice.sample(["k", "l", "a b"], dice.randrange(1, 4)):
            made.map.literals[key].CopyFrom(random_literal(dice, kind[1]))
    else:
        variants = type_of(kind).union_type.variants
        some = dice.random() < 0.5
        made.scalar.union.type.CopyFrom(variants[0 if some else 1])
        made.scalar.union.value.CopyFrom(
            random_literal(dice, kind[1]) if some else none())
    return made


# ---- as flw prints it: floats have a point, unions are their value ----


def fraction(nanos):
    return f".{nanos:09d}".rstrip("0") if nanos else ""


def time_text(moment):
    at = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=moment.seconds)
    return at.strftime("%Y-%m-%dT%H:%M:%S") + fraction(moment.nanos) + "Z"


def span_text(span):
    """As Go prints a duration that is not negative."""
    ns = span.seconds * 10**9 + span.nanos
    for unit, size in (("ns", 1), ("µs", 10**3), ("ms", 10**6)):
        if 0 < ns < size * 1000:
            whole, rest = divmod(ns, size)
            digits = len(str(size)) - 1
            return f"{whole}" + (f".{rest:0{digits}d}".rstrip("0") if rest else "") + unit
    hours, rest = divmod(ns, 3600 * 10**9)
    minutes, rest = divmod(rest, 60 * 10**9)
    seconds = f"{rest // 10**9}" + fraction(rest % 10**9) + "s"
    return (f"{hours}h" if hours else "") + (f"{minutes}m" if hours or minutes else "") + seconds


def float_json(number):
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return number


def packed_json(value):
    if isinstance(value, float):
        return float_json(value)
    if isinstance(value, list):
        return [packed_json(item) for item in value]
    if isinstance(value, dict):
        return {str(key): packed_json(item) for key, item in value.items()}
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return value


def scalar_json(scalar):
    kind = scalar.WhichOneof("value")
    if kind == "primitive":
        inner = scalar.primitive.WhichOneof("value")
        value = getattr(scalar.primitive, inner)
        return {"datetime": time_text, "duration": span_text,
                "float_value": float_json}.get(inner, lambda same: same)(value)
    if kind == "binary":
        return packed_json(msgpack.unpackb(scalar.binary.value, strict_map_key=False))
    if kind == "union":
        return to_json(scalar.union.value)
    if kind == "error":
        return {"failed_node_id": scalar.error.failed_node_id,
                "message": scalar.error.message}
    return None


def to_json(literal):
    kind = literal.WhichOneof("value")
    if kind == "scalar":
        return scalar_json(literal.scalar)
    if kind == "collection":
        return [to_json(item) for item in literal.collection.literals]
    if kind == "map":
        return {key: to_json(item) for key, item in literal.map.literals.items()}
    return None


def same_json(one, other):
    """Equal, with 1 and 1.0 and True told apart."""
    if type(one) is not type(other):
        return False
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same_json, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(
            same_json(one[key], other[key]) for key in one)
    return one == other

