"""What a verified statement reads, taken from its SQL. Imported at first use: it loads sqlglot.

    SQL  ->  Read("events", {"event", "timestamp"}, bounded by {"timestamp"})

Only guarded sub-selects read tables (hogql 7.1.1), so that they are all there is to look at.
"""

from typing import TYPE_CHECKING

from sqlglot import exp

from hogql.editor.cost import Read
from hogql.verifier.dialect import read_statement

if TYPE_CHECKING:
    from collections.abc import Iterator


def reads_of(sql: str) -> tuple[Read, ...]:
    """Every read of a physical table, in the order of the text."""
    root, _ = read_statement(sql)
    return () if root is None else tuple(_reads(root))


def _reads(root: exp.Expr) -> "Iterator[Read]":
    for select in root.find_all(exp.Select):
        guard = select.args.get("prewhere")
        source = select.args.get("from_")
        table = source.find(exp.Table) if isinstance(source, exp.Expr) else None
        if isinstance(guard, exp.Expr) and table is not None:
            columns = frozenset(name for item in select.expressions for name in _columns(item))
            narrowed = frozenset(_columns(guard)) | (columns & _filtered_outside(select))
            yield Read(table=table.name, columns=columns, bounded_by=narrowed - {"team_id"})


def _filtered_outside(guard: exp.Select) -> frozenset[str]:
    """The columns that the query around filters by: ClickHouse pushes such conditions down."""
    around = guard.find_ancestor(exp.Select)
    where = None if around is None else around.args.get("where")
    if not isinstance(where, exp.Expr):
        return frozenset()
    alias = guard.parent.alias if isinstance(guard.parent, exp.Subquery) else ""
    return frozenset(
        column.name for column in where.find_all(exp.Column) if column.table in {"", alias}
    )


def _columns(node: exp.Expr) -> "Iterator[str]":
    for column in node.find_all(exp.Column):
        yield column.name
