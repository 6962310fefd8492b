"""Steps in any order: the most of them that one actor did within the window (insights 4.5).

    events of one actor by time  ->  from each of them forward  ->  Outcome(depth, sorted times)

An excluded event that is no step ends a walk; between which steps it was excluded has no meaning
here. Events of one instant are taken in the order of their steps.
"""

from typing import TYPE_CHECKING

from hogql.insights.funnels.chains import STEP_BITS, Event, Outcome, Rules

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def most_steps(
    events: "Sequence[Event]", rules: Rules, *, may_start: "Callable[[int], bool] | None" = None
) -> Outcome | None:
    """Return the deepest walk, the first one of equals; None without a step.

    ``may_start`` says by its time which event a walk may start from; None stands for every one.
    """
    ahead = _bits_ahead(events)
    best: Outcome | None = None
    for place, (time, mask) in enumerate(events):
        if best is not None and best.depth >= ahead[place].bit_count():
            break
        if mask & STEP_BITS and (may_start is None or may_start(time)):
            found = _walk(events, place, rules)
            if best is None or found.depth > best.depth:
                best = found
    return best


def _bits_ahead(events: "Sequence[Event]") -> list[int]:
    """For each event, the steps that it and the later ones match: no walk can fill more."""
    ahead = [0] * len(events)
    bits = 0
    for place in range(len(events) - 1, -1, -1):
        bits |= events[place][1] & STEP_BITS
        ahead[place] = bits
    return ahead


def _walk(events: "Sequence[Event]", start: int, rules: Rules) -> Outcome:
    begun = events[start][0]
    filled = 0
    times: list[int] = []
    for place in range(start, len(events)):
        time, mask = events[place]
        if time - begun > rules.window_ms:
            break
        if not mask & STEP_BITS and mask:
            break
        free = mask & STEP_BITS & ~filled
        if free:
            filled |= free & -free
            times.append(time)
        if len(times) == rules.steps:
            break
    return Outcome(len(times), tuple(times))
