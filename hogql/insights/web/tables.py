"""Rows of a web table as its answer: pairs of now and before, cut to what was asked for.

(value, visitors, visitors before, ...)...  ->  [value, [visitors, visitors before], ...]...
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hogql.insights.sql.shape import to_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import JsonValue

    from hogql.insights.context import Row

PREFIX: Final = "context.columns."
CROSS_SELL: Final = "cross_sell"


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """The rows to show, and whether there are more."""

    rows: "Sequence[Row]"
    has_more: bool


def page_of(rows: "Sequence[Row]", limit: int) -> Page:
    """Return the rows that were asked for, out of what may be one row more."""
    return Page(rows=rows[:limit], has_more=len(rows) > limit)


def pairs_of(numbers: "Row", *, is_compared: bool) -> "list[JsonValue]":
    """Return each two numbers as one; there is none before where nothing is compared."""
    found: list[JsonValue] = []
    for now, before in zip(numbers[::2], numbers[1::2], strict=True):
        found.append([to_json(now), to_json(before) if is_compared else None])
    return found


def column_names(*names: str) -> tuple[str, ...]:
    """Return the names of columns as the dashboard knows them."""
    return tuple(PREFIX + name for name in names)
