"""One table of a ``FROM`` and its modifiers: alias, FINAL, SAMPLE, PIVOT.

Source: hogql 5.9, 5.10.
"""

from typing import TYPE_CHECKING, cast

from msgspec import Struct

from hogql import ast
from hogql.parser.pratt import parse_expression, parse_list, parse_placeholder
from hogql.parser.primaries import at_number, number
from hogql.parser.sources.pivots import pivot, unpivot
from hogql.tokens import NAMES, TABLE_ALIASES

if TYPE_CHECKING:
    from hogql.parser.cursor import Cursor


class Link(Struct, kw_only=True):
    """A table while it is being read; ``build`` makes the frozen chain."""

    start: int
    table: ast.Expr
    end: int | None = None
    table_args: tuple[ast.Expr, ...] | None = None
    alias: str | None = None
    column_aliases: tuple[str, ...] | None = None
    table_final: bool | None = None
    sample: ast.SampleExpr | None = None
    join_type: str | None = None
    constraint: ast.JoinConstraint | None = None
    is_natural: bool = False
    nested: int = 0
    lost_alias: str | None = None

    @property
    def is_bare(self) -> bool:
        """Whether the link says nothing that its table does not."""
        said = (self.table_args, self.alias, self.column_aliases, self.table_final, self.sample)
        return all(part is None for part in said)


def build(links: list[Link]) -> ast.JoinExpr:
    """The links as one chain of nodes."""
    chain: ast.JoinExpr | None = None
    for link in reversed(links):
        chain = ast.JoinExpr(
            table=link.table,
            table_args=link.table_args,
            alias=link.alias,
            column_aliases=link.column_aliases,
            table_final=link.table_final,
            sample=link.sample,
            join_type=link.join_type,
            constraint=link.constraint,
            next_join=chain,
            is_natural=link.is_natural,
            nested=link.nested,
            lost_alias=link.lost_alias,
            start=link.start,
            end=link.end,
        )
    return cast("ast.JoinExpr", chain)


def named_table(cursor: "Cursor", start: int) -> Link:
    """A dotted name, or a function with its arguments."""
    chain = [cursor.expect_name("a table")]
    while cursor.kinds[cursor.position] == "." and cursor.kinds[cursor.position + 1] in NAMES:
        chain.append(cursor.values[cursor.position + 1])
        cursor.position += 2
    end = cursor.ends[cursor.position - 1]
    link = Link(table=ast.Field(chain=tuple(chain), start=start, end=end), start=start)
    if len(chain) == 1 and cursor.take("("):
        link.table_args = parse_list(cursor, ")")
    return link


def modified(cursor: "Cursor", link: Link) -> Link:
    """The table with every alias, PIVOT, FINAL and SAMPLE that follows it."""
    while True:
        kind = cursor.kinds[cursor.position]
        if kind == "AS" or kind in TABLE_ALIASES:
            _name(cursor, link)
        elif kind in {"PIVOT", "UNPIVOT"}:
            link = turned(cursor, [link])
        else:
            break
    if cursor.take("FINAL"):
        link.table_final = True
    if cursor.take("SAMPLE"):
        link.sample = _sample(cursor)
    link.end = cursor.ends[cursor.position - 1]
    return link


def turned(cursor: "Cursor", chain: list[Link]) -> Link:
    """The PIVOT or UNPIVOT of a table or of a whole chain."""
    start = chain[0].start
    chain[-1].end = chain[-1].end or cursor.ends[cursor.position - 1]
    source = chain[0].table if len(chain) == 1 and chain[0].is_bare else build(chain)
    turn = pivot if cursor.kinds[cursor.position] == "PIVOT" else unpivot
    table = turn(cursor, source, start)
    return Link(table=table, start=start, end=cursor.ends[cursor.position - 1])


def _name(cursor: "Cursor", link: Link) -> None:
    if cursor.take("AS") and cursor.kinds[cursor.position] not in NAMES:
        raise cursor.fail("a name after AS")
    link.lost_alias, link.alias = link.alias, cursor.expect_alias()
    link.column_aliases = None
    if not cursor.take("("):
        return
    columns = [cursor.expect_name()]
    while cursor.take(","):
        columns.append(cursor.expect_name())
    cursor.expect(")")
    link.column_aliases = tuple(columns)


def values_table(cursor: "Cursor") -> ast.ValuesQuery:
    """``VALUES (1, 2), (3, 4)``."""
    start = cursor.starts[cursor.position]
    cursor.position += 1
    rows: list[tuple[ast.Expr, ...]] = []
    while True:
        cursor.expect("(")
        row = [parse_expression(cursor)]
        while cursor.take(","):
            row.append(parse_expression(cursor))
        cursor.expect(")")
        rows.append(tuple(row))
        if not cursor.take(","):
            break
    return ast.ValuesQuery(rows=tuple(rows), start=start, end=cursor.ends[cursor.position - 1])


def _sample(cursor: "Cursor") -> ast.SampleExpr:
    start = cursor.starts[cursor.position - 1]
    value = _ratio(cursor)
    is_percent = cursor.take("%")
    offset = _ratio(cursor) if cursor.take("OFFSET") else None
    method = None
    if cursor.take("("):
        method = cursor.expect_name("a sampling method")
        cursor.expect(")")
    return ast.SampleExpr(
        sample_value=value,
        offset_value=offset,
        is_percent=is_percent,
        method=method,
        start=start,
        end=cursor.ends[cursor.position - 1],
    )


def _ratio(cursor: "Cursor") -> ast.RatioExpr | ast.Placeholder:
    if cursor.kinds[cursor.position] == "{":
        return cast("ast.Placeholder", parse_placeholder(cursor))
    start = cursor.starts[cursor.position]
    left = _number(cursor)
    right = _number(cursor) if cursor.take("/") else None
    end = cursor.ends[cursor.position - 1]
    return ast.RatioExpr(left=left, right=right, start=start, end=end)


def _number(cursor: "Cursor") -> ast.Constant:
    start = cursor.starts[cursor.position]
    sign = -1 if cursor.take("-") else 1
    if sign == 1:
        cursor.take("+")
    if not at_number(cursor):
        raise cursor.fail("a number")
    return cast("ast.Constant", number(cursor, sign, start))
