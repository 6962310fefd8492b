"""When the persons of a funnel's step were there, seen from before, between or after.

question, events of persons, side, step  ->  (since, until) of each person that is asked about

``step`` counts from 1; below -1 it is who came to the required step before that one, not to it.
"""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from tests.oracle.funnel_walks import journeys, outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.oracle.funnel_walks import Happening, Question, Times

Side: TypeAlias = Literal["before", "between", "after"]
Stretch: TypeAlias = tuple[datetime, datetime]
BEGINNING: Final = datetime(1980, 1, 1, tzinfo=UTC)
END: Final = datetime(2200, 1, 1, tzinfo=UTC)


def stretches(
    question: "Question", events: "Sequence[Happening]", side: Side, step: int
) -> dict[str, Stretch]:
    """Return the stretch of every person of the step; both of its ends belong to it."""
    wanted = _wanted(question, step)
    found: dict[str, Stretch] = {}
    for who, times in _times(question, events):
        is_there = wanted in times and (step > 0 or -step - 1 not in times)
        if is_there:
            late = timedelta(0) if step > 0 else question.window
            before = max((time for place, time in times.items() if place < wanted), default=END)
            spans = {
                "before": (BEGINNING, times[wanted]),
                "between": (before, times[wanted]),
                "after": (times[wanted] + late, END),
            }
            found[who] = spans[side]
    return found


def has_one_before(question: "Question", step: int) -> bool:
    """Whether there is a step before the one that is asked about."""
    return _wanted(question, step) > 0


def _wanted(question: "Question", step: int) -> int:
    """The step, from 0, at which they are."""
    if step > 0:
        return step - 1
    return max(at for at in range(-step - 1) if not question.steps[at].is_optional)


def _times(question: "Question", events: "Sequence[Happening]") -> "Iterator[tuple[str, Times]]":
    for (who, _), each in journeys(question, events).items():
        found = outcome(question, each)
        if found is not None:
            yield who, found[1]
