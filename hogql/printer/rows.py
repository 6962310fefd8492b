"""LIMIT and OFFSET behind a SELECT, around it where ClickHouse or the verifier's parser needs that.

LIMIT 5                 ->  ... LIMIT 5
LIMIT 2 BY x LIMIT 5    ->  SELECT * FROM (... LIMIT 2 BY x) LIMIT 5
LIMIT 2 WITH TIES       ->  SELECT * FROM (... LIMIT 2 WITH TIES) LIMIT 50000
GROUP BY x WITH TOTALS  ->  ... ORDER BY grouping(x) LIMIT 5 BY grouping(x)
"""

from typing import TYPE_CHECKING

from hogql.printer.expressions import write

if TYPE_CHECKING:
    from hogql.plan.nodes import Node
    from hogql.plan.queries import Select
    from hogql.printer.selects import Printer


def write_rows(select: "Select", body: str, printer: "Printer") -> str:
    """The text of a SELECT with its limits."""
    if select.totals is not None:
        return _with_totals(select, select.totals, body, printer)
    if select.share is not None:
        body = f"SELECT * FROM ({body})" if select.limit_by else body
        ties = " WITH TIES" if select.has_ties else ""
        offset = limit_clause(None, select.offset)
        return _around(f"{body} LIMIT {_share(select.share)}{offset}{ties}", select.most, None)
    if select.has_ties and select.limit is not None:
        last = select.limit + (select.offset or 0)
        return _around(f"{body} LIMIT {last} WITH TIES", select.most, select.offset)
    rows = limit_clause(select.limit, select.offset)
    # The verifier's parser knows one LIMIT to a SELECT.
    return f"SELECT * FROM ({body}){rows}" if select.limit_by and rows else body + rows


def _with_totals(select: "Select", totals: "Node", body: str, printer: "Printer") -> str:
    """The groups have the value 0 of ``totals``, the row of totals has 1: n rows of each."""
    if select.limit is None:
        return _around(body, None, select.offset)
    last = select.limit + (select.offset or 0)
    return _around(f"{body} LIMIT {last} BY {write(totals, printer)}", select.most, select.offset)


def _around(body: str, limit: int | None, offset: int | None) -> str:
    rows = limit_clause(limit, offset)
    return f"SELECT * FROM ({body}){rows}" if rows else body


def _share(share: float) -> str:
    return f"{share:.12f}".rstrip("0")


def limit_clause(limit: int | None, offset: int | None) -> str:
    """``LIMIT n OFFSET m``, either may be missing."""
    parts = [f" {word} {n}" for word, n in (("LIMIT", limit), ("OFFSET", offset)) if n is not None]
    return "".join(parts)
