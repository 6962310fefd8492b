"""Trees as JSON in PostHog's form, and back.

    Field(chain=("a",))  <->  {"node": "Field", "chain": ["a"]}

Positions and the fields PostHog's tree lacks are left out. Numbers that JSON cannot hold are text
with ``"value_type": "number"``.

Source: the trees the published HogQL parser answers (hogql 12).
"""

import math
from dataclasses import MISSING, Field, fields
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from hogql.ast import calls, expressions, operators, programs, selects
from hogql.ast.calls import Call
from hogql.ast.expressions import Constant
from hogql.ast.nodes import Node

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


def _wire_fields(kind: type[Node]) -> tuple[tuple[str, str, str], ...]:
    """(field, key, way) of every field that is written; the way is "", "set" or "map"."""
    found = _WIRE.get(kind)
    if found is None:
        listed = []
        for item in fields(kind):
            key = item.metadata.get("wire", item.name)
            if key is None or item.name in {"start", "end"}:
                continue
            way = "set" if item.metadata.get("wire_if_set") else ""
            listed.append((item.name, key, "map" if item.metadata.get("map") else way))
        found = _WIRE[kind] = tuple(listed)
    return found


def to_json(node: Node) -> dict[str, Json]:
    """The tree as PostHog's parser writes it; keys without a value are left out."""
    kind = type(node)
    found: dict[str, Json] = {"node": kind.__name__}
    if isinstance(node, Constant):
        return {**found, **_scalar(node)}
    for name, key, way in _wire_fields(kind):
        value = getattr(node, name)
        if value is None or (way == "set" and not value):
            continue
        if way == "map":
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
    for item in fields(kind):
        key = item.metadata.get("wire", item.name)
        if key is not None and found.get(key) is not None:
            values[item.name] = _read(found[key], item)
        elif item.default is MISSING and item.default_factory is MISSING:
            raise ValueError(f"{kind.__name__} has no {key}")
    if kind is Call and "distinct" not in found:
        values["is_sugar"] = True
    return _MAKERS[kind.__name__](**values)


def _constant(found: dict[str, Json]) -> Node:
    value = found.get("value")
    if found.get("value_type") == "number" and isinstance(value, str):
        return Constant(value=int(value) if value.lstrip("-").isdigit() else float(value))
    return Constant(value=cast("str | int | float | bool | None", value))


def _read(value: Json, item: "Field[object]") -> object:
    if item.metadata.get("map") and isinstance(value, dict):
        return tuple(
            (key, from_json(cast("dict[str, Json]", child))) for key, child in value.items()
        )
    if item.name == "op" and isinstance(value, str):
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
