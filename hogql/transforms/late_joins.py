"""Listings: what only decorates the rows is joined after the limit (clickhouse 7.7, 11.15).

    SELECT event, person_id, person.properties.email FROM events ORDER BY timestamp DESC LIMIT 100
      ->  SELECT listing.more, ..
          FROM (SELECT event AS more, .. FROM events ORDER BY .. LIMIT 100) AS listing
          LEFT ANY JOIN (overrides) .. LEFT ANY JOIN (persons) .. ORDER BY listing.more_2 DESC

With the joins inside, ClickHouse reads every listed column of every row before it sorts. A join
that WHERE or ORDER BY needs stays inside.
"""

from typing import TYPE_CHECKING, Final, cast

from msgspec.structs import replace

from hogql.plan import nodes as n
from hogql.plan.making import call
from hogql.plan.queries import Column, Join, Select
from hogql.plan.sources import NumbersSource, QuerySource, TableSource
from hogql.plan.walk import walk
from hogql.resolver.reach.access import hand_out
from hogql.resolver.scope import free_name
from hogql.transforms.persons import id_now
from hogql.types import INT, UUID

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hogql.context import Context
    from hogql.plan.queries import Plan
    from hogql.plan.sources import Source

UNMOVED: Final = (n.Alias, n.AliasRef, n.WindowCall, n.Lambda)
"""What may only move as a whole: parts of it may mean something of their SELECT."""


def join_late(plan: "Plan", _context: "Context") -> None:
    """Move the joins of a listing behind its limit, where that changes nothing else."""
    query = plan.query
    base = _base_of(query) if isinstance(query, Select) else None
    if base is None or not isinstance(query, Select):
        return
    early = _sources([*query.where, *[item.expr for item in query.order_by]])
    late = {
        name: join
        for name, join in base.joined.items()
        if join.kind == "LEFT ANY JOIN" and not early.intersection(_below(join.source))
    }
    split = _Split(query, base, late)
    if split.is_worth_it() and split.is_possible():
        plan.query = split.outer()


def _base_of(query: Select) -> TableSource | None:
    """The only table of a plain listing."""
    is_plain = not (query.is_grouped or query.distinct or query.array_join or query.windows)
    is_whole = query.limit is not None and query.limit_by is None and bool(query.order_by)
    is_simple = query.qualify is None and query.share is None and not query.has_ties
    has_fill = any(item.fill is not None for item in query.order_by)
    if not (is_plain and is_whole and is_simple) or has_fill or len(query.joins) != 1:
        return None
    source = query.joins[0].source
    return source if isinstance(source, TableSource) else None


def _below(source: "Source") -> "Iterator[int]":
    yield id(source)
    if not isinstance(source, NumbersSource):
        for join in source.joined.values():
            yield from _below(join.source)


def _sources(nodes: "Iterable[n.Node]") -> set[int]:
    return {id(getattr(part, "source", None)) for node in nodes for part in walk(node)}


def _reads(node: n.Node) -> bool:
    """Whether a value is one of the rows, and not the same for all of them."""
    return any(getattr(part, "source", None) is not None for part in walk(node))


class _Split:
    """One listing, being taken apart into the rows and what is joined to them."""

    def __init__(self, query: Select, base: TableSource, late: dict[str, Join]) -> None:
        self.query = query
        self.base = base
        self.late = late
        self.moved = {key for join in late.values() for key in _below(join.source)}
        self.inner = Select(
            joins=query.joins,
            where=query.where,
            order_by=query.order_by,
            limit=query.limit,
            offset=query.offset,
        )
        taken = {column.alias for column in query.columns if column.alias}
        self.rows = QuerySource(alias=free_name("listing", taken), query=self.inner)

    def is_worth_it(self) -> bool:
        """Whether any column needs a join at all."""
        return any(self._is_late(column.expr) for column in self.query.columns)

    def is_possible(self) -> bool:
        """Whether every column can be taken apart; a lambda is no value to be handed out."""
        return not any(
            isinstance(part, n.Lambda) or (isinstance(part, UNMOVED) and self._is_late(part))
            for column in self.query.columns
            if self._is_late(column.expr)
            for part in walk(column.expr)
        )

    def _is_late(self, node: n.Node) -> bool:
        return any(
            self._is_person(part) or id(getattr(part, "source", None)) in self.moved
            for part in walk(node)
        )

    def _is_person(self, node: n.Node) -> bool:
        return (
            isinstance(node, n.PersonId)
            and isinstance(node.person, n.Person)
            and node.person.source is self.base
        )

    def outer(self) -> Select:
        """The listing in its new form."""
        for name, join in self.late.items():
            on = self.outside(join.on) if join.on is not None else None
            self.rows.joined[name] = Join(source=join.source, kind=join.kind, on=on)
            del self.base.joined[name]
        columns = [
            Column(name=column.name, expr=self.outside(column.expr), alias=column.alias)
            for column in self.query.columns
        ]
        order = tuple(
            n.OrderBy(self._handed_out(item.expr), item.suffix) for item in self.query.order_by
        )
        return Select(columns=columns, joins=[Join(source=self.rows)], order_by=order)

    def outside(self, node: n.Node) -> n.Node:
        """A value as the query around reads it."""
        if self._is_person(node):
            return self._person_id(cast("n.PersonId", node))
        if not self._is_late(node):
            return self._handed_out(node) if _reads(node) else node
        if id(getattr(node, "source", None)) in self.moved:
            return node
        changed: dict[str, object] = {}
        for name in node.__struct_fields__:
            value = getattr(node, name)
            if isinstance(value, n.Node):
                changed[name] = self.outside(value)
            elif isinstance(value, tuple):
                changed[name] = tuple(
                    self.outside(item) if isinstance(item, n.Node) else item for item in value
                )
        return replace(node, **changed)

    def _handed_out(self, node: n.Node) -> n.Node:
        return n.Output(node.type, self.rows, hand_out(self.inner, node))

    def _person_id(self, node: n.PersonId) -> n.Node:
        person = cast("n.Person", node.person)
        own = n.Column(UUID, self.base, person.column)
        key: n.Node = n.Column(INT, self.base, person.key or person.column)
        if not person.key:
            key = call("cityHash64", INT, key)
        return id_now(self.rows, self._handed_out(own), self._handed_out(key))
