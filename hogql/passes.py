"""The passes of a compilation, in order. Read this first.

    text -parse-> tree -resolve-> Plan -PASSES-> lowered Plan -print-> SQL + values -verify-> run

Each pass takes the plan and the context and changes the plan. The order is not free:
"""

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from hogql.transforms.bounds import push_bounds
from hogql.transforms.late_joins import join_late
from hogql.transforms.limits import limit_rows, show_values
from hogql.transforms.lower import lower_plan
from hogql.transforms.person_filters import filter_persons
from hogql.transforms.time_bounds import bound_computed

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql.context import Context
    from hogql.plan.queries import Plan


class Pass(Struct, frozen=True, kw_only=True):
    """One step from plan to plan, and why it stands where it does."""

    name: str
    apply: "Callable[[Plan, Context], None]"
    reason: str


def _push_bounds(plan: "Plan", _context: "Context") -> None:
    push_bounds(plan)


PASSES: Final = (
    Pass(
        name="limit rows",
        apply=limit_rows,
        reason="First: it looks at what the author wrote, before anything is added.",
    ),
    Pass(
        name="filter persons",
        apply=filter_persons,
        reason="Before bounds: the sets it makes take bounds of their own.",
    ),
    Pass(
        name="bound computed tables",
        apply=bound_computed,
        reason="Before bounds: what it adds to a computed table's query moves on into the guard.",
    ),
    Pass(
        name="push bounds",
        apply=_push_bounds,
        reason="Before lowering, while a comparison still shows its raw column and its constant.",
    ),
    Pass(
        name="show values",
        apply=show_values,
        reason="After bounds, which want raw times; before lowering, which resolves the UUIDs.",
    ),
    Pass(
        name="join late",
        apply=join_late,
        reason="After all that looks at WHERE and at what is shown; it splits a listing in two.",
    ),
    Pass(
        name="lower",
        apply=lower_plan,
        reason="Last: from here on only ClickHouse's own forms exist, and printing changes none.",
    ),
)
