"""Journeys out of a query, walked: what became of each actor, under each value of a breakdown.

rows of journeys  ->  (value, events of one actor)  ->  Outcome  ->  outcomes by value, ranked
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from hogql.insights.breakdowns import Value, read_value
from hogql.insights.funnels.chains import Event, Outcome, best_chain
from hogql.insights.funnels.models import FunnelOrder
from hogql.insights.funnels.unordered import most_steps

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql.insights.context import Row
    from hogql.insights.funnels.chains import Rules
    from hogql.insights.funnels.plan import Plan

Journey: TypeAlias = tuple[Value, list[Event]]
NO_SPLIT: Final[Value] = ()


def journeys_of(rows: "Iterable[Row]", plan: "Plan") -> Iterator[Journey]:
    """Return what each actor did, once for each value that it counts under."""
    for row in rows:
        shown, times, masks, values = row[:4]
        lists = zip(_listed(shown), _listed(times), _listed(masks), strict=True)
        for at, (value, when, what) in enumerate(lists):
            events = list(zip(_numbers(when), _numbers(what), strict=True))
            if plan.value_by_event:
                yield from _by_value(events, _listed(_listed(values)[at]), plan)
            else:
                yield (NO_SPLIT if plan.split is None else read_value(value)), events


def named_journeys_of(rows: "Iterable[Row]", plan: "Plan") -> Iterator[tuple[str, Journey]]:
    """Return what each actor did, with who it was."""
    for shown, times, masks, values, actors in rows:
        for at, actor in enumerate(_listed(actors)):
            own = [_listed(each)[at : at + 1] for each in (shown, times, masks)]
            of_events = _listed(values)[at : at + 1] if plan.value_by_event else values
            for journey in journeys_of([(*own, of_events, ())], plan):
                yield str(actor), journey


def outcomes_by_value(journeys: "Iterable[Journey]", plan: "Plan") -> dict[Value, list[Outcome]]:
    """Return the outcomes of all actors, by value; who is nowhere in the funnel is left out."""
    found: defaultdict[Value, list[Outcome]] = defaultdict(list)
    for value, events in journeys:
        outcome = outcome_of(events, plan)
        if outcome is not None:
            found[value].append(outcome)
    return found


def outcome_of(events: Sequence[Event], plan: "Plan") -> Outcome | None:
    """Return how far one actor came."""
    if plan.order is FunnelOrder.UNORDERED:
        return most_steps(events, plan.rules)
    return best_chain(events, plan.rules)


def is_of_step(outcome: Outcome, step: int, rules: "Rules") -> bool:
    """Return whether an actor did a step, counted from 1; below -1, dropped out before it."""
    place = abs(step) - 1
    if step > 0:
        return outcome.has_done(place)
    return outcome.has_done(rules.required_before(place)) and not outcome.has_done(place)


def kept_values(entered: "Iterable[tuple[Value, int]]", plan: "Plan") -> "Callable[[Value], Value]":
    """Return what a value is shown as: itself for the most frequent ones, None for the rest."""
    if plan.split is None:
        return lambda value: value
    ranked = sorted(entered, key=lambda pair: (-pair[1], pair[0] or ()))
    named = {value for value, _ in ranked[: plan.split.limit]}
    return lambda value: value if value in named else None


def _by_value(events: list[Event], values: Sequence[object], plan: "Plan") -> Iterator[Journey]:
    """For each value on an event of the step: the journey in which only those are that step."""
    bit = 1 << plan.attribution_step
    read = [read_value(value) for value in values]
    of_step = dict.fromkeys(
        value for value, (_, mask) in zip(read, events, strict=True) if mask & bit
    )
    for wanted in of_step:
        masks = (
            (time, mask if value == wanted else mask & ~bit)
            for value, (time, mask) in zip(read, events, strict=True)
        )
        yield wanted, sorted(one for one in masks if one[1] or plan.rules.is_strict)


def _listed(value: object) -> Sequence[object]:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return value
    raise TypeError(f"Expected an array, got {type(value).__name__}.")


def _numbers(value: object) -> list[int]:
    return [int(number) for number in _listed(value) if isinstance(number, int)]
