"""What stands beside asking a query: whether one may, today's form of a node, what a run cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from tests.integration.functions.query.conftest import Asker
    from tests.proxy_events import Answer

COUNT: Final = "SELECT count() FROM events"
OLD: Final = {"insight": "LIFECYCLE", "events": [{"id": "paid", "type": "events"}]}


def post(asker: Asker, path: str, **body: Any) -> Answer:
    return asker.send("POST", f"/api/projects/{asker.team_id}/query/{path}/", body=body)


def log_of(asker: Asker, query_id: str) -> Any:
    answer = asker.send("GET", f"/api/projects/{asker.team_id}/query/{query_id}/log/")
    assert answer.status == 200
    return [dict(zip(answer.body["columns"], row, strict=True)) for row in answer.body["results"]]


def test_who_may_ask_is_told_so(ada: Asker) -> None:
    answer = post(ada, "check_auth_for_async")

    assert (answer.status, answer.body) == (200, {"user": "ok"})


def test_a_node_of_today_is_as_it_was(ada: Asker) -> None:
    node = {"kind": "HogQLQuery", "query": COUNT}

    assert post(ada, "upgrade", query=node).body == {"query": node}


def test_an_insight_of_old_becomes_the_node_that_it_means(ada: Asker) -> None:
    found = post(ada, "upgrade", query=OLD).body["query"]

    assert found["kind"] == "LifecycleQuery"
    assert [one["event"] for one in found["series"]] == ["paid"]
    assert ada.ask(found).body["results"] == ada.ask(OLD).body["results"]


@pytest.mark.parametrize(
    ("node", "attr"),
    [({"kind": "NoQuery"}, "kind"), ({"kind": "TrendsQuery", "series": 1}, "series")],
)
def test_what_cannot_be_read_is_not_upgraded(ada: Asker, node: dict[str, Any], attr: str) -> None:
    refused = post(ada, "upgrade", query=node)

    assert (refused.status, refused.body["attr"]) == (400, attr)


def test_the_log_of_an_id_tells_what_its_runs_cost(ada: Asker) -> None:
    ada.sql(COUNT, client_query_id="mine/1")
    ada.sql(COUNT, client_query_id="other")

    (line,) = log_of(ada, "mine%2F1")

    assert (line["client_query_id"], line["kind"], line["status"], line["query"]) == (
        *("mine/1", "HogQLQuery", "finished"),
        COUNT,
    )
    assert line["read_rows"] > 0
    assert line["duration_ms"] >= 0


def test_the_log_is_of_ones_own_runs_only(ada: Asker, bob: Asker) -> None:
    ada.sql(COUNT, client_query_id="mine")

    assert log_of(bob, "mine") == []
    assert log_of(ada, "nobody's") == []
