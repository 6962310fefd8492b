"""What was clicked while in a funnel, told by its elements.

Four open the page and then leave it, three of these by way of buying: ann, ben and cat. Ann, ben
and dan click the same link, cat another one; dan's click comes with a key press on the same link.
"""

from datetime import UTC, datetime
from itertools import count as counter
from typing import TYPE_CHECKING

import pytest
from pydantic import TypeAdapter

from tests.integration.hogql.insights.correlation.project import (
    Node,
    ask,
    correlation,
    funnel,
    people,
    series,
)
from tests.integration.hogql.insights.world import Told, World, make_world

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

TEAMS = counter(14500)
LINK = 'a.big:href="/buy"nth-child="1"text="Buy: now";body:'
OTHER = 'button:text="Later"'
NAME = f"$autocapture::elements_chain::click__~~__{LINK}"
PAST = (
    *("ann open 10:00", f"ann click 10:10 {LINK}", "ann buy 10:20"),
    *("ben open 10:00", f"ben click 10:10 {LINK}", f"ben click 10:11 {LINK}", "ben buy 10:20"),
    *("cat open 10:00", f"cat click 10:10 {OTHER}", "cat buy 10:20"),
    *("dan open 10:00", f"dan click 10:10 {LINK}", f"dan press 10:11 {LINK}"),
)


def told(line: str) -> Node:
    who, event, at, *chain = line.split(" ", 3)
    properties = {"$event_type": event, "$elements_chain": chain[0]} if chain else {}
    name = "$autocapture" if chain else event
    when = datetime.fromisoformat(f"2020-01-02T{at}:00").replace(tzinfo=UTC)
    return {"distinct_id": who, "event": name, "timestamp": when, "properties": properties}


@pytest.fixture
def clicks(shared_clickhouse: "Client") -> World:
    events = TypeAdapter(list[Told]).validate_python([told(line) for line in PAST])
    return make_world(shared_clickhouse, next(TEAMS), events)


QUERY = correlation(
    funnel(series("open", "buy")), "event_with_properties", EventNames=["$autocapture"]
)


def test_a_click_is_counted_by_what_was_clicked(clicks: World) -> None:
    (found,) = ask(clicks, QUERY)["results"]["events"]
    assert (found["event"]["event"], found["success_count"], found["failure_count"]) == (NAME, 2, 1)
    assert found["event"]["properties"] == {"$event_type": "click"}
    link, body = found["event"]["elements"]
    assert (link["tag_name"], link["attr_class"], link["href"]) == ("a", ["big"], "/buy")
    assert (link["text"], link["nth_child"], body["order"]) == ("Buy: now", 1, 1)


def test_people_of_a_click_are_found_by_its_chain(clicks: World) -> None:
    chain = NAME.split("::", 2)[2]
    filters = [{"key": "elements_chain", "value": chain, "type": "event"}]
    entity = {"kind": "EventsNode", "event": "$autocapture", "properties": filters}
    assert len(people(clicks, QUERY, converted=True, PersonEntity=entity)) == 2
    assert len(people(clicks, QUERY, converted=False, PersonEntity=entity)) == 1


def test_people_of_a_click_are_found_by_its_elements(clicks: World) -> None:
    filters = [
        {"key": "$event_type", "value": "click", "type": "event", "operator": "exact"},
        {"key": "text", "value": ["Buy: now"], "type": "element", "operator": "exact"},
    ]
    entity = {"kind": "EventsNode", "event": "$autocapture", "properties": filters}
    assert len(people(clicks, QUERY, converted=True, PersonEntity=entity)) == 2
    assert len(people(clicks, QUERY, converted=None, PersonEntity=entity)) == 3
