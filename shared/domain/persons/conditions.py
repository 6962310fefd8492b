"""Property filters of the persons list as conditions of PostgreSQL.

    [{"key": "plan", "operator": "exact", "value": ["pro"]}] --read--> SQL over persons + values

Filters may stand in groups ``{"type": "AND" | "OR", "values": [...]}`` (application-api 6).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, LiteralString

import orjson

from shared.domain.nul import without_nul
from shared.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from shared.json import Json

DEEPEST: Final = 4
MOST: Final = 50
_TEXT: Final = "persons.properties ->> %s"
_NUMBER: Final = (
    "CASE WHEN jsonb_typeof(persons.properties -> %s) = 'number'"
    " THEN (persons.properties ->> %s)::numeric END"
)
_BY_TEXT: Final[Mapping[str, LiteralString]] = {
    "exact": f"({_TEXT}) = ANY(%s)",
    "is_not": f"(({_TEXT}) = ANY(%s)) IS NOT TRUE",
    "icontains": f"lower({_TEXT}) LIKE ANY(%s)",
    "not_icontains": f"(lower({_TEXT}) LIKE ANY(%s)) IS NOT TRUE",
    "regex": f"({_TEXT}) ~ ANY(%s)",
    "not_regex": f"(({_TEXT}) ~ ANY(%s)) IS NOT TRUE",
}
_BY_NUMBER: Final[Mapping[str, LiteralString]] = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """A part of a statement, without any value in its text, and the values in its places."""

    sql: LiteralString
    values: tuple[object, ...]


def join_conditions(conditions: list[Condition], word: LiteralString = " AND ") -> Condition:
    """Return all of them, or any of them with ``" OR "``; no condition is always met."""
    sql = word.join(f"({item.sql})" for item in conditions) or "true"
    return Condition(sql=sql, values=tuple(v for item in conditions for v in item.values))


def read_conditions(text: str) -> Condition:
    """Return the condition that a query string's ``properties`` states."""
    try:
        tree: Json = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise _refused("The filters must be JSON.") from error
    if isinstance(tree, dict) and "key" not in tree and "values" not in tree:
        tree = [{"key": key, "value": value} for key, value in tree.items()]
    nodes: Sequence[Json] = tree if isinstance(tree, list) else [tree]
    return _group(nodes, " AND ", depth=0)


def _group(nodes: Sequence[Json], word: LiteralString, *, depth: int) -> Condition:
    if depth > DEEPEST or len(nodes) > MOST:
        raise _refused("There are too many filters.")
    return join_conditions([_read(node, depth) for node in nodes], word)


def _read(node: Json, depth: int) -> Condition:
    if not isinstance(node, dict):
        raise _refused("A filter must be an object.")
    nodes = node.get("values")
    if isinstance(nodes, list):
        return _group(nodes, " OR " if node.get("type") == "OR" else " AND ", depth=depth + 1)
    key, value = node.get("key"), node.get("value")
    if not isinstance(key, str) or node.get("type", "person") != "person":
        raise _refused("Only filters by properties of persons are possible here.")
    operator = node.get("operator") or "exact"
    return _leaf(without_nul(key), str(operator), value)


def _leaf(key: str, operator: str, value: Json) -> Condition:
    if operator in ("is_set", "is_not_set"):
        sql = "jsonb_exists(persons.properties, %s)"
        return Condition(sql=sql if operator == "is_set" else f"NOT {sql}", values=(key,))
    if operator in _BY_TEXT:
        texts = [_text(item) for item in (value if isinstance(value, list) else [value])]
        if operator.endswith("icontains"):
            texts = [_pattern(text) for text in texts]
        return Condition(sql=_BY_TEXT[operator], values=(key, texts))
    if operator in _BY_NUMBER:
        number = _text(value)
        sql = f"{_NUMBER} {_BY_NUMBER[operator]} %s::numeric"
        return Condition(sql=sql, values=(key, key, number))
    raise _refused("This operator is not possible here.")


def _text(value: Json) -> str:
    return without_nul(value if isinstance(value, str) else orjson.dumps(value).decode())


def _pattern(text: str) -> str:
    plain = text.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{plain}%"


def _refused(detail: str) -> InvalidRequestError:
    return InvalidRequestError(detail, attr="properties")
