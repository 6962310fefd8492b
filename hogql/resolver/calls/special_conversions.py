"""Conversions and casts, none of which throws on a row's value (hogql 7.1.6).

toInt(properties.n)    -> toInt64OrNull(...)      x::uuid -> toUUIDOrNull(x)
CAST(x AS DateTime)    -> parseDateTime64BestEffortOrNull(x, 6, zone)
"""

import re
from typing import TYPE_CHECKING, Final

from hogql.plan.making import call, word
from hogql.plan.nodes import Function, Node, Value
from hogql.resolver.calls.building import check_count, find
from hogql.resolver.calls.moments import to_date, to_datetime
from hogql.resolver.coerce import as_integer, as_text, as_value
from hogql.resolver.scope import at
from hogql.types import BOOL, FLOAT, INT, STRING, UNKNOWN, UUID, Type, with_null

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql import ast
    from hogql.resolver.scope import Scope

_INTEGERS: Final = tuple(f"{sign}{bits}" for sign in ("Int", "UInt") for bits in (8, 16, 32, 64))
_TARGETS: Final[dict[str, str]] = {
    "toint": "Int64",
    "tofloat": "Float64",
    "tofloat32": "Float32",
    "tofloat64": "Float64",
    "touuid": "UUID",
    "tobool": "Bool",
    **{f"to{name.lower()}": name for name in _INTEGERS},
}
_CASTS: Final[dict[str, str]] = {
    **dict.fromkeys(("int", "integer", "bigint"), "Int64"),
    **dict.fromkeys(("smallint",), "Int16"),
    **dict.fromkeys(("float", "double", "double precision", "real"), "Float64"),
    "float32": "Float32",
    "float64": "Float64",
    **dict.fromkeys(("bool", "boolean"), "Bool"),
    "uuid": "UUID",
    **{name.lower(): name for name in _INTEGERS},
}
_NEVER_THROW: Final = frozenset({"Int64", "UInt64", "Float64", "Float32"})
"""Numbers turn into these without an error; narrower integers are checked."""
_TEXTS: Final = frozenset({"string", "text", "varchar", "char"})
_DATETIMES: Final = frozenset({"datetime", "timestamp", "datetime64", "timestamptz"})
_DECIMAL: Final = r"(?:decimal|numeric)\s*\(\s*(\d{1,2})\s*(?:,\s*(\d{1,2})\s*)?\)"
_TYPE_NAME: Final = (
    r"(?:(?:Nullable|Array|LowCardinality)\()*"
    r"(?:U?Int(?:8|16|32|64|128|256)|Float(?:32|64)|String|Bool|UUID|Date|Date32|DateTime"
    r"|DateTime64(?:\(\d\))?|Decimal(?:32|64|128)?\(\d{1,2}(?:, ?\d{1,2})?\)"
    r"|Map\(String, ?String\))"
    r"\)*"
)


def convert(node: Node, target: str) -> Function:
    """The value as ``target``, null where it is none."""
    of = _type_of(target)
    kind = node.type.kind
    if kind == "string" and target in {"Int64", "Float64", "UUID"}:
        return call(f"to{target}OrNull", with_null(of), node)
    if of.kind == "int" and kind in {"float", "date", "datetime"}:
        whole = call("trunc", node.type, node) if kind == "float" else as_integer(node)
        return call("accurateCastOrNull", with_null(of), whole, word(target))
    if node.type.is_number and target in _NEVER_THROW:
        return call(f"to{target}", with_null(of, node.type.nullable), node)
    return call("accurateCastOrNull", with_null(of), as_value(node), word(target))


def _type_of(target: str) -> Type:
    if "Int" in target:
        return INT
    if "Float" in target:
        return FLOAT
    return {"UUID": UUID, "Bool": BOOL, "String": STRING}.get(target, UNKNOWN)


def resolve_cast(node: "ast.TypeCast", scope: "Scope") -> Node:
    """``x::name`` and ``CAST(x AS name)``."""
    inner = scope.resolve(node.expr)
    name = node.type_name.strip().lower()
    while name.startswith("nullable(") and name.endswith(")"):
        name = name.removeprefix("nullable(").removesuffix(")")
    if name in _TEXTS:
        return shown_text(inner, scope)
    if name in _DATETIMES or name.startswith("datetime64("):
        return to_datetime(inner, scope.state.context.timezone, node)
    if name in {"date", "date32"}:
        return to_date(inner, scope.state.context.timezone, node)
    target = _CASTS.get(name)
    decimal = re.fullmatch(_DECIMAL, name)
    if decimal is not None:
        target = f"Decimal({decimal[1]}, {decimal[2] or 0})"
    if target is None:
        raise at(node, f"Unsupported type: {node.type_name}")
    return convert(inner, target)


def shown_text(node: Node, scope: "Scope") -> Node:
    """The value as text; times in the project's zone."""
    zone = scope.state.context.timezone
    if node.type.kind == "datetime" and not node.type.zoned and zone != "UTC":
        return call("toString", with_null(STRING, node.type.nullable), node, word(zone))
    return as_text(node) if node.type.kind != "unknown" else _to_string(node)


def _to_string(node: Node) -> Function:
    return call("toString", with_null(STRING, node.type.nullable), node)


def _arguments(node: "ast.Call", scope: "Scope") -> tuple[Node, ...]:
    check_count(find(node.name, node), len(node.args), node)
    return tuple(scope.resolve(arg) for arg in node.args)


def _convert_call(node: "ast.Call", scope: "Scope") -> Node:
    return convert(_arguments(node, scope)[0], _TARGETS[node.name.lower()])


def _or_zero(node: "ast.Call", scope: "Scope") -> Node:
    target, zero = ("Int64", 0) if "int" in node.name.lower() else ("Float64", 0.0)
    first, *rest = _arguments(node, scope)
    found = convert(first, target)
    default = rest[0] if rest else Value(_type_of(target), zero)
    return call("ifNull", with_null(found.type, nullable=False), found, default)


def _uuid_or_default(node: "ast.Call", scope: "Scope") -> Node:
    value, default = _arguments(node, scope)
    return call("ifNull", UUID, convert(value, "UUID"), convert(default, "UUID"))


def _to_text(node: "ast.Call", scope: "Scope") -> Node:
    return shown_text(_arguments(node, scope)[0], scope)


def _to_decimal(node: "ast.Call", scope: "Scope") -> Node:
    inner, scale = _arguments(node, scope)
    if not isinstance(scale, Value) or type(scale.value) is not int or not 0 <= scale.value <= 18:
        raise at(node, "The scale of toDecimal must be an integer from 0 to 18")
    return convert(inner, f"Decimal(18, {scale.value})")


def _cast_call(node: "ast.Call", scope: "Scope") -> Node:
    inner, name = _arguments(node, scope)
    return convert(inner, check_type_name(name, node))


def check_type_name(name: Node, node: "ast.Node") -> str:
    """A constant name of a type that values may be turned into."""
    written = name.value if isinstance(name, Value) else None
    if not isinstance(written, str) or not re.fullmatch(_TYPE_NAME, written):
        raise at(node, "Unsupported type")
    return written


CONVERSIONS: Final["dict[str, Callable[[ast.Call, Scope], Node]]"] = {
    **dict.fromkeys(_TARGETS, _convert_call),
    "tointorzero": _or_zero,
    "tofloatorzero": _or_zero,
    "tofloatordefault": _or_zero,
    "touuidordefault": _uuid_or_default,
    "tostring": _to_text,
    "tonullablestring": _to_text,
    "todecimal": _to_decimal,
    "accuratecast": _cast_call,
    "accuratecastornull": _cast_call,
}
