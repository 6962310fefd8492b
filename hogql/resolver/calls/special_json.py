"""JSON functions; a constant key of ``properties`` becomes a property access (hogql 6.6.3).

JSONExtractString(properties, 'plan')  ->  ifNull(properties.plan, '')
"""

from typing import TYPE_CHECKING, Final

from hogql.plan.making import call, text, truth
from hogql.plan.nodes import Function, IsNull, Node, Property, Value, WholeProperties
from hogql.resolver.calls.building import check_constants, check_count, find
from hogql.resolver.calls.results import type_of_result
from hogql.resolver.calls.special_conversions import check_type_name, convert
from hogql.resolver.coerce import as_text, as_value
from hogql.resolver.reach.access import go_into
from hogql.types import BOOL, FLOAT, INT, STRING, with_null

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hogql import ast
    from hogql.resolver.scope import Scope

_LISTS: Final = frozenset(
    {
        "jsonextractkeys",
        "jsonextractarrayraw",
        "jsonextractkeysandvalues",
        "jsonextractkeysandvaluesraw",
    }
)
"""Functions that give arrays, which can not be null."""
_PAIRS: Final = "jsonextractkeysandvalues"
_TYPED: Final = frozenset({"jsonextract", "jsonextractkeysandvalues"})


def _raw(node: Node) -> Node:
    """A property as the text it is stored as, whatever its type."""
    if isinstance(node, Property):
        return Property(with_null(STRING), node.source, node.column, node.key, node.path)
    return node


def _extract(node: "ast.Call", scope: "Scope") -> Node:
    function = find(node.name, node)
    check_count(function, len(node.args), node)
    base, *steps = (scope.resolve(arg) for arg in node.args)
    name = node.name.lower()
    types: tuple[Node, ...] = ()
    if name in _TYPED:
        types = (text(check_type_name(steps.pop(), node)),)
    if isinstance(base, WholeProperties) and _is_of_pairs(name, steps, types):
        # JSON would be made of them only to be read again.
        listed = type_of_result(function, (base, *types))
        return WholeProperties(listed, base.source, base.column, as_pairs=True)
    if base.type.kind == "json":
        for step in _constant_steps(steps):
            base = _raw(go_into(base, step, scope, node))
            steps = steps[1:]
        if not steps and base.type.kind != "json":
            if name in _OF_PROPERTY:
                return _OF_PROPERTY[name](base)
            if name == "jsonextract" and not _is_container(types):
                return _as_typed(base, types)
        base = base if base.type.kind == "json" else call("ifNull", STRING, base, text(""))
    written = _written(base, never_null=name in _LISTS or _is_container(types))
    args = (written, *steps, *types)
    check_constants(function, args, node)
    return Function(type_of_result(function, args), function.sql, args)


def _written(node: Node, *, never_null: bool) -> Node:
    """The JSON text of a value."""
    written = as_text(as_value(node))
    if never_null and written.type.nullable:
        return call("ifNull", STRING, written, text(""))
    return written


def _is_of_pairs(name: str, steps: list[Node], types: tuple[Node, ...]) -> bool:
    """Whether names and texts are asked for, of all properties."""
    named = [one.value for one in types if isinstance(one, Value)]
    return name == _PAIRS and not steps and named == ["String"]


def _is_container(types: tuple[Node, ...]) -> bool:
    """Whether the named type is one that ClickHouse can not make nullable."""
    named = types[0].value if types and isinstance(types[0], Value) else ""
    return str(named).startswith(("Array", "Map", "Tuple"))


def _as_typed(node: Node, types: tuple[Node, ...]) -> Node:
    """A property as a named type: its text is the value itself, not JSON."""
    named = str(types[0].value) if types and isinstance(types[0], Value) else "String"
    plain = named.removeprefix("LowCardinality(").removeprefix("Nullable(").rstrip(")")
    if plain == "String":
        return node
    target = named.removeprefix("Nullable(").removesuffix(")") if "(" in plain else plain
    return convert(node, target)


def _constant_steps(nodes: "Iterable[Node]") -> "Iterator[str | int]":
    """The steps up to the first that is no constant."""
    for node in nodes:
        found = node.value if isinstance(node, Value) else None
        if not isinstance(found, str | int):
            return
        yield found


def _default(node: Node, target: str, value: int | float) -> Node:
    of = INT if target == "Int64" else FLOAT
    return call("ifNull", of, convert(node, target), Value(of, value))


def _as_string(node: Node) -> Node:
    return call("ifNull", STRING, node, text(""))


_OF_PROPERTY: Final["dict[str, Callable[[Node], Node]]"] = {
    "jsonextractstring": _as_string,
    "jsonextractraw": _as_string,
    "jsonextractint": lambda node: _default(node, "Int64", 0),
    "jsonextractuint": lambda node: _default(node, "Int64", 0),
    "jsonextractfloat": lambda node: _default(node, "Float64", 0.0),
    "jsonextractbool": lambda node: truth("=", node, text("true")),
    "jsonhas": lambda node: IsNull(BOOL, node, negated=True),
}

JSON_CALLS: Final["dict[str, Callable[[ast.Call, Scope], Node]]"] = dict.fromkeys(
    (
        "jsonhas",
        "jsonlength",
        "jsontype",
        "jsonextract",
        "jsonextractuint",
        "jsonextractint",
        "jsonextractfloat",
        "jsonextractbool",
        "jsonextractstring",
        "jsonextractkeys",
        "jsonextractraw",
        "jsonextractarrayraw",
        "jsonextractkeysandvalues",
        "jsonextractkeysandvaluesraw",
    ),
    _extract,
)
