"""What a FunnelCorrelationQuery comes to: its funnel, without what only a chart of it reads.

FunnelCorrelationQuery, context  ->  Plan(funnel, asked, request)

The values that a funnel is split by have no meaning here: whoever is in it counts once.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hogql.insights.actors import PERSON
from hogql.insights.correlation.models import CorrelationType, FunnelCorrelationQuery
from hogql.insights.errors import InsightError
from hogql.insights.funnels.models import FunnelViz
from hogql.insights.funnels.packed import is_packed
from hogql.insights.funnels.plan import Plan as FunnelPlan
from hogql.insights.funnels.plan import plan_of as funnel_plan_of
from hogql.insights.people.found import inside

if TYPE_CHECKING:
    from hogql import ast
    from hogql.insights.context import InsightContext
    from hogql.insights.funnels.models import FunnelsActorsQuery, FunnelsQuery

AUTOCAPTURE: Final = "$autocapture"
ALL: Final = "$all"


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """A correlation: ``funnel`` is that of ``asked.source``, which is not split."""

    request: FunnelCorrelationQuery
    asked: "FunnelsActorsQuery"
    funnel: FunnelPlan

    @property
    def source(self) -> "FunnelsQuery":
        """The funnel as it was asked for."""
        return self.asked.source

    @property
    def is_packed(self) -> bool:
        """Whether the stays of its actors are a statement; else they are walked in Python."""
        return is_packed(self.funnel)

    @property
    def key(self) -> "ast.Expr":
        """Whom an event counts for."""
        return self.funnel.actor.key

    @property
    def group_type_index(self) -> int | None:
        """The type of the groups that are actors, None for persons."""
        return self.funnel.actor.group_type_index


def plan_of(request: FunnelCorrelationQuery, context: "InsightContext") -> Plan:
    """Return what the request means now. Raises InsightError for what we cannot answer."""
    asked = request.source
    chosen = asked.source.funnels_filter
    if chosen is not None and chosen.viz not in (None, FunnelViz.STEPS):
        message = "Only a funnel that shows its steps has correlations."
        raise InsightError(message, attr="source.source.funnelsFilter.funnelVizType")
    if asked.step_breakdown is not None:
        message = "Correlations are those of all values of a breakdown together."
        raise InsightError(message, attr="source.funnelStepBreakdown")
    bare = asked.source.model_copy(update={"breakdown_filter": None})
    with inside("source.source"):
        funnel = funnel_plan_of(bare, context)
    # All who entered did the first step.
    step = 1 if asked.funnel_step is None else asked.funnel_step
    asked = asked.model_copy(update={"source": bare, "funnel_step": step})
    plan = Plan(request=request, asked=asked, funnel=funnel)
    _check_names(plan)
    return plan


def _check_names(plan: Plan) -> None:
    request = plan.request
    if request.type is CorrelationType.EVENT_WITH_PROPERTIES and not request.event_names:
        message = "The properties of which events? Name one at least."
        raise InsightError(message, attr="funnelCorrelationEventNames")
    if request.type is not CorrelationType.PROPERTIES:
        return
    if not request.names:
        message = "Which properties are meant? Name one at least, or $all."
        raise InsightError(message, attr="funnelCorrelationNames")
    if plan.funnel.actor.key != PERSON.key and plan.group_type_index is None:
        message = "The actors of this funnel are neither persons nor groups: no properties."
        raise InsightError(message, attr="funnelCorrelationType")
