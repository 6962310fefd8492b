"""What is asked of a recording, as conditions on its row.

    an event, an action      ->  the session is one of those with such an event
    a filter of events       ->  the same; a negated one: it is none of those with the opposite
    a filter of persons      ->  the distinct id is one of such a person
    a filter of console logs ->  the session is one of those with such a line
    a filter of recordings   ->  the row itself

Events and lines lie within a day of the span in which the recording began.

Source: PostHog ``posthog/session_recordings/queries/session_recording_list_from_query.py``.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.errors import InsightError
from hogql.insights.periods import TIMESTAMP, after_instant, before_instant
from hogql.insights.series import matches_series
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE, all_of, any_of
from hogql.property_filters.models import PropertyFilter, PropertyOperator
from hogql.property_filters.models import PropertyFilterType as Kind
from hogql.property_filters.operators import POSITIVE
from hogql.property_filters.to_expression import list_to_expression

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from hogql.insights.context import InsightContext
    from hogql.insights.recordings_list.models import RecordingsQuery

COLUMNS: Final = frozenset(
    {
        *("session_id", "distinct_id", "start_time", "end_time", "duration", "first_url"),
        *("active_seconds", "inactive_seconds", "activity_score", "snapshot_source"),
        *("click_count", "keypress_count", "mouse_activity_count", "visited_page"),
        *("console_log_count", "console_warn_count", "console_error_count"),
    }
)
"""What a filter of recordings may be about."""

_DAY: Final = timedelta(days=1)
_OF_PERSONS: Final = frozenset({Kind.PERSON, Kind.PERSON_METADATA, Kind.COHORT, Kind.STATIC_COHORT})
_WITH_EVENT: Final = """session_id IN (
    SELECT toString($session_id) FROM events WHERE {around} AND $session_id IS NOT NULL AND {where}
)"""
_WITH_PERSON: Final = """distinct_id IN (
    SELECT distinct_id FROM person_distinct_ids WHERE {where}
)"""
_WITH_LINE: Final = """session_id IN (
    SELECT log_source_id FROM console_logs_log_entries WHERE {around} AND {where}
)"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """When a recording began: from the first instant, before the last one."""

    start: "datetime"
    end: "datetime"

    def holds(self, time: ast.Expr = TIMESTAMP, *, slack: timedelta = timedelta()) -> ast.Expr:
        """Return the condition that a time is inside, or at most the slack outside."""
        first = self.start - slack - timedelta(milliseconds=1)
        return all_of(after_instant(first, of=time), before_instant(self.end + slack, of=time))


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A request with what its conditions depend on."""

    request: "RecordingsQuery"
    span: Span
    context: "InsightContext"

    def conditions(self) -> ast.Expr:
        """Return all that is asked besides the span."""
        request, context = self.request, self.context
        wanted = context.test_account_filters if request.filter_test_accounts else ()
        parts = (*self._entities(), *self._of_list(request.properties or (), "properties"))
        lines = self._lines()
        asked = (*parts, *(() if lines is None else (lines,)))
        join = any_of if request.operand == "OR" else all_of
        return all_of(
            *_names(request),
            join(*asked),
            *self._of_list(wanted, "filterTestAccounts"),
            *self._of_list(request.having_predicates or (), "having_predicates"),
        )

    def _entities(self) -> tuple[ast.Expr, ...]:
        lists = {"events": self.request.events or (), "actions": self.request.actions or ()}
        return tuple(
            self._with_event(matches_series(node, self.context, attr=f"{name}.{at}"))
            for name, nodes in lists.items()
            for at, node in enumerate(nodes)
        )

    def _of_list(self, filters: "Sequence[PropertyFilter]", attr: str) -> tuple[ast.Expr, ...]:
        return tuple(self._filter(item, f"{attr}.{at}") for at, item in enumerate(filters))

    def _filter(self, item: PropertyFilter, attr: str) -> ast.Expr:
        if item.type is Kind.RECORDING:
            if item.key not in COLUMNS:
                message = f"Recordings are not filtered by '{item.key[:60]}'."
                raise InsightError(message, attr=f"{attr}.key")
            return self._condition(item, attr)
        if item.type is Kind.LOG_ENTRY:
            where = self._condition(item, attr)
            return where if where == TRUE else self._with_line(where)
        if item.type in _OF_PERSONS:
            where = self._condition(item, attr)
            return where if where == TRUE else parse_expr(_WITH_PERSON, where=where)
        return self._of_events(item, attr)

    def _of_events(self, item: PropertyFilter, attr: str) -> ast.Expr:
        """Trap: ``is_not`` is about all events of a session, so none may be what it excludes."""
        opposite = _OPPOSITE.get(item.operator or PropertyOperator.EXACT)
        if opposite is None or item.type is Kind.HOGQL:
            where = self._condition(item, attr)
            return where if where == TRUE else self._with_event(where)
        without = self._condition(item.model_copy(update={"operator": opposite}), attr)
        return TRUE if without == TRUE else ast.Not(expr=self._with_event(without))

    def _lines(self) -> ast.Expr | None:
        filters = self.request.console_log_filters
        if not filters:
            return None
        for at, item in enumerate(filters):
            if item.type is not Kind.LOG_ENTRY or item.key not in {"level", "message"}:
                message = "Lines are filtered by their level or message, of type log_entry."
                raise InsightError(message, attr=f"console_log_filters.{at}")
        join = any_of if self.request.operand == "OR" else all_of
        found = (
            self._condition(item, f"console_log_filters.{at}") for at, item in enumerate(filters)
        )
        where = join(*found)
        return None if where == TRUE else self._with_line(where)

    def _condition(self, item: PropertyFilter, attr: str) -> ast.Expr:
        place, _, _ = attr.rpartition(".")
        try:
            return list_to_expression((item,), self.context.facts, attr=place)
        except InsightError as error:
            # What was read is a list of one, while the request's may have more.
            rest = (error.attr or "").removeprefix(f"{place}.0")
            raise InsightError(error.message, attr=f"{attr}{rest}") from error

    def _with_event(self, where: ast.Expr) -> ast.Expr:
        return parse_expr(_WITH_EVENT, around=self.span.holds(slack=_DAY), where=where)

    def _with_line(self, where: ast.Expr) -> ast.Expr:
        return parse_expr(_WITH_LINE, around=self.span.holds(slack=_DAY), where=where)


def _names(request: "RecordingsQuery") -> tuple[ast.Expr, ...]:
    """Return the conditions by the ids that are named; no id of a list is no recording."""
    found: list[ast.Expr] = []
    for column, ids in (("session_id", request.session_ids), ("distinct_id", request.distinct_ids)):
        if ids is not None:
            listed = ast.Tuple(exprs=tuple(ast.Constant(value=one) for one in ids))
            field = ast.Field(chain=(column,))
            op = ast.CompareOperationOp.In
            found.append(
                ast.CompareOperation(left=field, op=op, right=listed)
                if ids
                else ast.Constant(value=False)
            )
    if request.person_uuid is not None:
        person = ast.Constant(value=str(request.person_uuid))
        where = parse_expr("person_id = {person}", person=person)
        found.append(parse_expr(_WITH_PERSON, where=where))
    return tuple(found)


_OPPOSITE: Final = {**POSITIVE, PropertyOperator.IS_NOT_SET: PropertyOperator.IS_SET}
