"""Values and names in SQL text: nothing that a caller wrote is ever pasted into it.

'pro'  ->  {hogql_val_0:String}      utm source  ->  `utm source`      7  ->  7
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from hogql.errors import QueryError

if TYPE_CHECKING:
    from hogql.plan.nodes import Value

_REGULAR: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_PLAIN: Final = re.compile(r"[A-Za-z0-9_$+/(), -]*")
_SQL: Final = (
    "all and anti any array as asc asof between by case cast collate cross cube database date "
    "desc distinct div else end escape except exists explain false fill final first following "
    "for from full global group grouping having if ilike in inf inner insert interpolate "
    "intersect interval into is join key last left like limit mod nan natural not null nulls "
    "of offset on or order outer over paste partition preceding prewhere qualify range "
    "recursive replace right rollup row rows sample select semi set sets settings step "
    "substring table then ties timestamp to top totals trim true truncate union using values "
    "view when where window with"
)
_WORDS: Final = frozenset(_SQL.split())


@lru_cache(maxsize=4096)
def quote(name: str) -> str:
    """The name as an identifier: bare only when it is regular and no word of SQL."""
    if _REGULAR.fullmatch(name) and name.lower() not in _WORDS:
        return name
    escaped = name.replace("\\", "\\\\").replace("`", "``")
    return f"`{escaped}`"


class Writer:
    """Collects the parameters of one statement; equal values share one."""

    __slots__ = ("_names", "parameters")

    def __init__(self) -> None:
        self.parameters: dict[str, object] = {}
        self._names: dict[tuple[object, str], str] = {}

    def parameter(self, value: object, sql_type: str) -> str:
        """A reference to a typed server-side parameter."""
        key = (value, sql_type)
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = f"hogql_val_{len(self.parameters)}"
            self.parameters[name] = list(value) if isinstance(value, tuple) else _sendable(value)
        return f"{{{name}:{sql_type}}}"

    def constant(self, node: "Value") -> str:
        """A constant: numbers, booleans and null as they are, all else as a parameter."""
        value = node.value
        if value is None:
            return "NULL"
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int):
            return str(value)
        if isinstance(value, float):
            return repr(value)
        if not node.sql_type and isinstance(value, str) and _PLAIN.fullmatch(value):
            return f"'{value}'"
        return self.parameter(value, node.sql_type or "String")


def _sendable(value: object) -> object:
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError as error:
            message = "A text holds half of a character (an unpaired surrogate)"
            raise QueryError(message) from error
    return value
