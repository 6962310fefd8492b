"""Actors in parts, for answers that do not fit in memory at once (clickhouse 13.2).

    query, n  ->  n queries, each about the actors whose key is i modulo n
    answers   ->  one answer a query, with the rows of all its parts

A kind takes part when its rows can be put together again. Properties of a FunnelCorrelationQuery
are divided by their values instead: there are more of these than of actors.
"""

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hogql.insights.context import Answer

DIVIDED: Final = frozenset({"FunnelCorrelationQuery", "FunnelsQuery"})
"""The kinds that read ``InsightContext.shards``."""

SHARDS: Final = 8
"""Into how many parts to divide: memory falls as the parts do, and each reads the events anew."""


def conditions(key: "ast.Expr", shards: int) -> "Iterator[ast.Expr]":
    """Return the condition of each part, ``true`` for a whole."""
    if shards == 1:
        yield TRUE
        return
    for place in range(shards):
        yield _is_of(key, place, shards)


def together(answers: "Sequence[Answer]", shards: int) -> "list[Answer]":
    """Return the answers of queries whose parts follow one another, each with all its rows."""
    return [_joined(answers[start : start + shards]) for start in range(0, len(answers), shards)]


def _joined(parts: "Sequence[Answer]") -> "Answer":
    if len(parts) == 1:
        return parts[0]
    rows = list(chain.from_iterable(part.rows for part in parts))
    timings = tuple(chain.from_iterable(part.timings for part in parts))
    return replace(parts[0], rows=rows, timings=timings)


def _is_of(key: "ast.Expr", place: int, shards: int) -> "ast.Expr":
    return parse_expr(
        "modulo(cityHash64({key}), {shards}) = {place}",
        key=key,
        shards=ast.Constant(value=shards),
        place=ast.Constant(value=place),
    )
