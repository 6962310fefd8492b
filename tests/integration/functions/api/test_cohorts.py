"""Cohorts: what is written comes back, and what no query could ask is refused."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pytest

from shared import aws, settings
from shared.errors import TemporarilyUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.api_client import ApiClient
    from tests.integration.site import Bucket

COHORTS = "/api/projects/@current/cohorts/"
LEAF = {"type": "person", "key": "plan", "value": ["pro"], "operator": "exact"}
FILTERS = {
    "properties": {
        "type": "OR",
        "values": [{"type": "AND", "values": [{**LEAF, "unknown": {"b": 1.0, "a": 1}}]}],
    }
}
PAID = {
    "type": "behavioral",
    "key": "paid",
    "event_type": "events",
    "value": "performed_event",
    "time_value": 1,
    "time_interval": "day",
}


@dataclass(kw_only=True)
class Queue:
    """What the API put on the queue ``cohorts``, which may be away."""

    sent: list[str] = field(default_factory=list)
    is_away: bool = False

    def send_message(self, **message: Any) -> dict[str, Any]:
        """Take a message as SQS does."""
        if self.is_away:
            raise TemporarilyUnavailableError("The queue is away.")
        self.sent.append(message["MessageBody"])
        return {"MessageId": str(len(self.sent))}


@pytest.fixture(autouse=True)
def cohorts_queue(site: Bucket) -> Iterator[Queue]:
    """The queue of cohorts to calculate, beside the bucket of the site."""
    made = Queue()
    clients: dict[str, object] = {"s3": site.s3, "sqs": made}
    aws.use_clients(clients.__getitem__)
    with settings.use(replace(settings.current(), queues={"cohorts": "cohorts"})):
        yield made


def filters_of(*leaves: object) -> dict[str, Any]:
    return {"properties": {"type": "AND", "values": list(leaves)}}


def create(client: ApiClient, name: str = "People", **more: Any) -> dict[str, Any]:
    answer = client.post(COHORTS, {"name": name, **more})
    assert answer.status == 201, answer.body
    body: dict[str, Any] = answer.body
    return body


def test_filters_come_back_exactly_as_they_were_written(ada: ApiClient) -> None:
    made = create(ada, description="On the plan", filters=FILTERS)
    assert str(made["filters"]) == str(FILTERS)
    assert made["created_by"]["email"] == ada.get("/api/users/@me/").body["email"]
    assert made["is_calculating"]
    assert made["count"] is None
    assert ada.get(f"{COHORTS}{made['id']}/").body == made


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"filters": FILTERS}, "person_property"),
        ({"filters": filters_of(LEAF, PAID)}, "behavioral"),
        ({"filters": filters_of({**PAID, "value": "performed_event_first_time"})}, "analytical"),
        ({"is_static": True}, "static"),
        ({"query": {"kind": "ActorsQuery", "select": ["id"]}}, "analytical"),
    ],
)
def test_a_cohort_says_of_what_kind_it_is(ada: ApiClient, body: Any, kind: str) -> None:
    assert create(ada, **body)["cohort_type"] == kind


def test_a_cohort_of_a_query_is_stored_and_not_calculated(
    ada: ApiClient, cohorts_queue: Queue
) -> None:
    query = {"kind": "ActorsQuery", "select": ["id"], "limit": 1.0}
    made = create(ada, query=query)
    assert str(made["query"]) == str(query)
    assert not made["is_calculating"]
    assert cohorts_queue.sent == []


def test_groups_of_older_clients_become_filters(ada: ApiClient) -> None:
    made = create(ada, groups=[{"properties": [{"key": "plan", "value": "pro"}]}])
    assert made["filters"]["properties"]["values"][0]["values"][0]["key"] == "plan"


def test_what_is_not_sent_stays_and_changes_are_logged(ada: ApiClient) -> None:
    made = create(ada, filters=FILTERS, description="One")
    one = f"{COHORTS}{made['id']}/"
    changed = ada.patch(one, {"name": "Others"}).body
    assert (changed["name"], changed["description"]) == ("Others", "One")
    assert changed["filters"] == made["filters"]
    logged = ada.get(f"{one}activity/").body["results"]
    assert [row["activity"] for row in logged] == ["updated", "created"]
    assert [change["field"] for change in logged[0]["detail"]["changes"]] == ["name"]


def test_a_cohort_that_is_deleted_is_not_listed_and_can_come_back(ada: ApiClient) -> None:
    made = create(ada, filters=FILTERS)
    one = f"{COHORTS}{made['id']}/"
    assert ada.patch(one, {"deleted": True}).body["deleted"]
    assert ada.get(COHORTS).body["results"] == []
    back = ada.patch(one, {"deleted": False}).body
    assert not back["deleted"]
    assert back["is_calculating"]
    assert [cohort["id"] for cohort in ada.get(COHORTS).body["results"]] == [made["id"]]
    assert ada.delete(one).status == 405


def test_lists_are_searched_and_filtered(ada: ApiClient) -> None:
    create(ada, "Alpha 100%", filters=FILTERS)
    create(ada, "Beta", is_static=True)
    names = {
        query: [cohort["name"] for cohort in ada.get(COHORTS + query).body["results"]]
        for query in ("", "?search=100%25", "?type=static", "?type=dynamic", "?limit=1")
    }
    assert names == {
        "": ["Beta", "Alpha 100%"],
        "?search=100%25": ["Alpha 100%"],
        "?type=static": ["Beta"],
        "?type=dynamic": ["Alpha 100%"],
        "?limit=1": ["Beta"],
    }
    assert ada.get(f"{COHORTS}?type=moon").body["attr"] == "type"


def test_a_queue_that_is_away_delays_the_calculation_and_loses_nothing(
    ada: ApiClient, cohorts_queue: Queue
) -> None:
    cohorts_queue.is_away = True
    made = create(ada, filters=FILTERS)
    assert ada.get(f"{COHORTS}{made['id']}/").body["is_calculating"]


@pytest.mark.parametrize(
    ("body", "attr"),
    [
        ({}, "name"),
        ({"name": " ", "filters": FILTERS}, "name"),
        ({"name": "a"}, "filters.properties"),
        ({"name": "a", "filters": []}, "filters"),
        ({"name": "a", "filters": filters_of({**PAID, "time_value": 0})}, "time_value"),
        ({"name": "a", "filters": filters_of({**LEAF, "operator": "near"})}, "operator"),
        ({"name": "a", "filters": filters_of({"type": "cohort", "value": 2147483647})}, "value"),
        ({"name": "a", "filters": filters_of({**PAID, "key": 99, "event_type": "actions"})}, "key"),
        ({"name": "a", "filters": FILTERS, "csv": "ann"}, "csv"),
        ({"name": "a", "is_static": True, "csv": "a,b\n1,2"}, "csv"),
        ({"name": "a", "is_static": True, "csv": ""}, "csv"),
        (
            {"name": "a", "is_static": True, "_create_static_person_ids": [1]},
            "_create_static_person_ids__0",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_field(
    ada: ApiClient, body: dict[str, Any], attr: str
) -> None:
    answer = ada.post(COHORTS, body)
    assert (answer.status, answer.body["type"]) == (400, "validation_error")
    assert answer.body["attr"].endswith(attr)
    assert ada.get(COHORTS).body["count"] == 0


def test_a_body_that_is_no_json_is_refused(ada: ApiClient) -> None:
    headers = {"Content-Type": "application/json"}
    answer = ada.post(COHORTS, b"{", headers=headers)
    assert (answer.status, answer.body["code"]) == (400, "parse_error")
    endless = ada.post(COHORTS, b'{"name": "a", "query": {"a": NaN}}', headers=headers)
    assert endless.status == 400


def test_people_are_put_into_static_cohorts_only(ada: ApiClient) -> None:
    made = create(ada, filters=FILTERS)
    add = f"{COHORTS}{made['id']}/add_persons_to_static_cohort/"
    assert ada.patch(add, {"person_ids": ["ann"]}).status == 400
    assert ada.patch(f"{COHORTS}{made['id']}/", {"is_static": True}).body["attr"] == "is_static"
    static = create(ada, is_static=True)
    add = f"{COHORTS}{static['id']}/add_persons_to_static_cohort/"
    assert ada.post(add, {"person_ids": ["ann"]}).body == {"success": True}
    assert ada.patch(add, {"person_ids": "ann"}).body["attr"] == "person_ids"


def test_cohorts_of_another_project_are_not_there(ada: ApiClient, bob: ApiClient) -> None:
    made = create(ada, filters=FILTERS)
    one = f"{COHORTS}{made['id']}/"
    assert bob.get(one).status == bob.patch(one, {"name": "x"}).status == 404
    assert bob.get(f"{one}activity/").status == 404
    assert bob.post(f"{one}duplicate_as_static_cohort/").status == 404
    named = filters_of({"type": "cohort", "value": made["id"]})
    answer = bob.post(COHORTS, {"name": "a", "filters": named})
    assert answer.status == 400
    assert answer.body["attr"] == "filters.properties.values.0.value"


def test_a_key_needs_the_scope_of_cohorts(ada: ApiClient) -> None:
    reader = ada.with_key("cohort:read")
    assert reader.get(COHORTS).status == 200
    assert reader.post(COHORTS, {"name": "a", "filters": FILTERS}).status == 403
    assert ada.with_key("action:write").get(COHORTS).status == 403
