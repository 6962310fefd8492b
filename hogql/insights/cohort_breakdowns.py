"""Breakdowns by cohort: each cohort is a condition of its own, as a person may be in several.

    {"breakdown_type": "cohort", "breakdown": [3, "all"]}  ->  CohortOf(3, 'Buyers'), everybody

Source: PostHog ``posthog/hogql_queries/insights/trends/breakdown.py``; insights 3.4.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.breakdown_filter import BreakdownFilter, BreakdownType
from hogql.insights.errors import InsightError
from hogql.property_filters.conditions import TRUE

if TYPE_CHECKING:
    from hogql.insights.context import InsightContext

MAX_COHORTS: Final = 25
ALL_USERS: Final = "all"
"""The cohort of everybody, also written as 0."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CohortOf:
    """One cohort to split by; ``id`` is None for everybody."""

    id: int | None
    name: str

    @property
    def reported(self) -> str | int:
        """Return the ``breakdown_value`` of its rows."""
        return ALL_USERS if self.id is None else self.id

    def condition(self) -> ast.Expr:
        """Return the condition that the person of an event is in the cohort."""
        if self.id is None:
            return TRUE
        return ast.CompareOperation(
            left=ast.Field(chain=("person_id",)),
            op=ast.CompareOperationOp.InCohort,
            right=ast.Constant(value=self.id),
        )


def splits_by_cohort(asked: BreakdownFilter | None) -> bool:
    """Return whether a breakdown is one by cohorts, which ``cohorts_of`` reads."""
    if asked is None:
        return False
    if asked.breakdowns:
        return any(one.type is BreakdownType.COHORT for one in asked.breakdowns)
    return asked.breakdown is not None and asked.breakdown_type is BreakdownType.COHORT


def cohorts_of(asked: BreakdownFilter | None, context: "InsightContext") -> tuple[CohortOf, ...]:
    """Return the cohorts to split by, none for another breakdown. Raises InsightError."""
    if asked is None or not splits_by_cohort(asked):
        return ()
    written = _listed(asked) if asked.breakdowns else _single(asked)
    if len(written) > MAX_COHORTS:
        raise InsightError(f"Split by at most {MAX_COHORTS} cohorts.", attr=written[0][1])
    return tuple(_cohort(one, context, attr) for one, attr in written)


def _single(asked: BreakdownFilter) -> list[tuple[str | int, str]]:
    listed = asked.breakdown if isinstance(asked.breakdown, tuple) else (asked.breakdown,)
    return [(one, "breakdownFilter.breakdown") for one in listed if one is not None]


def _listed(asked: BreakdownFilter) -> list[tuple[str | int, str]]:
    place, breakdowns = "breakdownFilter.breakdowns", asked.breakdowns or ()
    if any(one.type is not BreakdownType.COHORT for one in breakdowns):
        raise InsightError("Cohorts can not be split together with properties.", attr=place)
    return [(one.property, f"{place}.{at}.property") for at, one in enumerate(breakdowns)]


def _cohort(written: str | int, context: "InsightContext", attr: str) -> CohortOf:
    text = str(written)
    if text in (ALL_USERS, "0"):
        return CohortOf(id=None, name="all users")
    if not (text.isascii() and text.isdigit()):
        raise InsightError("A breakdown by cohort takes ids of cohorts, or 'all'.", attr=attr)
    known = context.cohorts
    if known is not None and int(text) not in known:
        raise InsightError(f"Cohort {text} was not found.", attr=attr)
    return CohortOf(id=int(text), name=(known or {}).get(int(text), f"Cohort {text}"))
