"""The people of an edge of paths are those who went along it (insights 11)."""

from itertools import count as counter
from typing import TYPE_CHECKING

import pytest

from shared.ids import person_id
from tests.integration.hogql.insights.run import answer
from tests.integration.hogql.insights.world import Told, ToldPerson, World, make_world

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client
    from pydantic import JsonValue

TEAMS = counter(12900)
VISITS = """
ann 09:00 /a
ann 09:01 /b
ann 09:02 /c
ben 09:00 /a
ben 09:01 /b
cid 09:00 /b
cid 09:01 /a
dan 09:00 /a
dan 09:01 /b/
dan 11:00 /a
dan 11:05 /b
eve 09:00 /a
eve-phone 09:01 /b
fay 09:00 /a
fay 09:40 /b
"""
PERSONS = [ToldPerson(distinct_ids=["eve", "eve-phone"])]
NAMES = ("ann", "ben", "cid", "dan", "eve", "eve-phone", "fay")


def visits() -> list[Told]:
    return [
        Told.model_validate(
            {
                "distinct_id": who,
                "event": "$pageview",
                "timestamp": f"2020-01-02T{clock}:00Z",
                "properties": {"$current_url": url},
            }
        )
        for who, clock, url in map(str.split, VISITS.strip().splitlines())
    ]


@pytest.fixture
def world(shared_clickhouse: "Client") -> World:
    return make_world(shared_clickhouse, next(TEAMS), visits(), persons=PERSONS)


def asked(**chosen: "JsonValue") -> "dict[str, JsonValue]":
    return {
        "kind": "PathsQuery",
        "dateRange": {"date_from": "2020-01-01", "date_to": "2020-01-05"},
        "pathsFilter": {"includeEventTypes": ["$pageview"], **chosen},
    }


def people(world: World, **chosen: "JsonValue") -> dict[str, int]:
    """Who is listed, and how many paths of each it is about."""
    question: JsonValue = {"kind": "InsightActorsQuery", "source": asked(**chosen)}
    assert isinstance(question, dict)
    found = answer(question, team_id=world.team_id, context=world.context, known=world.known)
    assert isinstance(found, dict)
    rows = found["results"]
    assert isinstance(rows, list)
    names = {str(person_id(world.team_id, name)): name for name in NAMES}
    listed: dict[str, int] = {}
    for row in rows:
        assert isinstance(row, list)
        assert isinstance(row[1], int)
        listed[names[str(row[0])]] = row[1]
    assert len(listed) == len(rows)
    return listed


def value(world: World, source: str, target: str) -> "JsonValue":
    found = answer(asked(), team_id=world.team_id, context=world.context, known=world.known)
    assert isinstance(found, dict)
    rows = found["results"]
    assert isinstance(rows, list)
    (one,) = (
        row["value"]
        for row in rows
        if isinstance(row, dict) and (row["source"], row["target"]) == (source, target)
    )
    return one


def test_an_edge_lists_who_went_along_it(world: World) -> None:
    listed = people(world, pathStartKey="1_/a", pathEndKey="2_/b")
    assert listed == {"ann": 1, "ben": 1, "dan": 2, "eve": 1}
    assert sum(listed.values()) == value(world, "1_/a", "2_/b") == 5


def test_where_everybody_went_once_the_value_is_the_number_of_people(world: World) -> None:
    assert people(world, pathStartKey="2_/b", pathEndKey="3_/c") == {"ann": 1}
    assert value(world, "2_/b", "3_/c") == 1
    assert people(world, pathStartKey="1_/b", pathEndKey="2_/a") == {"cid": 1}
    assert value(world, "1_/b", "2_/a") == 1


def test_who_ended_at_an_item_did_not_go_on(world: World) -> None:
    ended = people(world, pathDropoffKey="2_/b")
    went_on = people(world, pathStartKey="2_/b")
    assert went_on == {"ann": 1}
    assert "ann" not in ended
    assert sum(ended.values()) + sum(went_on.values()) == value(world, "1_/a", "2_/b")


def test_an_item_is_reached_on_every_path_that_comes_by(world: World) -> None:
    assert sum(people(world, pathEndKey="2_/b").values()) == 5
    assert people(world, pathDropoffKey="1_/b") == {"fay": 1}
    assert people(world, pathDropoffKey="1_/a") == {"fay": 1}


def test_items_that_do_not_follow_each_other_have_nobody(world: World) -> None:
    assert people(world, pathStartKey="1_/a", pathEndKey="3_/c") == {}
    assert people(world, pathStartKey="1_/nowhere", pathEndKey="2_/b") == {}
