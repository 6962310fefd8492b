"""Who is counted: the person after merges, in every number (insights 1.9)."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from hogql.insights.context import InsightContext
from shared.ids import person_id
from tests.integration.hogql.insights.events import insert_events, read_events
from tests.integration.hogql.insights.run import answer

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client
    from pydantic import JsonValue

TEAM = 7
EVENTS = """
2020-01-02 01:00:00 anonymous e plan=free
2020-01-02 02:00:00 ann e plan=pro
2020-01-02 03:00:00 ben e plan=pro
2020-01-02 04:00:00 anonymous e plan=team
2020-01-03 01:00:00 anonymous e plan=free
"""


def merge(client: "Client", old: str, new: str) -> None:
    """Make ``old`` the person of ``new``, as the persons function does after an $identify."""
    client.command(
        """
        INSERT INTO person_overrides
            (team_id, old_key, new_key, old_person_id, person_id, is_deleted, version)
        SELECT {team:UInt32}, cityHash64(toUUID({old:String})), cityHash64(toUUID({new:String})),
            toUUID({old:String}), toUUID({new:String}), 0, 1
        """,
        parameters={
            "team": TEAM,
            "old": str(person_id(TEAM, old)),
            "new": str(person_id(TEAM, new)),
        },
    )
    client.command("SYSTEM RELOAD DICTIONARY person_overrides_dict")


def users(**fields: "JsonValue") -> list["JsonValue"]:
    series: JsonValue = [{"kind": "EventsNode", "event": "e", "math": "dau"}]
    dates: JsonValue = {"date_from": "2020-01-02", "date_to": "2020-01-03"}
    body: dict[str, JsonValue] = {
        "kind": "TrendsQuery",
        "series": series,
        "dateRange": dates,
        **fields,
    }
    now = datetime(2020, 1, 4, tzinfo=UTC)
    context = InsightContext(timezone="UTC", week_start_day=0, now=now)
    response = answer(body, team_id=TEAM, context=context)
    assert isinstance(response, dict)
    results = response["results"]
    assert isinstance(results, list)
    return [row["aggregated_value"] or row["data"] for row in results if isinstance(row, dict)]


@pytest.mark.parametrize(
    ("fields", "before", "after"),
    [
        ({}, [[3, 1]], [[2, 1]]),
        ({"trendsFilter": {"display": "BoldNumber"}}, [3], [2]),
        ({"trendsFilter": {"display": "ActionsLineGraphCumulative"}}, [[3, 3]], [[2, 2]]),
        (
            {"breakdownFilter": {"breakdown": "plan", "breakdown_limit": 1}},
            [[1, 1], [3, 0]],
            [[1, 1], [2, 0]],
        ),
    ],
    ids=["by day", "over the range", "cumulative", "by value"],
)
def test_two_ids_of_one_person_are_one_user(
    clickhouse: "Client",
    fields: dict[str, "JsonValue"],
    before: list["JsonValue"],
    after: list["JsonValue"],
) -> None:
    insert_events(clickhouse, TEAM, read_events(EVENTS))
    assert users(**fields) == before
    merge(clickhouse, old="anonymous", new="ann")
    assert users(**fields) == after
