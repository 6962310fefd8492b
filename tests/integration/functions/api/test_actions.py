"""Actions: what is written comes back, and what no query could look for is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
import pytest

if TYPE_CHECKING:
    from tests.api_client import ApiClient

ACTIONS = "/api/projects/@current/actions/"
STEPS = [
    {
        "event": "$pageview",
        "url": "/buy",
        "url_matching": "contains",
        "unknown": {"b": 1, "a": 1.0},
    },
    {"event": "$autocapture", "selector": "a.buy", "properties": [{"key": "plan", "value": "pro"}]},
]


def create(client: ApiClient, name: str, **more: Any) -> dict[str, Any]:
    answer = client.post(ACTIONS, {"name": name, **more})
    assert answer.status == 201, answer.body
    body: dict[str, Any] = answer.body
    return body


def test_steps_come_back_exactly_as_they_were_written(ada: ApiClient) -> None:
    made = create(ada, "Bought", description="Somebody bought", tags=["shop"], steps=STEPS)
    assert made["steps"] == STEPS
    assert orjson.dumps(made["steps"]) == orjson.dumps(STEPS)  # the order of the fields, too
    assert made["created_by"]["email"] == ada.get("/api/users/@me/").body["email"]
    assert ada.get(f"{ACTIONS}{made['id']}/").body == made


def test_what_is_not_sent_stays(ada: ApiClient) -> None:
    made = create(ada, "Bought", steps=STEPS, tags=["shop"])
    changed = ada.patch(f"{ACTIONS}{made['id']}/", {"name": "Sold"}).body
    assert (changed["name"], changed["steps"], changed["tags"]) == ("Sold", STEPS, ["shop"])
    (logged,) = [
        row
        for row in ada.get("/api/projects/@current/activity_log/?scope=Action").body["results"]
        if row["activity"] == "updated"
    ]
    assert [change["field"] for change in logged["detail"]["changes"]] == ["name"]


def test_an_action_that_is_deleted_is_not_listed_and_can_come_back(ada: ApiClient) -> None:
    made = create(ada, "Bought")
    one = f"{ACTIONS}{made['id']}/"
    assert ada.patch(one, {"deleted": True}).body["deleted"]
    assert made["id"] not in [action["id"] for action in ada.get(ACTIONS).body["results"]]
    assert not ada.patch(one, {"deleted": False}).body["deleted"]
    assert made["id"] in [action["id"] for action in ada.get(ACTIONS).body["results"]]
    assert ada.delete(one).status == 405


def test_a_search_looks_in_names_and_descriptions(ada: ApiClient) -> None:
    create(ada, "Alpha 100%", description="first of all")
    create(ada, "Beta", description="second")
    found = ada.get(f"{ACTIONS}?search=100%25").body["results"]
    assert [action["name"] for action in found] == ["Alpha 100%"]
    assert [action["name"] for action in ada.get(f"{ACTIONS}?search=SECOND").body["results"]] == [
        "Beta"
    ]


@pytest.mark.parametrize(
    ("body", "attr"),
    [
        ({"name": " "}, "name"),
        (
            {"name": "a", "steps": [{"event": "$autocapture", "selector": "a >"}]},
            "steps.0.selector",
        ),
        ({"name": "a", "steps": [{"url": "x", "url_matching": "like"}]}, "steps.0.url_matching"),
        ({"name": "a", "steps": [{"properties": [{"key": "a", "type": "moon"}]}]}, "steps.0"),
        ({"name": "a", "steps": "no"}, "steps"),
        ({"name": "a", "tags": [""]}, "tags__0"),
        ({"name": None}, "name"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_field(
    ada: ApiClient, body: dict[str, Any], attr: str
) -> None:
    answer = ada.post(ACTIONS, body)
    assert answer.status == 400
    assert answer.body["type"] == "validation_error"
    assert str(answer.body["attr"]).startswith(attr), answer.body


def test_nobody_reads_or_changes_the_actions_of_another_project(
    ada: ApiClient, bob: ApiClient
) -> None:
    made = create(ada, "Bought")
    one = f"{ACTIONS}{made['id']}/"
    assert bob.get(one).status == 404
    assert bob.patch(one, {"name": "Mine"}).status == 404
    assert bob.get(ACTIONS).body["results"] == []
