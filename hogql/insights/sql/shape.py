"""Rows of a HogQLQuery as JSON values, with the limit that was applied.

(datetime, UUID, nan, [..])  ->  ("2020-01-02T01:00:00Z", "0192...", null, [..])
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.editor.answers import HogQLMetadataResponse, QueryTiming
from hogql.insights.editor.shape import to_response
from hogql.insights.sql.build import filled
from hogql.insights.sql.models import HogQLQuery, HogQLQueryResponse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import JsonValue

    from hogql.insights.context import Answer, Explained, InsightContext, Row
    from hogql.insights.modifiers import Modifiers


def shape(
    answers: "Sequence[Answer]", request: HogQLQuery, context: "InsightContext"
) -> HogQLQueryResponse:
    """Return the response. A query that names its own LIMIT got it, up to what anybody may ask."""
    (answer,) = answers
    tree = filled(request, context)
    shown = _shown(answer, tree, context)
    explained = answer.explained
    return HogQLQueryResponse(
        columns=answer.columns,
        types=tuple(zip(answer.columns, answer.types, strict=True)),
        results=tuple(tuple(to_json(value) for value in row) for row in shown.rows),
        hasMore=shown.has_more,
        limit=shown.limit,
        limitApplied=shown.is_applied,
        offset=_integer(tree.offset) or 0,
        hogql=answer.hogql,
        query=request.query,
        explain=None if explained is None else explained.lines,
        clickhouse=None if explained is None else explained.sql,
        metadata=None if explained is None else _metadata(request.query, explained),
        modifiers=_written(request.modifiers),
        timings=tuple(QueryTiming(k=step, t=seconds) for step, seconds in answer.timings),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Shown:
    """The rows to show, at most how many, whether we decided that, and whether there are more."""

    rows: "Sequence[Row]"
    limit: int
    is_applied: bool
    has_more: bool


def _shown(answer: "Answer", tree: ast.Query, context: "InsightContext") -> _Shown:
    if tree.limit is not None:
        return _as_asked(answer, tree)
    # The row of totals comes last, and no limit is about it.
    has_totals = isinstance(tree, ast.SelectQuery) and tree.group_by_with_totals
    end = len(answer.rows) - 1 if has_totals and answer.rows else len(answer.rows)
    limit, most = context.row_limit, answer.limit
    # One row more was asked for, unless that is more than anybody may ask.
    is_full = most is not None and most <= limit and end >= most
    rows = [*answer.rows[: min(end, limit)], *answer.rows[end:]]
    return _Shown(rows=rows, limit=limit, is_applied=True, has_more=end > limit or is_full)


def _as_asked(answer: "Answer", tree: ast.Query) -> _Shown:
    """All that came: a query that names its limit got it, up to what anybody may ask."""
    asked, most = _integer(tree.limit), answer.limit
    is_lowered = most is not None and asked is not None and most < asked
    bounds = [limit for limit in (asked, most) if limit is not None]
    return _Shown(
        rows=answer.rows,
        limit=min(bounds, default=len(answer.rows)),
        is_applied=is_lowered,
        has_more=is_lowered and len(answer.rows) >= (most or 0),
    )


def _written(modifiers: "Modifiers | None") -> "dict[str, JsonValue] | None":
    """The modifiers as they were sent, which changed nothing about the numbers."""
    if modifiers is None:
        return None
    return modifiers.model_dump(mode="json", by_alias=True, exclude_none=True)


def _metadata(query: str, explained: "Explained") -> HogQLMetadataResponse:
    return to_response(query, explained.findings, explained.cost)


def _integer(value: ast.Expr | None) -> int | None:
    """The number that a LIMIT or OFFSET names, ``None`` when it is computed or absent."""
    if isinstance(value, ast.Constant) and isinstance(value.value, int):
        return value.value
    return None


def to_json(value: object) -> "JsonValue":
    """Return a value of a row as JSON has it; what JSON has no form for becomes its text."""
    if value is None or isinstance(value, bool | int | str):
        return value
    for types, convert in _FORMS:
        if isinstance(value, types):
            return convert(value)
    return str(value)


def _finite(value: float | Decimal) -> float | None:
    number = float(value)
    return number if math.isfinite(number) else None


def _instant(value: datetime) -> str:
    """ISO 8601 with an offset, ``Z`` for UTC; without a zone it is UTC, as drivers hand it out."""
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    return aware.isoformat().replace("+00:00", "Z")


def _object(value: Mapping[object, object]) -> "JsonValue":
    return {str(key): to_json(item) for key, item in value.items()}


def _list(value: Iterable[object]) -> "JsonValue":
    return [to_json(item) for item in value]


_FORMS: Final[tuple[tuple[tuple[type, ...], Callable[..., "JsonValue"]], ...]] = (
    ((float, Decimal), _finite),
    ((datetime,), _instant),
    ((date,), date.isoformat),
    ((timedelta,), timedelta.total_seconds),
    ((bytes,), lambda value: value.decode("utf-8", "replace")),
    ((Mapping,), _object),
    ((list, tuple, set, frozenset), _list),
)
"""What to do with each type, the first that fits; a datetime is a date too, so it comes before."""
