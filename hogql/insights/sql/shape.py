"""Rows of a HogQLQuery as JSON values, with the limit that was applied.

(datetime, UUID, nan, [..])  ->  ("2020-01-02T01:00:00Z", "0192...", null, [..])
"""

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.sql.build import filled
from hogql.insights.sql.models import HogQLQuery, HogQLQueryResponse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import JsonValue

    from hogql.insights.context import Answer, InsightContext


def shape(
    answers: "Sequence[Answer]", request: HogQLQuery, context: "InsightContext"
) -> HogQLQueryResponse:
    """Return the response. A query that names its own LIMIT got what it asked for."""
    (answer,) = answers
    tree = filled(request, context)
    names_limit = tree.limit is not None
    applied = answer.limit if answer.limit is not None else _integer(tree.limit)
    limit = (applied or 0) if names_limit else context.row_limit
    rows = answer.rows if names_limit else answer.rows[:limit]
    return HogQLQueryResponse(
        columns=answer.columns,
        types=tuple(zip(answer.columns, answer.types, strict=True)),
        results=tuple(tuple(to_json(value) for value in row) for row in rows),
        hasMore=not names_limit and len(answer.rows) > limit,
        limit=limit,
        offset=_integer(tree.offset) or 0,
        hogql=answer.hogql,
        query=request.query,
        explain=None,
    )


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
