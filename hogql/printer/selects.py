"""Statements as text. Physical tables come from ``guard`` and nowhere else.

Plan  ->  WITH cte_0 AS (...) SELECT ... FROM (guard) AS events WHERE ... LIMIT 100
"""

from typing import TYPE_CHECKING

from hogql.guard import write_guard
from hogql.plan.nodes import Items
from hogql.plan.queries import Query, Select, SelectSet, columns_of
from hogql.plan.sources import NumbersSource, QuerySource, Source, TableSource
from hogql.printer.expressions import LEVELS, within, write
from hogql.printer.lazy import write_joined
from hogql.printer.rows import limit_clause, write_rows
from hogql.printer.writer import Writer, quote

if TYPE_CHECKING:
    from hogql.plan.nodes import Node, OrderBy, Window
    from hogql.plan.queries import Column, CommonTable, Join, Plan


class Printer:
    """Writes one statement for one team."""

    __slots__ = ("team_id", "writer")

    def __init__(self, team_id: int) -> None:
        self.team_id = team_id
        self.writer = Writer()

    def plan(self, plan: "Plan") -> str:
        """The whole statement."""
        body = self.query(plan.query)
        # From the last to the first: a later one decides which columns of an earlier one are read.
        commons = [self._common(item) for item in reversed(plan.commons)][::-1]
        if not commons:
            return body
        word = "WITH RECURSIVE" if any(item.is_recursive for item in plan.commons) else "WITH"
        return f"{word} {', '.join(commons)} {body}"

    def _common(self, item: "CommonTable") -> str:
        kept = "MATERIALIZED " if item.is_materialized else ""
        return f"{quote(item.name)} AS {kept}({self.query(item.query)})"

    def query(self, query: Query) -> str:
        """A SELECT, or a set of them."""
        return self._select(query) if isinstance(query, Select) else self._set(query)

    def _set(self, query: SelectSet) -> str:
        arms = [f"({self.query(arm)})" for arm in query.arms]
        body = f" {query.operator} ".join(arms)
        if query.limit is None and query.offset is None:
            return body
        return f"SELECT * FROM ({body}){limit_clause(query.limit, query.offset)}"

    def _select(self, select: Select) -> str:
        columns = ", ".join([self._output(column) for column in _read_columns(select)]) or "1"
        tail = self._tail(select)
        source = self._from(select)
        body = f"SELECT {'DISTINCT ' if select.distinct else ''}{columns}{source}{tail}"
        return write_rows(select, body, self)

    def _output(self, column: "Column") -> str:
        found = within(column.expr, 1, self)
        return found if column.alias is None else f"{found} AS {quote(column.alias)}"

    def _tail(self, select: Select) -> str:
        """Everything after FROM; written before it, as it decides what the guards read."""
        parts: list[str] = []
        if select.where:
            parts.append(f" WHERE {' AND '.join([within(i, 3, self) for i in select.where])}")
        if select.group_by:
            parts.append(f" GROUP BY {self._groups(select)}")
        if select.having is not None:
            parts.append(f" HAVING {self._having(select.having, select.totals)}")
        if select.windows:
            made = [f"{quote(name)} AS ({self.window(w)})" for name, w in select.windows.items()]
            parts.append(f" WINDOW {', '.join(made)}")
        if select.qualify is not None:
            parts.append(f" QUALIFY {write(select.qualify, self)}")
        parts.append(self._ordering(select))
        if select.limit_by is not None:
            by = select.limit_by
            offset = f" OFFSET {by.offset}" if by.offset else ""
            parts.append(f" LIMIT {by.count}{offset} BY {self._list(by.exprs)}")
        return "".join(parts)

    def _groups(self, select: Select) -> str:
        if select.group_mode == "GROUPING SETS":
            sets = [f"({self._list(i.items)})" for i in select.group_by if isinstance(i, Items)]
            return f"GROUPING SETS ({', '.join(sets)})"
        inner = self._list(select.group_by)
        return f"{select.group_mode} ({inner})" if select.group_mode else inner

    def _having(self, having: "Node", totals: "Node | None") -> str:
        if totals is None:
            return write(having, self)
        return f"{within(having, LEVELS['AND'], self)} OR {write(totals, self)} = 1"

    def _ordering(self, select: Select) -> str:
        items = [write(select.totals, self)] if select.totals is not None else []
        if select.order_by:
            items.append(self._order(select.order_by))
        if select.interpolate is not None:
            filled = [self._interpolated(name, value) for name, value in select.interpolate]
            items[-1] += f" INTERPOLATE ({', '.join(filled)})" if filled else " INTERPOLATE"
        return f" ORDER BY {', '.join(items)}" if items else ""

    def _interpolated(self, name: str, value: "Node | None") -> str:
        return quote(name) if value is None else f"{quote(name)} AS {write(value, self)}"

    def _list(self, nodes: "tuple[Node, ...]") -> str:
        return ", ".join([write(node, self) for node in nodes])

    def _order(self, items: "tuple[OrderBy, ...]") -> str:
        return ", ".join(
            [write(item.expr, self) + item.suffix + self._fill(item) for item in items]
        )

    def _fill(self, item: "OrderBy") -> str:
        if item.fill is None:
            return ""
        words = zip(("FROM", "TO", "STEP"), item.fill, strict=True)
        parts = [f" {word} {write(part, self)}" for word, part in words if part is not None]
        return f" WITH FILL{''.join(parts)}"

    def window(self, window: "Window") -> str:
        """What stands in the brackets after OVER."""
        parts: list[str] = []
        if window.partition_by:
            parts.append(f"PARTITION BY {self._list(window.partition_by)}")
        if window.order_by:
            parts.append(f"ORDER BY {self._order(window.order_by)}")
        if window.frame:
            parts.append(window.frame)
        return " ".join(parts)

    def _from(self, select: Select) -> str:
        array_join = ""
        if select.array_join is not None:
            word, items = select.array_join
            array_join = f" {word} {', '.join([self._array_item(item) for item in items])}"
        if not select.joins:
            return array_join
        # Conditions first: they too decide what the guards before them read.
        conditions = [self._condition(join) for join in select.joins]
        parts = [
            self._join(join, condition)
            for join, condition in zip(select.joins, conditions, strict=True)
        ]
        return f" FROM {''.join(parts)}{array_join}"

    def _array_item(self, node: "Node") -> str:
        return write(node, self)[1:-1]

    def _condition(self, join: "Join") -> str:
        return f" ON {write(join.on, self)}" if join.on is not None else ""

    def _join(self, join: "Join", condition: str) -> str:
        head = f" {join.kind} " if join.kind else ""
        lazy = write_joined(join.source, self)
        return f"{head}{self.source(join.source)}{condition}{lazy}"

    def source(self, source: Source) -> str:
        """What stands after FROM or JOIN."""
        if isinstance(source, TableSource):
            return self._table(source)
        if isinstance(source, NumbersSource):
            return f"numbers({self._list(source.args)}) AS {quote(source.alias)}"
        return self._query_source(source)

    def _table(self, source: TableSource) -> str:
        if source.sample is None:
            return write_guard(source, self)
        condition = write(source.sample, self)
        alias = quote(source.alias)
        return f"(SELECT * FROM {write_guard(source, self)} WHERE {condition}) AS {alias}"

    def _query_source(self, source: QuerySource) -> str:
        if source.common is not None:
            return f"{quote(source.common.name)} AS {quote(source.alias)}"
        return f"({self.query(source.query)}) AS {quote(source.alias)}"

    def first_column(self, query: Query) -> str:
        """The printed name of a common table's first column."""
        column = columns_of(query)[0]
        name = column.alias or column.name
        if isinstance(query, Select):
            query.used.add(name)
        return quote(name)


def _read_columns(select: Select) -> "list[Column]":
    """The columns that somebody reads; an unread one would make the guard read for nothing."""
    if not select.is_source or select.interpolate is not None:
        return select.columns
    found = [item for item in select.columns if not item.is_plain or item.alias in select.used]
    return found or select.columns[:1]
