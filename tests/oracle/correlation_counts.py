"""Who did what while in a funnel, by success: a small program that shares no code with the product.

    events of persons, question  ->  stays  ->  persons by what they did  ->  the strongest odds

How far persons come is told by ``funnel_walks``. Every person is enough, so that few are needed.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from tests.oracle.funnel_walks import journeys, outcome

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tests.oracle.funnel_walks import Happening, Question

People: TypeAlias = frozenset[str]
Row: TypeAlias = tuple[str, int, int, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Stay:
    """When a person was in the funnel, and whether it came through."""

    is_done: bool
    begun: "datetime"
    ended: "datetime"


def stays(question: "Question", events: "Sequence[Happening]") -> dict[str, Stay]:
    """The stay of everybody who is in the funnel."""
    found: dict[str, Stay] = {}
    for (who, _), each in journeys(question, events).items():
        deepest = outcome(question, each)
        if deepest is None:
            continue
        depth, times = deepest
        begun = min(times.values())
        is_done = depth == len(question.steps)
        ended = max(times.values()) if is_done else begun + question.window
        found[who] = Stay(is_done=is_done, begun=begun, ended=ended)
    return found


def did(
    question: "Question", events: "Sequence[Happening]", *, by_value: bool = False
) -> dict[str, People]:
    """Who did each event while in the funnel; ``by_value``, with each value."""
    present = stays(question, events)
    steps = {step.name for step in question.steps}
    found: dict[str, set[str]] = {}
    for one in events:
        stay = present.get(one.who)
        day = one.at.astimezone(question.zone).date()
        if stay is None or one.name in steps or not question.first <= day <= question.last:
            continue
        if by_value and not one.value:
            continue
        if stay.begun < one.at < stay.ended:
            name = f"{one.name}::plan::{one.value}" if by_value else one.name
            found.setdefault(name, set()).add(one.who)
    least = 3 if by_value else 1
    return {name: frozenset(people) for name, people in found.items() if len(people) >= least}


def strongest(
    question: "Question", events: "Sequence[Happening]", counted: "dict[str, People]"
) -> list[Row]:
    """Name, successes, failures and odds of what tells most, ten of each kind."""
    present = stays(question, events)
    done = {who for who, stay in present.items() if stay.is_done}
    left = present.keys() - done
    if not done or not left:
        return []
    rows: list[Row] = []
    for name, people in counted.items():
        s, f = len(people & done), len(people & left)
        odds = (s + 1) * (len(left) - f + 1) / ((len(done) - s + 1) * (f + 1))
        rows.append((name, s, f, odds))
    good = sorted((row for row in rows if row[3] > 1), key=lambda r: (-r[3], -r[1] - r[2], r[0]))
    bad = sorted((row for row in rows if row[3] <= 1), key=lambda r: (r[3], -r[1] - r[2], r[0]))
    return good[:10] + bad[:10]
