"""Trees as JSON in PostHog's form, and back.

    Field(chain=("a",))  <->  {"node": "Field", "chain": ["a"]}

Positions and the fields PostHog's tree lacks are left out. Numbers that JSON cannot hold are text
with ``"value_type": "number"``.

Source: the trees the published HogQL parser answers (hogql 12).
"""

import math
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from msgspec import NODEFAULT

from hogql.ast import calls, expressions, operators, programs, selects
from hogql.ast.calls import Call
from hogql.ast.expressions import Constant
from hogql.ast.nodes import AS_MAP, IF_SET, UNSEEN, Node
from hogql.ast.walk import field_names

if TYPE_CHECKING:
    from collections.abc import Callable

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

_LARGEST: Final = 2**63 - 1
_KINDS: Final = {
    kind.__name__: kind
    for module in (calls, expressions, operators, programs, selects)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Node) and kind is not Node
}
_MAKERS: Final["dict[str, Callable[..., Node]]"] = {**_KINDS}
_WIRE: Final[dict[type[Node], tuple[tuple[str, str, str], ...]]] = {}
_WAYS: Final = frozenset({UNSEEN, IF_SET, AS_MAP})


def _wire_fields(kind: type[Node]) -> tuple[tuple[str, str, str], ...]:
    """(field, key, way) of every field that is written."""
    found = _WIRE.get(kind)
    if found is None:
        named = ((name, kind.WIRE.get(name, name)) for name in field_names(kind))
        found = _WIRE[kind] = tuple(
            (name, name if way in _WAYS else way, way) for name, way in named if way != UNSEEN
        )
    return found


def to_json(node: Node) -> dict[str, Json]:
    """The tree as PostHog's parser writes it; keys without a value are left out."""
    kind = type(node)
    found: dict[str, Json] = {"node": kind.__name__}
    if isinstance(node, Constant):
        return {**found, **_scalar(node)}
    for name, key, way in _wire_fields(kind):
        value = getattr(node, name)
        if value is None or (way == IF_SET and not value):
            continue
        if way == AS_MAP:
            found[key] = {inner: to_json(child) for inner, child in value}
        else:
            found[key] = _value(value)
    if isinstance(node, Call) and node.is_sugar:
        del found["distinct"]
    return found


def _value(value: object) -> Json:
    if isinstance(value, Node):
        return to_json(value)
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    return cast("Json", value)


def _scalar(node: Constant) -> dict[str, Json]:
    value = node.value
    if isinstance(value, float) and not math.isfinite(value):
        text = "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")
        return {"value": text, "value_type": "number"}
    if isinstance(value, int) and not -_LARGEST - 1 <= value <= _LARGEST:
        return {"value": str(value), "value_type": "number"}
    return {"value": value}


def from_json(found: dict[str, Json]) -> Node:
    """The tree that such JSON describes; ``ValueError`` for a node that does not exist."""
    kind = _KINDS.get(str(found.get("node")))
    if kind is None:
        raise ValueError(f"{found.get('node')!r} is not a node")
    if kind is Constant:
        return _constant(found)
    values: dict[str, object] = {}
    for name, key, way in _wire_fields(kind):
        if found.get(key) is not None:
            values[name] = _read(found[key], name, way)
        elif name in _required(kind):
            raise ValueError(f"{kind.__name__} has no {key}")
    if kind is Call and "distinct" not in found:
        values["is_sugar"] = True
    return _MAKERS[kind.__name__](**values)


def _required(kind: type[Node]) -> frozenset[str]:
    """The fields without a default; all fields are given by name, so each has an entry."""
    pairs = zip(kind.__struct_fields__, kind.__struct_defaults__, strict=True)
    return frozenset(name for name, default in pairs if default is NODEFAULT)


def _constant(found: dict[str, Json]) -> Node:
    value = found.get("value")
    if found.get("value_type") == "number" and isinstance(value, str):
        return Constant(value=int(value) if value.lstrip("-").isdigit() else float(value))
    return Constant(value=cast("str | int | float | bool | None", value))


def _read(value: Json, name: str, way: str) -> object:
    if way == AS_MAP and isinstance(value, dict):
        return tuple(
            (key, from_json(cast("dict[str, Json]", child))) for key, child in value.items()
        )
    if name == "op" and isinstance(value, str):
        known = {
            str(op): op for op in (*operators.ArithmeticOperationOp, *operators.CompareOperationOp)
        }
        return known[value]
    return _node(value)


def _node(value: Json) -> object:
    if isinstance(value, dict):
        return from_json(value)
    if isinstance(value, list):
        return tuple(_node(item) for item in value)
    return value
