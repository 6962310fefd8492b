"""What a request names by id: actions and cohorts, and where it does.

    request  ->  Mentions(actions={3: 'series.0.id'}, cohorts={5: 'properties.0.value'})

The caller loads the names of these, for this project only, into the context; what the project does
not have is refused with the place that named it, so that ids of other projects look like none.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pydantic import BaseModel

from hogql.insights.breakdown_filter import Breakdown, BreakdownFilter, BreakdownType
from hogql.insights.entities import ActionsNode
from hogql.insights.errors import InsightError
from hogql.insights.web.goals import WebGoalsQuery
from hogql.property_filters.models import PropertyFilter, PropertyFilterType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hogql.insights.context import InsightContext

_OF_COHORTS = frozenset({PropertyFilterType.COHORT, PropertyFilterType.STATIC_COHORT})


@dataclass(frozen=True, kw_only=True, slots=True)
class Mentions:
    """The ids that a request names, each with the first place that does.

    ``wants_goals``: the request is also about the project's actions, the last changed first.
    """

    actions: dict[int, str] = field(default_factory=dict)
    cohorts: dict[int, str] = field(default_factory=dict)
    wants_goals: bool = False


def mentions_of(request: BaseModel) -> Mentions:
    """Return every action and cohort that a request names by id."""
    found = Mentions(wants_goals=isinstance(request, WebGoalsQuery))
    for place, node in _models(request, ""):
        if isinstance(node, ActionsNode):
            found.actions.setdefault(node.id, f"{place}id")
        action_id = getattr(node, "action_id", None)
        if isinstance(action_id, int):
            found.actions.setdefault(action_id, f"{place}actionId")
        for name, written in _cohorts(node):
            text = str(written)
            if text.isascii() and text.isdigit() and int(text):
                found.cohorts.setdefault(int(text), f"{place}{name}")
    return found


def check_mentions(request: BaseModel, context: "InsightContext") -> None:
    """Raise InsightError for an action or a cohort that the project does not have."""
    found = mentions_of(request)
    _check(found.actions, context.actions, "Action")
    _check(found.cohorts, context.cohorts, "Cohort")


def _check(found: dict[int, str], known: "Mapping[int, str] | None", noun: str) -> None:
    if known is None:
        return
    for identity, attr in found.items():
        if identity not in known:
            raise InsightError(f"{noun} {identity} was not found.", attr=attr)


def _models(value: object, place: str) -> "Iterator[tuple[str, BaseModel]]":
    """Every model in a value, with the dotted place of its fields, parents first."""
    if isinstance(value, BaseModel):
        yield place, value
        for name, info in type(value).model_fields.items():
            yield from _models(getattr(value, name), f"{place}{info.alias or name}.")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _models(item, f"{place}{index}.")


def _cohorts(node: BaseModel) -> "Iterable[tuple[str, object]]":
    """The ids of cohorts that a node names, with the field that does."""
    if isinstance(node, PropertyFilter) and node.type in _OF_COHORTS:
        return [("value", one) for one in _each(node.value)]
    if isinstance(node, BreakdownFilter) and node.breakdown_type is BreakdownType.COHORT:
        return [("breakdown", one) for one in _each(node.breakdown)]
    if isinstance(node, Breakdown) and node.type is BreakdownType.COHORT:
        return [("property", node.property)]
    return []


def _each(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)
