"""SELECTs in unfinished text: their clauses, the tables they read, the columns they hand out.

    brackets, cursor  ->  Statement([SELECT ...], [FROM events AS e ...])  ->  sources, columns

Source: hogql 5; keywords may be names too, so only their place tells which they are.
"""

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from hogql.editor.autocomplete.words import Group, Word

if TYPE_CHECKING:
    from hogql.editor.autocomplete.words import Item


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


CLAUSES: Final = _set(
    "WITH SELECT FROM PREWHERE WHERE GROUP HAVING WINDOW QUALIFY ORDER LIMIT OFFSET SETTINGS"
)
SETS: Final = _set("UNION EXCEPT INTERSECT")
IN_FROM: Final = _set(
    "LEFT RIGHT FULL INNER OUTER CROSS ANY ALL ASOF SEMI ANTI NATURAL POSITIONAL GLOBAL JOIN ON"
    " USING SAMPLE FINAL PIVOT UNPIVOT AS ARRAY"
)


class Named(Struct, frozen=True, kw_only=True):
    """A source of a FROM: a table by its name, or a query in brackets; ``alias`` is its name."""

    alias: str
    chain: tuple[str, ...] = ()
    query: Group | None = None


class Statement(Struct, eq=False, kw_only=True):
    """One SELECT as the items of each of its clauses, in the order of the text."""

    group: Group
    clauses: "list[tuple[Word | None, list[Item]]]" = field(default_factory=list)

    def items_of(self, clause: str) -> "list[Item]":
        """What stands in a clause; nothing when the clause is missing."""
        found = (items for head, items in self.clauses if head and head.keyword == clause)
        return next(found, [])

    def clause_at(self, position: int) -> str:
        """The clause that the position stands in, ``""`` in front of the first."""
        heads = [head for head, _ in self.clauses if head and head.end < position]
        return heads[-1].keyword if heads else ""


def statements_of(group: Group) -> list[Statement]:
    """The SELECTs directly between two brackets; set operators part them."""
    found = [Statement(group=group)]
    current: list[Item] = []
    found[0].clauses.append((None, current))
    before: Item | None = None
    for item in group.items:
        is_name = before is not None and (before.sign in {".", "?."} or before.keyword == "AS")
        if item.keyword in SETS and not is_name:
            current = []
            found.append(Statement(group=group, clauses=[(None, current)]))
        elif item.keyword in CLAUSES and not is_name and isinstance(item, Word):
            current = []
            found[-1].clauses.append((item, current))
        else:
            current.append(item)
        before = item
    return found


def statement_at(group: Group, position: int) -> Statement:
    """The SELECT among those of the brackets that the position stands in."""
    found = statements_of(group)
    started = [one for one in found if _start(one) < position]
    return started[-1] if started else found[0]


def _start(statement: Statement) -> int:
    for head, items in statement.clauses:
        if head is not None:
            return head.start
        if items:
            return items[0].start
    return statement.group.end


def is_query(group: Group) -> bool:
    """Whether the brackets hold a query, or begin to."""
    return any(item.keyword in {"SELECT", "WITH", "FROM"} for item in group.items)


def unwrapped(group: Group) -> Group:
    """The query inside brackets that hold nothing but another pair."""
    while len(group.items) == 1 and isinstance(group.items[0], Group):
        group = group.items[0]
    return group


def sources_of(items: "list[Item]") -> list[Named]:
    """The tables after FROM, joined ones too, in the order of the text."""
    found: list[Named] = []
    place, is_table_next = 0, True
    while place < len(items):
        item = items[place]
        if item.sign == "," or item.keyword == "JOIN":
            is_table_next = True
        elif is_table_next and item.keyword not in IN_FROM:
            source, place = _source(items, place)
            found.extend(source)
            is_table_next = False
            continue
        place += 1
    return found


def _source(items: "list[Item]", place: int) -> tuple[list[Named], int]:
    item = items[place]
    chain: tuple[str, ...] = ()
    query = item if isinstance(item, Group) and item.bracket == "(" else None
    if isinstance(item, Word) and item.is_name:
        chain, place = read_chain(items, place)
    else:
        place += 1
    if query is not None and not is_query(query) and not is_query(unwrapped(query)):
        return sources_of(query.items), place  # a join in brackets
    if place < len(items) and chain and isinstance(items[place], Group):
        place += 1  # the arguments of numbers(10)
    alias, place = _alias(items, place)
    if not chain and query is None:
        return [], place
    return [Named(alias=alias or (chain[-1] if chain else ""), chain=chain, query=query)], place


def _alias(items: "list[Item]", place: int) -> tuple[str, int]:
    if place < len(items) and items[place].keyword == "AS":
        place += 1
    elif place < len(items) and items[place].keyword in IN_FROM:
        return "", place
    if place < len(items):
        item = items[place]
        if isinstance(item, Word) and item.is_name:
            return item.text, place + 1
    return "", place


def read_chain(items: "list[Item]", place: int) -> tuple[tuple[str, ...], int]:
    """The dotted name that begins at a place, and the place behind it."""
    names: list[str] = []
    while place < len(items):
        item = items[place]
        if not isinstance(item, Word) or not item.is_name:
            break
        names.append(item.text)
        place += 1
        if place >= len(items) or items[place].sign not in {".", "?."}:
            break
        place += 1
    return tuple(names), place


def common_tables(statement: Statement) -> dict[str, Group | None]:
    """The names that its WITH makes: of queries with their brackets, of expressions without."""
    found: dict[str, Group | None] = {}
    for part in split(statement.items_of("WITH")):
        words = [item for item in part if item.keyword not in {"RECURSIVE", "MATERIALIZED", "NOT"}]
        at = next((place for place, item in enumerate(words) if item.keyword == "AS"), None)
        if at is None or at + 1 >= len(words):
            continue
        head, body = words[0], words[at + 1]
        if isinstance(body, Group) and isinstance(head, Word) and head.is_name:
            found[head.text] = body
        elif isinstance(body, Word) and body.is_name:
            found[body.text] = None
    return found


def split(items: "list[Item]") -> "list[list[Item]]":
    """The items between commas."""
    parts: list[list[Item]] = [[]]
    for item in items:
        if item.sign == ",":
            parts.append([])
        else:
            parts[-1].append(item)
    return [part for part in parts if part]
