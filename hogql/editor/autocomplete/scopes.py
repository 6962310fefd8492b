"""The names that may be meant at the cursor: tables of the SELECT around it, WITH, aliases.

SELECT |  FROM events AS e JOIN (SELECT ... AS n) AS q   ->   e: fields of events, q: n
"""

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from hogql.editor.autocomplete.reach import Columns, Fields, step, table_reach, walk
from hogql.editor.autocomplete.statements import (
    common_tables,
    is_query,
    read_chain,
    sources_of,
    split,
    statement_at,
    statements_of,
    unwrapped,
)
from hogql.editor.autocomplete.words import Group, Word

if TYPE_CHECKING:
    from hogql.context import Context
    from hogql.editor.autocomplete.reach import Reach
    from hogql.editor.autocomplete.statements import Named, Statement
    from hogql.editor.autocomplete.words import Item

MAX_QUERIES: Final = 60
MAX_LEVELS: Final = 60


class Around(Struct, eq=False, kw_only=True):
    """What is known where the cursor stands.

    ``commons`` are the queries of WITH, ``expressions`` its other names.
    """

    statement: "Statement"
    sources: "dict[str, Reach]"
    aliases: tuple[str, ...]
    commons: "dict[str, Group]"
    expressions: tuple[str, ...]
    clause: str


def look_around(brackets: Group, position: int, context: "Context") -> Around:
    """The names that the SELECT around the position may use."""
    query: Group = brackets
    while query.parent is not None and not is_query(query):
        query = query.parent
    statement = statement_at(query, position)
    named = _withs(query)
    commons = {name: body for name, body in named if body is not None}
    return Around(
        statement=statement,
        sources=_Reader(commons, context).sources(statement),
        aliases=_aliases(statement),
        commons=commons,
        expressions=tuple(name for name, body in named if body is None),
        clause=statement.clause_at(position) if is_query(query) else "",
    )


def sources_in(text: Group, context: "Context") -> "dict[str, Reach]":
    """The sources of the first SELECT of a whole query."""
    query = unwrapped(text)
    statement = statements_of(query)[0]
    commons = {name: body for name, body in _withs(query) if body is not None}
    return _Reader(commons, context).sources(statement)


def _withs(query: Group) -> "list[tuple[str, Group | None]]":
    """What the WITHs of the query and of those around it name; the inner ones come last."""
    found: list[tuple[str, Group | None]] = []
    current: Group | None = query
    for _ in range(MAX_LEVELS):
        if current is None:
            break
        if is_query(current):
            for statement in reversed(statements_of(current)):
                found.extend(common_tables(statement).items())
        current = current.parent
    return found[::-1]


def _aliases(statement: "Statement") -> tuple[str, ...]:
    named = (_name_after_as(part) for part in split(statement.items_of("SELECT")))
    return tuple(name for name in named if name)


def _name_after_as(part: "list[Item]") -> str:
    if len(part) > 2 and part[-2].keyword == "AS":
        last = part[-1]
        return last.text if isinstance(last, Word) and last.is_name else ""
    return ""


class _Reader:
    """Reads the columns of queries; each pair of brackets once, also when they name themselves."""

    def __init__(self, commons: dict[str, Group], context: "Context") -> None:
        self.commons = commons
        self._context = context
        self._done: dict[int, Columns] = {}

    def sources(self, statement: "Statement") -> "dict[str, Reach]":
        found: dict[str, Reach] = {}
        for named in sources_of(statement.items_of("FROM")):
            reach = self._reach(named)
            if reach is not None:
                found.setdefault(named.alias, reach)
        return found

    def _reach(self, named: "Named") -> "Reach | None":
        if named.query is not None:
            return self._columns(named.query)
        name = ".".join(named.chain)
        body = self.commons.get(name)
        if body is not None:
            return self._columns(body)
        if name.lower() == "numbers":
            return Columns(columns={"number": None})
        return table_reach(name, self._context)

    def _columns(self, group: Group) -> Columns:
        group = unwrapped(group)
        known = self._done.get(id(group))
        if known is not None:
            return known
        columns: dict[str, Reach | None] = {}
        self._done[id(group)] = found = Columns(columns=columns)
        if len(self._done) > MAX_QUERIES:
            return found
        statement = statements_of(group)[0]
        sources = self.sources(statement)
        for part in split(statement.items_of("SELECT")):
            self._column(part, sources, columns)
        return found

    def _column(
        self,
        part: "list[Item]",
        sources: "dict[str, Reach]",
        columns: "dict[str, Reach | None]",
    ) -> None:
        last = part[-1]
        if last.sign == "*":
            head = part[0]
            only = head.text if isinstance(head, Word) and len(part) == 3 else None
            for alias, reach in list(sources.items()):
                if only in {None, alias}:
                    columns.update(self._star(reach))
        elif isinstance(last, Word) and last.is_name:
            columns[last.text] = self._plain(part, sources)

    def _star(self, reach: "Reach") -> "dict[str, Reach | None]":
        if isinstance(reach, Columns):
            return dict(reach.columns)
        if isinstance(reach, Fields):
            return {name: step(reach, name, self._context) for name in reach.table.star}
        return {}

    def _plain(self, part: "list[Item]", sources: "dict[str, Reach]") -> "Reach | None":
        """What a column that only hands on ``properties`` can be entered as."""
        named = part[:-2] if len(part) > 2 and part[-2].keyword == "AS" else part
        chain, end = read_chain(named, 0)
        return find_reach(chain, sources, self._context) if end == len(named) else None


def find_reach(
    chain: tuple[str, ...], sources: "dict[str, Reach]", context: "Context"
) -> "Reach | None":
    """What a dotted name reaches: a source by its name, or a field of any of them."""
    if not chain:
        return None
    source = sources.get(chain[0])
    if source is not None:
        return walk(source, chain[1:], context)
    found = (walk(each, chain, context) for each in sources.values())
    return next((each for each in found if each is not None), None)
