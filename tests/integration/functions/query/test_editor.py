"""What an editor asks through the endpoint: faults, costs, suggestions, explanations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.integration.functions.query.definitions import add_group_type, add_property, add_variable

if TYPE_CHECKING:
    from tests.integration.functions.query.conftest import Asker

SINCE: Final = "timestamp > now() - INTERVAL 1 DAY"


def examine(asker: Asker, text: str, **options: Any) -> dict[str, Any]:
    answer = asker.ask({"kind": "HogQLMetadata", "language": "hogQL", "query": text, **options})
    assert answer.status == 200, answer.body
    body: dict[str, Any] = answer.body
    return body


def suggest(asker: Asker, marked: str, **options: Any) -> list[str]:
    """The labels of what is suggested where the text has a bar."""
    text, position = marked.replace("|", "", 1), marked.index("|")
    node = {"kind": "HogQLAutocomplete", "language": "hogQL", "query": text}
    places = {"startPosition": position, "endPosition": position}
    answer = asker.ask({**node, **places, **options})
    assert answer.status == 200, answer.body
    return [item["label"] for item in answer.body["suggestions"]]


def test_a_query_that_runs_is_valid_and_says_what_it_reads(ada: Asker) -> None:
    found = examine(ada, f"SELECT event, properties.plan FROM events WHERE {SINCE} LIMIT 5")

    assert (found["isValid"], found["errors"]) == (True, [])
    assert found["table_names"] == ["events"]
    assert found["fields"] == ["event", "properties.plan", "timestamp"]
    assert found["isUsingIndices"] == "yes"


def test_an_estimate_counts_whole_granules_and_not_rows(ada: Asker, bob: Asker) -> None:
    ours = examine(ada, f"SELECT event FROM events WHERE {SINCE}")
    theirs = examine(bob, f"SELECT event FROM events WHERE {SINCE}")

    assert ours["estimated_rows"] == theirs["estimated_rows"] == 8192
    assert ours["estimated_bytes"] > 0


def test_what_reads_no_table_has_no_estimate(ada: Asker) -> None:
    found = examine(ada, "SELECT 1 LIMIT 1")

    assert (found["estimated_rows"], found["isUsingIndices"]) == (None, "undecisive")


def test_every_fault_of_a_query_is_told_with_its_place_and_its_mend(ada: Asker) -> None:
    text = "SELECT evnt, cuont() FROM events"

    found = examine(ada, text)

    assert found["isValid"] is False
    told = [(text[each["start"] : each["end"]], each["fix"]) for each in found["errors"]]
    assert told == [("evnt", "event"), ("cuont()", "count()")]


def test_a_property_is_told_with_its_type_of_this_project_only(ada: Asker, bob: Asker) -> None:
    add_property(ada.team_id, "event", "amount", "Numeric")
    add_property(bob.team_id, "event", "amount", "DateTime")
    text = "SELECT properties.amount FROM events LIMIT 1"

    (notice,) = [each for each in examine(ada, text)["notices"] if each["start"] == 7]

    assert notice["message"] == "Event property 'amount' is of type 'Numeric'."


def test_an_expression_is_looked_at_as_a_column_of_its_source(ada: Asker) -> None:
    source = {
        "kind": "HogQLQuery",
        "query": "SELECT 1 FROM (SELECT event AS name FROM events) AS q",
    }
    options = {"language": "hogQLExpr", "sourceQuery": source}

    assert examine(ada, "lower(q.name)", **options)["isValid"] is True
    assert examine(ada, "lower(event)", **options)["isValid"] is False
    assert examine(ada, "lower(event)", language="hogQLExpr")["isValid"] is True


def test_a_variable_without_a_value_is_a_fault_unless_the_project_has_a_default(ada: Asker) -> None:
    text = "SELECT count() FROM events WHERE event = {variables.wanted} LIMIT 1"
    before = examine(ada, text)
    add_variable(ada.team_id, "wanted", "paid")

    assert before["errors"][0]["message"].startswith("Unresolved placeholder: {variables.wanted}")
    assert examine(ada, text)["isValid"] is True
    assert ada.sql(text).body["results"] == [[2]]


@pytest.mark.parametrize("text", ["", "SELECT", "SELECT (", "{", "f'", "DROP TABLE events"])
def test_no_text_is_too_broken_to_be_looked_at(ada: Asker, text: str) -> None:
    found = examine(ada, text)

    assert (found["isValid"], len(found["errors"])) == (False, 1)


def test_fields_tables_and_functions_are_suggested_where_they_fit(ada: Asker) -> None:
    assert suggest(ada, "SELECT even| FROM events")[0] == "event"
    assert suggest(ada, "SELECT * FROM pers|")[0] == "persons"
    assert "countIf" in suggest(ada, "SELECT count| FROM events")
    assert "WHERE" in suggest(ada, "SELECT 1 FROM events |")


def test_properties_are_suggested_by_prefix_from_this_project_only(ada: Asker, bob: Asker) -> None:
    add_property(ada.team_id, "event", "plan", None)
    add_property(ada.team_id, "event", "Plan B", "String")
    add_property(ada.team_id, "person", "planet", None)
    add_property(bob.team_id, "event", "plan_of_bob", None)

    assert suggest(ada, "SELECT properties.pl| FROM events") == ["Plan B", "plan"]
    assert suggest(ada, "SELECT e.person.properties.| FROM events AS e") == ["planet"]
    assert suggest(bob, "SELECT properties.pl| FROM events") == ["plan_of_bob"]


def test_groups_are_suggested_by_the_names_of_this_project_only(ada: Asker, bob: Asker) -> None:
    add_group_type(ada.team_id, 0, "company")
    add_property(ada.team_id, "group", "seats", "Numeric", group_type_index=0)

    assert "company" in suggest(ada, "SELECT comp| FROM events")
    assert suggest(ada, "SELECT company.properties.| FROM events") == ["seats"]
    assert "company" not in suggest(bob, "SELECT comp| FROM events")


def test_variables_are_suggested_in_braces(ada: Asker, bob: Asker) -> None:
    add_variable(ada.team_id, "country", "SE")

    assert suggest(ada, "SELECT {|") == ["variables", "filters"]
    assert suggest(ada, "SELECT {variables.|}") == ["country"]
    assert suggest(bob, "SELECT {variables.|}") == []


def test_an_explanation_comes_with_the_rows(ada: Asker) -> None:
    query = {"kind": "HogQLQuery", "query": "SELECT event FROM events LIMIT 1", "explain": True}

    body = ada.ask(query).body

    assert len(body["results"]) == 1
    assert body["clickhouse"].startswith("SELECT")
    assert body["explain"][0] == "Reads events: event; narrowed by nothing but the project."
    assert body["metadata"]["isValid"] is True


def test_without_asking_there_is_no_explanation(ada: Asker) -> None:
    body = ada.sql("SELECT event FROM events LIMIT 1").body

    assert (body["explain"], body["clickhouse"], body["metadata"]) == (None, None, None)
    assert [timing["k"] for timing in body["timings"]] == ["compile", "clickhouse"]


@pytest.mark.parametrize(
    ("node", "attr"),
    [
        ({"kind": "HogQLMetadata", "query": "SELECT 1"}, "language"),
        ({"kind": "HogQLAutocomplete", "language": "hogQL", "query": ""}, "startPosition"),
    ],
)
def test_a_malformed_question_is_refused_by_field(
    ada: Asker, node: dict[str, Any], attr: str
) -> None:
    answer = ada.ask(node)

    assert (answer.status, answer.body["attr"]) == (400, attr)


def test_a_fault_is_shown_with_a_caret(ada: Asker) -> None:
    extra = ada.sql("SELECT event,\n  nonsense\nFROM events").body["extra"]

    assert (extra["line"], extra["column"]) == (2, 3)
    assert extra["snippet"] == "  nonsense\n  ^^^^^^^^"


def test_modifiers_are_checked_by_name_and_handed_back(ada: Asker) -> None:
    query = {"kind": "HogQLQuery", "query": "SELECT 1"}
    known = {"personsOnEventsMode": "person_id_override_properties_joined", "debug": True}

    assert ada.ask({**query, "modifiers": known}).body["modifiers"] == known
    refused = ada.ask({**query, "modifiers": {"personOnEvents": True}})
    assert (refused.status, refused.body["attr"]) == (400, "modifiers.personOnEvents")


@pytest.mark.parametrize(
    "text",
    [
        "WITH a AS (SELECT event FROM events) SELECT uniq(event) FROM a",
        "SELECT person.properties.email FROM events",
        "SELECT event FROM events WHERE event IN (SELECT event FROM events) UNION ALL SELECT 'a'",
        "SELECT uniq(event) FROM events WHERE person_id IN (SELECT id FROM persons)",
    ],
)
def test_every_form_of_query_has_an_estimate(ada: Asker, text: str) -> None:
    assert examine(ada, text)["estimated_rows"] >= 8192
