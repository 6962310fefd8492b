"""An editor of queries on the running system: it knows the project, and its neighbour's nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.e2e.teams import make_teams, shown
from tests.e2e.waiting import eventually
from tests.unit.hogql.hostile import read_hostile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.e2e.teams import Team
    from tools.stack import Stack

pytestmark = pytest.mark.stack
HOSTILE: Final = {case.id: case.sql for case in read_hostile()}


@pytest.fixture(scope="module")
def teams(stack: Stack) -> Iterator[tuple[Team, Team]]:
    """Two teams, the one that asks and its neighbour."""
    made = make_teams(stack.url)
    yield made
    for team in made:
        team.project.http.close()


def suggest(team: Team, marked: str) -> dict[str, Any]:
    """What is suggested where the text has a bar: label and detail."""
    text, position = marked.replace("|", "", 1), marked.index("|")
    places = {"startPosition": position, "endPosition": position}
    node = {"kind": "HogQLAutocomplete", "language": "hogQL", "query": text, **places}
    answer = team.ask(node)
    assert answer.status_code == 200, answer.text
    return {item["label"]: item["detail"] for item in answer.json()["suggestions"]}


def test_a_query_is_examined_and_estimated_before_it_runs(teams: tuple[Team, Team]) -> None:
    text = "SELECT evnt FROM events"
    wrong = teams[0].ask({"kind": "HogQLMetadata", "language": "hogQL", "query": text}).json()
    node = {"kind": "HogQLMetadata", "language": "hogQL", "query": "SELECT event FROM events"}
    right = teams[0].ask(node).json()

    assert (wrong["isValid"], wrong["errors"][0]["fix"]) == (False, "event")
    assert right["isValid"] is True
    assert right["estimated_rows"] % 8192 == 0
    assert right["estimated_rows"] > 0


def test_an_explanation_comes_with_the_rows(teams: tuple[Team, Team]) -> None:
    node = {"kind": "HogQLQuery", "query": "SELECT count() FROM events", "explain": True}

    body = teams[0].ask(node).json()

    assert body["explain"][0].startswith("Reads events:")
    assert body["limitApplied"] is True


def test_the_properties_that_events_had_are_suggested(teams: tuple[Team, Team]) -> None:
    eventually(
        lambda: suggest(teams[0], "SELECT properties.amou| FROM events") == {"amount": "Numeric"},
        what="the definition of a property that was sent",
    )


def test_the_log_of_queries_is_ones_own(teams: tuple[Team, Team]) -> None:
    for team in teams:
        team.ask_sql(f"SELECT 'logged {team.secret}'")

    answer = teams[0].ask_sql("SELECT query FROM query_log LIMIT 1000")

    assert f"logged {teams[0].secret}" in shown(answer)
    assert teams[1].secret not in shown(answer)


@pytest.mark.parametrize("case", HOSTILE)
def test_an_editor_learns_nothing_of_a_neighbour(teams: tuple[Team, Team], case: str) -> None:
    text = HOSTILE[case]
    examined = teams[0].ask({"kind": "HogQLMetadata", "language": "hogQL", "query": text})
    places = {"startPosition": len(text), "endPosition": len(text)}
    node = {"kind": "HogQLAutocomplete", "language": "hogQL", "query": text, **places}
    suggested = teams[0].ask(node)

    assert (examined.status_code, suggested.status_code) == (200, 200)
    assert teams[1].secret not in shown(examined) + shown(suggested)
