"""Queries through the endpoint: results, errors, who may see what."""

from __future__ import annotations

import gzip
import json
from base64 import b64decode
from typing import TYPE_CHECKING, Any, Final

import pytest

from functions.query.app import handle
from tests.integration.functions.query.conftest import add_event
from tests.proxy_events import LambdaContext

if TYPE_CHECKING:
    from tests.integration.functions.query.conftest import Asker

COUNT: Final = "SELECT event, count() FROM events GROUP BY event ORDER BY event"
TRENDS: Final = {
    "kind": "TrendsQuery",
    "series": [{"kind": "EventsNode", "event": "paid"}],
    "dateRange": {"date_from": "-1d"},
}


def test_hogql_answers_with_columns_types_and_rows(ada: Asker) -> None:
    answer = ada.sql(COUNT)

    assert answer.status == 200
    assert answer.body["results"] == [["paid", 2], ["signed up", 1]]
    assert answer.body["columns"] == ["event", "count()"]
    assert [name for name, _ in answer.body["types"]] == ["event", "count()"]
    assert answer.body["hasMore"] is False


@pytest.mark.parametrize("mount", ["projects", "environments"])
def test_an_insight_answers_under_both_mounts(ada: Asker, mount: str) -> None:
    answer = ada.ask(TRENDS, mount=mount)

    assert answer.status == 200
    (line,) = answer.body["results"]
    assert (line["label"], line["count"], line["data"][-1]) == ("paid", 2, 2)


def test_a_wrapped_node_answers_as_what_it_wraps(ada: Asker) -> None:
    wrapped = {"kind": "InsightVizNode", "source": TRENDS, "showTable": True}

    assert ada.ask(wrapped).body["results"] == ada.ask(TRENDS).body["results"]


def test_an_answer_says_how_old_it_is(ada: Asker) -> None:
    body = ada.sql(COUNT).body

    assert body["is_cached"] is False
    assert body["timezone"] == "UTC"
    assert body["cache_key"].startswith(f"cache_{ada.team_id}_")
    assert body["last_refresh"] < body["cache_target_age"]
    assert body["last_refresh"] < body["next_allowed_client_refresh"]


@pytest.mark.parametrize(
    ("query", "code", "attr"),
    [
        pytest.param(
            {"kind": "HogQLQuery", "query": "SELECT 1 +"}, "hogql_syntax", "query", id="syntax"
        ),
        pytest.param(
            {"kind": "HogQLQuery", "query": "SELECT nonsense FROM events"},
            "hogql_resolution",
            "query",
            id="field",
        ),
        pytest.param(
            {"kind": "HogQLQuery", "query": "DROP TABLE events"}, "hogql_syntax", "query", id="drop"
        ),
        pytest.param({"kind": "WrongQuery"}, "invalid_input", "kind", id="kind"),
        pytest.param({}, "invalid_input", "kind", id="no kind"),
        pytest.param(
            {**TRENDS, "interval": "fortnight"}, "invalid_input", "interval", id="interval"
        ),
        pytest.param(
            {**TRENDS, "series": [{"kind": "EventsNode", "math": "wrong"}]},
            "invalid_input",
            "series.0.math",
            id="math",
        ),
    ],
)
def test_a_query_at_fault_is_named(ada: Asker, query: dict[str, Any], code: str, attr: str) -> None:
    answer = ada.ask(query)

    assert answer.status == 400
    assert answer.body["type"] == "validation_error"
    assert (answer.body["code"], answer.body["attr"]) == (code, attr)
    assert answer.body["detail"]


def test_a_fault_in_hogql_says_where_it_is(ada: Asker) -> None:
    text = "SELECT event, nonsense FROM events"

    extra = ada.sql(text).body["extra"]

    assert text[extra["start"] : extra["end"]] == "nonsense"


def test_a_request_without_a_query_is_refused(ada: Asker) -> None:
    answer = ada.send("POST", f"/api/projects/{ada.team_id}/query/", body={})

    assert (answer.status, answer.body["code"], answer.body["attr"]) == (400, "required", "query")


def test_the_events_of_another_organization_are_not_there(ada: Asker, bob: Asker) -> None:
    assert ada.sql(COUNT).body["results"] == [["paid", 2], ["signed up", 1]]
    assert bob.sql(COUNT).body["results"] == [["secret", 1]]


def test_the_project_of_another_organization_does_not_exist(ada: Asker, bob: Asker) -> None:
    stranger = type(ada)(client=ada.client, team_id=bob.team_id)

    answer = stranger.sql(COUNT)

    assert (answer.status, answer.body["code"]) == (404, "not_found")


def test_the_same_query_has_another_key_in_another_project(ada: Asker, bob: Asker) -> None:
    keys = {ada.sql(COUNT).body["cache_key"], bob.sql(COUNT).body["cache_key"]}

    assert len(keys) == 2


def test_a_run_is_known_to_its_own_project_only(ada: Asker, bob: Asker) -> None:
    query_id = ada.sql(COUNT).body["cache_key"]

    assert ada.send("GET", f"/api/projects/{ada.team_id}/query/{query_id}/").status == 200
    assert bob.send("GET", f"/api/projects/{bob.team_id}/query/{query_id}/").status == 404


def test_a_key_with_the_scope_may_query_and_another_may_not(ada: Asker) -> None:
    allowed = type(ada)(client=ada.client.with_key("query:read"), team_id=ada.team_id)
    refused = type(ada)(client=ada.client.with_key("insight:read"), team_id=ada.team_id)

    assert allowed.sql(COUNT).status == 200
    assert refused.sql(COUNT).status == 403


def test_a_dashboard_puts_its_dates_and_properties_over_a_query(ada: Asker) -> None:
    past = {"date_from": "2020-01-01", "date_to": "2020-01-31"}
    other = {"properties": [{"key": "plan", "value": "none", "type": "event"}]}

    assert ada.ask(TRENDS, filters_override=past).body["results"][0]["count"] == 0
    assert ada.ask(TRENDS, filters_override=other).body["results"][0]["count"] == 0
    assert ada.ask(TRENDS, filters_override={}).body["results"][0]["count"] == 2


def test_a_variable_of_a_dashboard_replaces_that_of_the_query(ada: Asker) -> None:
    query = {
        "kind": "HogQLQuery",
        "query": "SELECT count() FROM events WHERE event = {variables.event}",
        "variables": {"v1": {"variableId": "v1", "code_name": "event", "value": "signed up"}},
    }
    override = {"v1": {"code_name": "event", "value": "paid"}}

    assert ada.ask(query).body["results"] == [[1]]
    assert ada.ask(query, variables_override=override).body["results"] == [[2]]


def test_all_time_begins_with_the_first_event(ada: Asker) -> None:
    answer = ada.ask({**TRENDS, "dateRange": {"date_from": "all"}})

    assert answer.status == 200
    assert answer.body["results"][0]["count"] == 2


def test_the_filters_for_test_accounts_apply_when_they_are_asked_for(ada: Asker) -> None:
    filters = [{"key": "plan", "value": "none", "operator": "exact", "type": "event"}]
    ada.client.patch("/api/projects/@current/", {"test_account_filters": filters})

    assert ada.ask(TRENDS).body["results"][0]["count"] == 2
    assert ada.ask({**TRENDS, "filterTestAccounts": True}).body["results"][0]["count"] == 0


def test_the_project_s_rules_for_paths_are_applied(ada: Asker, warehouse: Any) -> None:
    add_event(warehouse, ada.team_id, "/user/7")
    rules = [{"regex": "/\\d+", "alias": "/:id"}]
    ada.client.patch("/api/projects/@current/", {"path_cleaning_filters": rules})
    condition = {
        "key": "event",
        "type": "event_metadata",
        "value": "/user/:id",
        "operator": "is_cleaned_path_exact",
    }
    series = [{"kind": "EventsNode", "event": None}]

    body = ada.ask({**TRENDS, "series": series, "properties": [condition]}).body

    assert body["results"][0]["count"] == 1


def test_an_answer_says_what_took_how_long_and_what_was_run(ada: Asker) -> None:
    body = ada.ask(TRENDS).body

    assert [timing["k"] for timing in body["timings"]] == ["./0/compile", "./0/clickhouse"]
    assert all(timing["t"] >= 0 for timing in body["timings"])
    assert body["hogql"].startswith("SELECT")


def test_an_insight_of_old_is_answered(ada: Asker) -> None:
    url = f"/api/projects/{ada.team_id}/query/"
    old = {"insight": "TRENDS", "events": [{"id": "paid"}], "date_from": "-1d"}

    answer = ada.send("POST", url, body={"filters": old})
    refused = ada.send("POST", url, body={"filters": {"insight": "SESSIONS"}})

    assert answer.body["results"][0]["count"] == 2
    assert (refused.status, refused.body["attr"]) == (400, "insight")


def test_a_large_result_travels_compressed(ada: Asker) -> None:
    query = {
        "kind": "HogQLQuery",
        "query": "SELECT repeat('x', 1000) FROM numbers(9000) LIMIT 9000",
    }
    url = f"/api/projects/{ada.team_id}/query/"

    refused = ada.send("POST", url, body={"query": query})
    event = ada.client.event(
        "POST", url, body={"query": query}, headers={"Accept-Encoding": "gzip"}
    )
    answer = handle(event, LambdaContext())

    assert (refused.status, refused.body["code"]) == (400, "result_too_large")
    assert answer["isBase64Encoded"] is True
    assert answer["multiValueHeaders"]["Content-Encoding"] == ["gzip"]
    content = json.loads(gzip.decompress(b64decode(answer["body"])))
    assert content["results"] == [["x" * 1000]] * 9000
