"""What a query may know of its project: types, actions, cohorts, system tables, its own log."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

import pytest

from hogql.schema.system import COLUMNS
from shared import clock, ids
from shared.domain.queries.system_rows import STATEMENTS
from shared.postgres.transaction import transaction
from tests.integration.functions.query.definitions import (
    add_action,
    add_cohort,
    add_group_type,
    add_property,
    add_variable,
)

if TYPE_CHECKING:
    from tests.integration.functions.query.conftest import Asker

PAID: Final = [{"event": "paid"}]


def rows(asker: Asker, text: str, **options: Any) -> list[Any]:
    answer = asker.sql(text, refresh="force_blocking", **options)
    assert answer.status == 200, answer.body
    found: list[Any] = answer.body["results"]
    return found


def test_a_property_is_compared_as_the_type_of_its_definition(ada: Asker, warehouse: Any) -> None:
    row = [uuid4(), ada.team_id, "bought", clock.now(), "x", ids.person_id(ada.team_id, "x")]
    names = ["uuid", "team_id", "event", "timestamp", "distinct_id", "person_id", "properties"]
    warehouse.insert("events", [[*row, {"price": "9"}]], column_names=names)
    text = "SELECT count() FROM events WHERE properties.price < 10"
    add_property(ada.team_id, "event", "price", "Numeric")

    assert rows(ada, text) == [[1]]


def test_an_action_is_found_by_id_and_by_name_in_its_own_project(ada: Asker, bob: Asker) -> None:
    action_id = add_action(ada.team_id, "Bought", PAID)
    by_id = f"SELECT count() FROM events WHERE matchesAction({action_id})"
    by_name = "SELECT count() FROM events WHERE matchesAction('Bought')"

    assert rows(ada, by_id) == rows(ada, by_name) == [[2]]
    assert bob.sql(by_id).status == bob.sql(by_name).status == 400


def test_a_cohort_is_found_in_its_own_project_only(ada: Asker, bob: Asker, warehouse: Any) -> None:
    cohort_id = add_cohort(ada.team_id, "Friends")
    person = ids.person_id(ada.team_id, "somebody")
    names = ["team_id", "cohort_id", "person_id"]
    warehouse.insert("person_static_cohort", [[ada.team_id, cohort_id, person]], column_names=names)
    text = f"SELECT count() FROM events WHERE person_id IN COHORT {cohort_id}"

    assert rows(ada, text) == [[3]]
    assert rows(ada, text.replace(str(cohort_id), "'Friends'")) == [[3]]
    assert bob.sql(text).status == 400


def test_an_action_may_ask_for_a_cohort(ada: Asker) -> None:
    cohort_id = add_cohort(ada.team_id, "Nobody")
    of_cohort = {"key": "id", "value": cohort_id, "type": "cohort"}
    action_id = add_action(ada.team_id, "Rare", [{"event": "paid", "properties": [of_cohort]}])

    assert rows(ada, f"SELECT count() FROM events WHERE matchesAction({action_id})") == [[0]]


def test_a_group_type_is_a_name_for_its_place(ada: Asker) -> None:
    add_group_type(ada.team_id, 0, "company")

    assert rows(ada, "SELECT count() FROM events WHERE $group_0 = ''") == [[3]]
    assert rows(ada, "SELECT countIf(company.key = 'x') FROM events") == [[0]]


def test_system_tables_show_the_rows_of_this_project_only(ada: Asker, bob: Asker) -> None:
    add_cohort(ada.team_id, "Friends")
    add_cohort(bob.team_id, "secret")
    add_action(ada.team_id, "Bought", PAID)
    add_variable(ada.team_id, "country", "SE")
    add_property(ada.team_id, "event", "price", "Numeric")
    add_group_type(ada.team_id, 0, "company")

    assert rows(ada, "SELECT name, is_static, count FROM system.cohorts") == [
        ["Friends", True, None]
    ]
    ((name, steps),) = rows(ada, "SELECT name, steps FROM system.actions")
    assert (name, json.loads(steps)) == ("Bought", PAID)
    assert rows(ada, "SELECT code_name FROM system.insight_variables") == [["country"]]
    assert rows(ada, "SELECT group_type FROM system.groups") == [["company"]]
    assert rows(ada, "SELECT name, is_numerical FROM system.property_definitions") == [
        ["price", True]
    ]
    assert rows(bob, "SELECT name FROM system.cohorts") == [["secret"]]
    assert rows(bob, "SELECT count() FROM system.actions") == [[0]]


def test_a_project_sees_itself_and_no_token(ada: Asker, bob: Asker) -> None:
    assert rows(ada, "SELECT id FROM system.teams") == [[ada.team_id]]
    assert rows(bob, "SELECT id FROM system.teams WHERE id > 0 OR 1 = 1") == [[bob.team_id]]
    token = ada.client.get("/api/projects/@current/").body["api_token"]
    assert token not in json.dumps(rows(ada, "SELECT * FROM system.teams"))
    assert ada.sql("SELECT api_token FROM system.teams").status == 400


def test_the_log_of_activity_is_a_table(ada: Asker) -> None:
    ada.client.patch("/api/projects/@current/", {"name": "Renamed"})

    text = "SELECT scope, activity, created_at > now() - INTERVAL 1 HOUR FROM system.activity_logs"
    assert ["Team", "updated", True] in rows(ada, text)


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize("table", sorted(STATEMENTS))
def test_a_system_table_is_loaded_in_the_order_of_its_columns(table: str) -> None:
    with transaction() as connection:
        cursor = connection.execute(STATEMENTS[table], {"team_id": 0})
        names = [column.name for column in cursor.description or ()]
    assert names == [column.partition(":")[0] for column in COLUMNS[table].split()]


def test_filters_stand_for_the_table_of_the_select_around_them(ada: Asker) -> None:
    filters = {
        "dateRange": {"date_from": "-1d"},
        "properties": [{"key": "event", "value": "paid", "type": "event_metadata"}],
    }
    query = {
        "kind": "HogQLQuery",
        "query": "SELECT count() FROM events AS a JOIN "
        "(SELECT DISTINCT event FROM events WHERE {filters}) AS b ON a.event = b.event "
        "JOIN persons AS p ON p.id = a.person_id WHERE {filters}",
        "filters": filters,
    }

    answer = ada.ask(query)

    assert answer.status == 200, answer.body


def test_a_limit_that_nobody_asked_for_is_told(ada: Asker) -> None:
    many = "SELECT number FROM numbers(200)"

    default = ada.sql(many).body
    own = ada.sql(f"{many} LIMIT 150").body
    lowered = ada.sql("SELECT number FROM numbers(60000) LIMIT 60000").body
    export = ada.sql(many, limit_context="export").body

    assert (default["limit"], default["limitApplied"], default["hasMore"]) == (100, True, True)
    assert (own["limit"], own["limitApplied"], own["hasMore"]) == (150, False, False)
    assert (lowered["limit"], lowered["limitApplied"], lowered["hasMore"]) == (50000, True, True)
    assert (export["limit"], len(export["results"]), export["hasMore"]) == (50000, 200, False)


def test_everybody_sees_their_own_queries_in_the_log(ada: Asker, bob: Asker) -> None:
    ada.sql("SELECT 'of ada'", name="first", client_query_id="mine")
    bob.sql("SELECT 'of bob'")

    text = "SELECT query, status, kind, name, client_query_id FROM query_log ORDER BY event_time"
    assert rows(ada, text) == [["SELECT 'of ada'", "finished", "HogQLQuery", "first", "mine"]]
    assert [row[0] for row in rows(bob, "SELECT query FROM query_log")] == ["SELECT 'of bob'"]


def test_colleagues_do_not_see_each_others_queries(ada: Asker, bob: Asker) -> None:
    place = {"team": ada.team_id, "email": "bob@example.com"}
    with transaction() as connection:
        connection.execute(
            "INSERT INTO memberships (id, organization_id, user_id, level)"
            " SELECT %s, teams.organization_id, users.id, 8 FROM teams, users"
            " WHERE teams.id = %s AND users.email = %s",
            [ids.uuid7(), place["team"], place["email"]],
        )
    colleague = type(ada)(client=bob.client, team_id=ada.team_id)
    text = "SELECT query FROM query_log ORDER BY event_time"

    ada.sql("SELECT 'of ada'")
    assert ada.sql(text).body["results"] == [["SELECT 'of ada'"]]
    seen = colleague.sql(text)

    assert (seen.status, seen.body["results"]) == (200, [])


def test_what_is_kept_for_all_never_shows_somebodys_own_queries(ada: Asker) -> None:
    ada.sql("SELECT 'of ada'")
    own = {"key": "event IN (SELECT 'paid' FROM query_log)", "type": "hogql"}
    action_id = add_action(ada.team_id, "Nosy", [{"properties": [own]}])

    assert rows(ada, f"SELECT count() FROM events WHERE matchesAction({action_id})") == [[0]]
    assert rows(ada, f"SELECT count() FROM events WHERE {own['key']}") == [[2]]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("SELECT properties['a\0b'] FROM events", 200),
        ("SELECT 1 FROM events WHERE matchesAction('a\0b')", 400),
        ("SELECT 1 FROM events WHERE person_id IN COHORT 'a\0b'", 400),
        ("SELECT {variables.`a\0b`}", 400),
        ("SELECT 1 FROM events WHERE person_id IN COHORT 99999999999999999999", 400),
    ],
)
def test_names_that_nothing_can_have_are_looked_up_in_vain(
    ada: Asker, text: str, status: int
) -> None:
    examined = ada.ask({"kind": "HogQLMetadata", "language": "hogQL", "query": text})

    assert ada.sql(text).status == status
    assert (examined.status, examined.body["isValid"]) == (200, status == 200)


def test_an_action_that_cannot_be_read_is_a_fault_and_no_failure(ada: Asker) -> None:
    action_id = add_action(ada.team_id, "Broken", [{"event": 5}])
    text = f"SELECT 1 FROM events WHERE matchesAction({action_id})"

    assert ada.sql(text).status == 400
    assert ada.ask({"kind": "HogQLMetadata", "language": "hogQL", "query": text}).status == 400


def test_a_hole_without_a_value_is_shown_where_it_stands(ada: Asker) -> None:
    text = "SELECT 1 FROM events WHERE event = {variables.unknown}"

    body = ada.sql(text).body

    assert (body["attr"], body["detail"]) == ("variables", "The variable 'unknown' has no value.")
    assert text[body["extra"]["start"] : body["extra"]["end"]] == "{variables.unknown}"


def test_a_run_is_found_by_an_id_with_percent_escapes(ada: Asker) -> None:
    ada.sql("SELECT 1", client_query_id="a b/ö")

    found = ada.send("GET", f"/api/projects/{ada.team_id}/query/a%20b%2F%C3%B6/")

    assert (found.status, found.body["query_status"]["id"]) == (200, "a b/ö")


def test_an_insight_shows_the_name_of_its_action_and_refuses_a_strangers(
    ada: Asker, bob: Asker
) -> None:
    action_id = add_action(ada.team_id, "Bought", PAID)
    node = {"kind": "TrendsQuery", "series": [{"kind": "ActionsNode", "id": action_id}]}

    (row,) = ada.ask(node, refresh="force_blocking").body["results"]
    assert row["label"] == "Bought"

    refused = bob.ask(node, refresh="force_blocking")
    assert (refused.status, refused.body["attr"]) == (400, "series.0.id")
    assert "Bought" not in json.dumps(refused.body)
