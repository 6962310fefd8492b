"""Actions that a query may not name, and places where none can stand."""

from typing import Final

import pytest

from hogql.compile import compile_query
from hogql.context import Action, Context
from hogql.errors import QueryError, ResolutionError, TooComplexError

CONDITIONS: Final = {
    "sound": "event = 'a'",
    "broken": "nothing = 1",
    "counts": "count() > 1",
    "loop": "matchesAction('loop')",
}
CONTEXT: Final = Context(
    team_id=7,
    actions=tuple(
        Action(id=place, name=name, condition=condition)
        for place, (name, condition) in enumerate(CONDITIONS.items(), start=1)
    ),
)


@pytest.mark.parametrize(
    ("query", "error", "message"),
    [
        ("SELECT 1 FROM events WHERE matchesAction(99)", ResolutionError, "Action 99 not found"),
        ("SELECT 1 FROM events WHERE matchesAction('x''y')", ResolutionError, "not found"),
        ("SELECT 1 FROM events WHERE matchesAction(event)", QueryError, ": its id, or its name"),
        ("SELECT 1 FROM events WHERE matchesAction()", QueryError, "one argument"),
        ("SELECT matchesAction('sound')", QueryError, "needs events"),
        ("SELECT matchesAction('sound') FROM numbers(3)", QueryError, "needs events"),
        (
            "SELECT matchesAction('sound') FROM events AS a JOIN events AS b ON a.uuid = b.uuid",
            QueryError,
            "several tables: a, b",
        ),
        ("SELECT 1 FROM events WHERE matchesAction('broken')", QueryError, "'broken' can not"),
        ("SELECT 1 FROM events WHERE matchesAction('counts')", QueryError, "aggregation|Aggregat"),
        ("SELECT 1 FROM events WHERE matchesAction('loop')", TooComplexError, "names itself"),
    ],
)
def test_what_no_action_can_mean_is_refused(
    query: str, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        compile_query(query, CONTEXT)


def test_two_actions_of_one_name_are_told_apart_by_id() -> None:
    known = Context(
        team_id=7,
        actions=(
            Action(id=1, name="a", condition="true"),
            Action(id=2, name="a", condition="true"),
        ),
    )
    with pytest.raises(QueryError, match="Several actions are named 'a'"):
        compile_query("SELECT 1 FROM events WHERE matchesAction('a')", known)
