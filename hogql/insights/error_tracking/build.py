"""ErrorTrackingQuery as HogQL: exceptions grouped by the issue that they belong to now.

    exceptions  ->  (issue, name, description, first and last seen, occurrences, sessions, users)
            and how many there were in each of so many equal parts of the time

Exceptions are read from their own small table. Filters are about properties, which only the events
have: with filters, the exceptions are those whose event passes. Users are persons after merges.

Source: PostHog ``posthog/hogql_queries/error_tracking_query_runner.py``.
"""

import math
import re
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast
from hogql.insights.context import Query
from hogql.insights.dates import resolve_period
from hogql.insights.error_tracking.models import DEFAULT_LIMIT, IssueOrder
from hogql.insights.errors import InsightError
from hogql.insights.nodes import IntervalType
from hogql.insights.templates import select
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE, all_of
from hogql.property_filters.to_expression import list_to_expression, to_expression

if TYPE_CHECKING:
    from hogql.insights.context import InsightContext
    from hogql.insights.error_tracking.models import ErrorTrackingQuery
    from hogql.insights.periods import Period

MAX_WORDS: Final = 10
_WORD: Final = re.compile(r'"([^"]*)"|(\S+)')

_ISSUES: Final = """
    SELECT a.issue AS issue, a.fingerprint AS fingerprint, a.name AS name,
        a.description AS description, a.source AS source, a.function AS function,
        b.first_seen AS first_seen, a.last_seen AS last_seen,
        a.occurrences AS occurrences, a.sessions AS sessions, a.users AS users,
        {volume} AS volume
    FROM (
        SELECT issue_id AS issue, argMin(fingerprint, timestamp) AS fingerprint,
            argMin(arrayElement(types, 1), timestamp) AS name,
            argMin(arrayElement(values, 1), timestamp) AS description,
            argMin(arrayElement(sources, 1), timestamp) AS source,
            argMin(arrayElement(functions, 1), timestamp) AS function,
            max(timestamp) AS last_seen, count(DISTINCT uuid) AS occurrences,
            count(DISTINCT $session_id) AS sessions, count(DISTINCT {user}) AS users,
            {places} AS places
        FROM exceptions WHERE {where} GROUP BY issue
    ) AS a
    INNER JOIN (
        SELECT issue_id AS issue, min(timestamp) AS first_seen FROM exceptions GROUP BY issue
    ) AS b ON a.issue = b.issue
"""
_PLACES: Final = """
    arrayMap(pair -> tupleElement(pair, 1), groupUniqArray(tuple(
        intDiv(toUnixTimestamp64Milli(timestamp) - {start}, {step}), uuid
    )))
"""
_VOLUME: Final = "arrayMap(place -> countEqual(a.places, place), range({count}))"
_NONE: Final = ast.Array(exprs=())
_OF_EVENTS: Final = """
    SELECT uuid FROM events WHERE event = '$exception' AND {where}
"""
_HOLDS: Final = """
    arrayExists(text -> positionCaseInsensitive(text, {word}) > 0,
        arrayConcat(types, values, sources, functions))
"""


def period_of(request: "ErrorTrackingQuery", context: "InsightContext") -> "Period":
    """Return the time in which exceptions count."""
    return resolve_period(request.date_range, IntervalType.DAY, context)


def bucket_length(period: "Period", count: int) -> timedelta:
    """Return how long one of so many equal parts of a period is."""
    last = period.end - timedelta(microseconds=period.end.microsecond % 1000)
    # In UTC: on the day a clock changes, wall times lie further apart, or less far, than instants.
    beyond = last.astimezone(UTC) + timedelta(milliseconds=1)
    return (beyond - period.start.astimezone(UTC)) / count


def build(request: "ErrorTrackingQuery", context: "InsightContext") -> tuple[Query, ...]:
    """Return the one query; it asks for an issue more than is shown."""
    period = period_of(request, context)
    where = _wanted(request, period, context)
    user = "distinct_id" if context.aggregate_users_by_distinct_id else "person_id"
    tree = select(
        _ISSUES,
        where=where,
        user=ast.Field(chain=(user,)),
        places=_places(request, period) if has_volumes(request) else _NONE,
        volume=_volume(request) if has_volumes(request) else _NONE,
    )
    tree = replace(
        tree,
        order_by=_order(request),
        limit=ast.Constant(value=(request.limit or DEFAULT_LIMIT) + 1),
        offset=ast.Constant(value=request.offset) if request.offset else None,
    )
    return (Query(name="issues", tree=tree),)


def _places(request: "ErrorTrackingQuery", period: "Period") -> ast.Expr:
    """In which parts of the period the exceptions of an issue were, each exception once."""
    step = bucket_length(period, request.volume_resolution)
    start = int(period.start.astimezone(UTC).timestamp() * 1000)
    return parse_expr(
        _PLACES,
        start=ast.Constant(value=start),
        step=ast.Constant(value=max(1, math.ceil(step / timedelta(milliseconds=1)))),
    )


def _volume(request: "ErrorTrackingQuery") -> ast.Expr:
    """How many there were in each part."""
    return parse_expr(_VOLUME, count=ast.Constant(value=request.volume_resolution))


def has_volumes(request: "ErrorTrackingQuery") -> bool:
    """Return whether the answer says when the exceptions of an issue were."""
    return request.volume_resolution > 0 and request.with_aggregations is not False


def _order(request: "ErrorTrackingQuery") -> tuple[ast.OrderExpr, ...]:
    is_first = request.order_by is IssueOrder.FIRST_SEEN
    direction = request.order_direction or ("ASC" if is_first else "DESC")
    chosen = ast.Field(chain=(request.order_by.value,))
    return (
        ast.OrderExpr(expr=chosen, order=direction),
        ast.OrderExpr(expr=ast.Field(chain=("issue",)), order="ASC"),
    )


def _wanted(request: "ErrorTrackingQuery", period: "Period", context: "InsightContext") -> ast.Expr:
    """The condition on the rows of exceptions."""
    conditions = [period.contains_timestamp(), _passes_filters(request, period, context)]
    if request.status not in (None, "all", "active"):
        # Nothing marks issues yet: all of them are active.
        conditions.append(ast.Constant(value=False))
    if request.issue_id is not None:
        conditions.append(_is("issue_id", str(request.issue_id)))
    if request.person_id is not None:
        conditions.append(_is("person_id", str(request.person_id)))
    for word in _words(request.search_query):
        conditions.append(parse_expr(_HOLDS, word=ast.Constant(value=word)))
    return all_of(*conditions)


def _is(name: str, text: str) -> ast.Expr:
    return parse_expr(
        "{field} = toUUID({text_of})",
        field=ast.Field(chain=(name,)),
        text_of=ast.Constant(value=text),
    )


def _passes_filters(
    request: "ErrorTrackingQuery", period: "Period", context: "InsightContext"
) -> ast.Expr:
    tests = context.test_account_filters if request.filter_test_accounts else ()
    asked = all_of(
        to_expression(request.filter_group, context.facts, attr="filterGroup"),
        list_to_expression(tests, context.facts, attr="filterTestAccounts"),
        _is_of_group(request),
    )
    if asked == TRUE:
        return TRUE
    events = select(_OF_EVENTS, where=all_of(period.contains_timestamp(), asked))
    uuid = ast.Field(chain=("uuid",))
    return ast.CompareOperation(left=uuid, op=ast.CompareOperationOp.In, right=events)


def _is_of_group(request: "ErrorTrackingQuery") -> ast.Expr:
    if request.group_key is None:
        return TRUE
    if request.group_type_index is None:
        raise InsightError("Which group type is meant?", attr="groupTypeIndex")
    key = ast.Field(chain=(f"$group_{request.group_type_index}",))
    return parse_expr("{key} = {name}", key=key, name=ast.Constant(value=request.group_key))


def _words(text: str | None) -> tuple[str, ...]:
    """What must all be there; words in quotes belong together."""
    words = [quoted or plain for quoted, plain in _WORD.findall(text or "")]
    if len(words) > MAX_WORDS:
        raise InsightError(f"Search for at most {MAX_WORDS} words.", attr="searchQuery")
    return tuple(word for word in words if word)
