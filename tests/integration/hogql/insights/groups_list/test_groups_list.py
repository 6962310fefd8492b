"""GroupsQuery from the node to ClickHouse and back; another team has groups of the same types."""

from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, Any, Final

import pytest
from pydantic import TypeAdapter

from hogql.context import Context
from hogql.insights.context import InsightContext
from tests.integration.hogql.insights.run import answer

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

TEAMS = count(7800)
CONTEXT: Final = InsightContext(
    timezone="UTC", week_start_day=0, now=datetime(2020, 1, 24, 12, tzinfo=UTC)
)
COLUMNS: Final = (
    *("team_id", "group_type", "group_key", "created_at", "properties", "is_deleted", "version"),
)
GROUPS: Final[tuple[tuple[str, str, int, dict[str, str]], ...]] = (
    ("company", "acme", 1, {"name": "Acme Inc", "plan": "pro"}),
    ("company", "beta.example", 2, {"plan": "free"}),
    ("company", "c_3", 3, {"name": "Beta", "plan": "pro"}),
    ("company", "x100", 4, {"name": "Not beta"}),
    ("project", "acme", 5, {"name": "A project"}),
)
_OBJECT: Final[TypeAdapter[dict[str, Any]]] = TypeAdapter(dict[str, Any])


def insert_groups(client: "Client", team: int) -> None:
    rows = [
        [team, kind, key, datetime(2020, 1, day, tzinfo=UTC), properties, 0, 1]
        for kind, key, day, properties in GROUPS
    ]
    gone = [team, "company", "gone", datetime(2020, 1, 9, tzinfo=UTC), {}, 1, 2]
    client.insert("groups", [*rows, gone], column_names=COLUMNS)


@pytest.fixture
def team(shared_clickhouse: "Client") -> int:
    """A team with groups; the one after it has a group that is nobody else's, too."""
    own, other = next(TEAMS), next(TEAMS)
    insert_groups(shared_clickhouse, own)
    insert_groups(shared_clickhouse, other)
    secret = [other, "company", "secret", datetime(2020, 1, 20, tzinfo=UTC), {"name": "S"}, 0, 1]
    shared_clickhouse.insert("groups", [secret], column_names=COLUMNS)
    return own


def asked(team: int, **body: Any) -> dict[str, Any]:
    node = {"kind": "GroupsQuery", "group_type_index": 0, **body}
    known = Context(team_id=team, group_types=("company", "project"))
    return _OBJECT.validate_python(answer(node, team_id=team, context=CONTEXT, known=known))


def test_a_group_shows_its_name_or_else_its_key(team: int) -> None:
    response = asked(team, limit=3)
    assert response["kind"] == "GroupsQuery"
    assert response["columns"] == ["group_name", "key", "created_at"]
    assert len(response["types"]) == 3
    assert response["results"] == [
        [{"display_name": "Not beta", "key": "x100"}, "x100", "2020-01-04T00:00:00Z"],
        [{"display_name": "Beta", "key": "c_3"}, "c_3", "2020-01-03T00:00:00Z"],
        [
            {"display_name": "beta.example", "key": "beta.example"},
            *("beta.example", "2020-01-02T00:00:00Z"),
        ],
    ]
    assert (response["hasMore"], response["limit"], response["offset"]) == (True, 3, 0)
    last = asked(team, limit=3, offset=3, select=["key"])
    assert (last["results"], last["hasMore"], last["offset"]) == ([["acme"]], False, 3)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, ["x100", "c_3", "beta.example", "acme"]),
        ({"group_type_index": 1}, ["acme"]),
        ({"group_type_index": 4}, []),
        ({"search": "BETA"}, ["c_3", "beta.example", "x100"]),
        ({"search": "_"}, ["c_3"]),
        ({"search": "%"}, []),
        ({"search": "' OR 1=1 --"}, []),
        ({"search": "beta", "orderBy": ["key DESC"]}, ["x100", "c_3", "beta.example"]),
        ({"orderBy": ["group_name"]}, ["acme", "c_3", "x100", "beta.example"]),
        ({"orderBy": ["properties.plan DESC", "key"]}, ["acme", "c_3", "beta.example", "x100"]),
        (
            {"properties": [{"key": "plan", "value": "pro", "type": "group"}]},
            ["c_3", "acme"],
        ),
        ({"properties": [{"key": "key = 'acme'", "type": "hogql"}]}, ["acme"]),
    ],
)
def test_the_groups_are_those_that_match(
    team: int, body: dict[str, Any], expected: list[str]
) -> None:
    response = asked(team, **{"select": ["key"], **body})
    assert response["results"] == [[key] for key in expected]


def test_an_aggregate_is_about_all_groups_that_match(team: int) -> None:
    assert asked(team, select=["count()"])["results"] == [[4]]
    plans = asked(team, select=["properties.plan", "count()"], orderBy=["count() DESC", "1"])
    assert plans["results"][0] == ["pro", 2]


def test_pages_of_counted_groups_share_nothing(team: int) -> None:
    pages = [
        asked(team, select=["key", "count()"], orderBy=["count()"], limit=1, offset=at)["results"]
        for at in range(4)
    ]
    assert [rows[0][0] for rows in pages] == sorted(rows[0][0] for rows in pages)
    assert len({rows[0][0] for rows in pages}) == 4


def test_no_condition_reaches_the_groups_of_another_team(team: int) -> None:
    body = {"properties": [{"key": "1 = 1 OR notEmpty(key)", "type": "hogql"}]}
    keys = asked(team, select=["key"], **body)["results"]
    assert len(keys) == 4
    assert ["secret"] not in keys
