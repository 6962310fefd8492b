"""Making two sides of an operation comparable, without anything that throws (hogql 7.1.6).

properties.price > 5         text, number     -> toFloat64OrNull(text)
timestamp > '2026-03-01'     datetime, text   -> the constant in UTC
properties.ok AND ...        text, condition  -> text = 'true'
"""

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql.plan.making import call, text, truth, word
from hogql.plan.nodes import Function, Infix, Node, PersonId, Property, Value
from hogql.resolver.person_sets import are_person_and_id, as_key
from hogql.resolver.times import read_date, read_datetime, read_uuid
from hogql.schema.columns import ZERO_UUID
from hogql.types import BOOL, DATETIME, FLOAT, INT, NULL, STRING, UUID, with_null

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql.context import Context

WORDS: Final = {"true": True, "false": False}
BIG: Final = 2**63
YEARS: Final = 400
UNITS_A_YEAR: Final = {
    "second": 31_622_400,
    "minute": 527_040,
    "hour": 8_784,
    "day": 366,
    "week": 53,
    "month": 12,
    "quarter": 4,
    "year": 1,
}


def as_number(node: Node) -> Node:
    """The value as a number: text is converted, null when it is none."""
    if node.type.kind != "string":
        return node
    if isinstance(node, Value):
        return _number_constant(node)
    return call("toFloat64OrNull", with_null(FLOAT), node)


def _number_constant(node: Value) -> Node:
    written = str(node.value)
    try:
        return Value(INT, int(written))
    except ValueError:
        pass
    try:
        return Value(FLOAT, float(written))
    except ValueError:
        return call("toFloat64OrNull", with_null(FLOAT), node)


def as_integer(node: Node) -> Node:
    """The value as a whole number: fractions are cut off, null when it is none."""
    kind = node.type.kind
    if isinstance(node, Value) and isinstance(node.value, float) and abs(node.value) < BIG:
        return Value(INT, int(node.value))
    if kind in {"int", "bool", "unknown"}:
        return node
    if kind == "string":
        number = as_number(node)
        return as_integer(number) if isinstance(number, Value) else _text_as_integer(node)
    if kind in {"date", "datetime"}:
        return call("toInt64", with_null(INT, node.type.nullable), node)
    if kind != "float":
        return node
    return call("accurateCastOrNull", with_null(INT), call("trunc", node.type, node), word("Int64"))


def _text_as_integer(node: Node) -> Node:
    return call("toInt64OrNull", with_null(INT), node)


def limit_amount(node: Node, unit: str) -> Node:
    """A number of units of time, null where adding it would leave every calendar.

    ClickHouse computes with what a null hides too: so that is a number near the bound.
    """
    most = YEARS * UNITS_A_YEAR[unit]
    whole = as_integer(node)
    if isinstance(whole, Value):
        is_near = isinstance(whole.value, int) and abs(whole.value) <= most
        return whole if is_near or whole.value is None else Value(NULL, None)
    if whole.type.kind not in {"int", "bool", "unknown"}:
        return whole
    beyond = Value(INT, most + 1)
    size = call("abs", with_null(INT, whole.type.nullable), whole)
    within = Infix(BOOL, "<=", size, Value(INT, most))
    is_sure = call("ifNull", BOOL, within, Value(BOOL, value=False))
    kept = call("if", INT, is_sure, call("ifNull", INT, whole, beyond), beyond)
    return call("nullIf", with_null(INT), kept, beyond)


def as_condition(node: Node) -> Node:
    """The value as true or false: of text, only ``true`` is true."""
    if node.type.kind == "string":
        return truth("=", node, text("true"))
    if node.type.kind == "bool" and isinstance(node, Property):
        return truth("=", node, Value(BOOL, value=True))
    return node


def as_text(node: Node) -> Node:
    """The value as text."""
    if node.type.kind in {"string", "unknown", "null"}:
        return node
    if node.type.kind == "bool" and isinstance(node, Property):
        return replace(node, type=with_null(STRING))
    return call("toString", with_null(STRING, node.type.nullable), as_value(node))


def as_value(node: Node) -> Node:
    """The value as rows show it: a person becomes its UUID."""
    return PersonId(UUID, node) if node.type.kind == "person" else node


def harmonise(left: Node, right: Node, context: "Context") -> tuple[Node, Node]:
    """Both sides of a comparison, converted so that ClickHouse accepts and indexes serve."""
    if isinstance(right, Value):
        return _with_constant(left, right, context)
    if isinstance(left, Value):
        turned, constant = _with_constant(right, left, context)
        return constant, turned
    if left.type.kind == right.type.kind == "person":
        return left, right
    if are_person_and_id(left.type, right.type):
        return as_key(left), as_key(right)
    return _towards(left, right, context), _towards(right, left, context)


def _towards(node: Node, other: Node, context: "Context") -> Node:
    """``node`` as something that compares with ``other``."""
    kind = other.type.kind
    if kind == "datetime" and node.type.kind in {"int", "float"}:
        return _number_as_datetime(node)
    if kind == "string" and node.type.kind in {"uuid", "person"}:
        return as_text(node)
    if node.type.kind != "string":
        return as_value(node)
    if other.type.is_number:
        return as_number(node)
    return _text_as_datetime(node, context) if kind in {"datetime", "date"} else node


def _number_as_datetime(node: Node) -> Node:
    """Seconds since 1970 as a moment: ClickHouse throws comparing far numbers with times."""
    whole = as_integer(node)
    return call("toDateTime", with_null(DATETIME, whole.type.nullable), whole, word("UTC"))


def _with_constant(node: Node, constant: Value, context: "Context") -> tuple[Node, Node]:
    kind, given = node.type.kind, constant.type
    if given.kind == "string":
        return _WITH_TEXT.get(kind, _keep)(node, constant, context)
    if kind == "string":
        return _text_with_constant(node, constant, context)
    if given.kind in {"int", "float"} and kind == "datetime":
        return node, _number_as_datetime(constant)
    if given.kind == "datetime" and kind in {"int", "float"}:
        return _number_as_datetime(node), constant
    return node, constant


def _text_with_constant(node: Node, constant: Value, context: "Context") -> tuple[Node, Node]:
    kind = constant.type.kind
    if kind == "bool":
        return node, text("true" if constant.value else "false")
    if constant.type.is_number:
        return as_number(node), constant
    if kind in {"datetime", "date"}:
        return _text_as_datetime(node, context), constant
    return node, constant


def _text_as_datetime(node: Node, context: "Context") -> Node:
    parts = (node, Value(INT, 6), word(context.timezone))
    return call("parseDateTime64BestEffortOrNull", with_null(DATETIME), *parts)


def _keep(node: Node, constant: Value, _context: "Context") -> tuple[Node, Node]:
    return node, constant


def _as_datetimes(node: Node, constant: Value, context: "Context") -> tuple[Node, Node]:
    found = read_datetime(str(constant.value), context.timezone)
    return (node, found) if found else (as_text(node), constant)


def _as_dates(node: Node, constant: Value, context: "Context") -> tuple[Node, Node]:
    written = str(constant.value)
    if len(written.strip()) > len("2026-01-01"):
        return _as_datetimes(node, constant, context)
    found = read_date(written)
    return (node, found) if found else (as_text(node), constant)


def _as_numbers(node: Node, constant: Value, _context: "Context") -> tuple[Node, Node]:
    number = as_number(constant)
    return (node, number) if isinstance(number, Value) else (as_text(node), constant)


def _as_booleans(node: Node, constant: Value, _context: "Context") -> tuple[Node, Node]:
    found = WORDS.get(str(constant.value).lower())
    if found is not None:
        return node, Value(BOOL, found)
    if isinstance(node, Property):
        return Property(with_null(STRING), node.source, node.column, node.key, node.path), constant
    return as_text(node), constant


def _as_uuids(node: Node, constant: Value, _context: "Context") -> tuple[Node, Node]:
    found = read_uuid(str(constant.value))
    if found is None:
        return as_text(node), constant
    is_bare = isinstance(node, Function) and node.name == "nullIf" and found.value != ZERO_UUID
    return (node.args[0] if isinstance(node, Function) and is_bare else node), found


def _as_persons(node: Node, constant: Value, _context: "Context") -> tuple[Node, Node]:
    found = read_uuid(str(constant.value))
    return (node, found) if found else (as_text(PersonId(UUID, node)), constant)


_WITH_TEXT: Final["dict[str, Callable[[Node, Value, Context], tuple[Node, Node]]]"] = {
    "datetime": _as_datetimes,
    "date": _as_dates,
    "int": _as_numbers,
    "float": _as_numbers,
    "bool": _as_booleans,
    "uuid": _as_uuids,
    "person": _as_persons,
}
