"""Who is behind a number, and all persons, asked through the endpoint with a personal API key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.integration.functions.query.definitions import add_cohort, add_group_type
from tests.integration.functions.query.people import People

if TYPE_CHECKING:
    from tests.integration.functions.query.conftest import Asker

DATES: Final = {"date_from": "2020-01-01", "date_to": "2020-01-05"}
TRENDS: Final = {
    "kind": "TrendsQuery",
    "series": [{"kind": "EventsNode", "event": "visited"}],
    "dateRange": DATES,
}
ON_DAY: Final = {"kind": "InsightActorsQuery", "source": TRENDS, "day": "2020-01-03"}


@pytest.fixture
def people(warehouse: Any, ada: Asker) -> People:
    return People(warehouse, ada.team_id)


@pytest.fixture
def script(ada: Asker) -> Asker:
    """A script of the owner's with a key that may only query."""
    return type(ada)(client=ada.client.with_key("query:read"), team_id=ada.team_id)


def lists(asker: Asker, source: dict[str, Any] | None = None, **named: Any) -> dict[str, Any]:
    node = {"kind": "ActorsQuery", **({"source": source} if source else {}), **named}
    answer = asker.ask(node, refresh="force_blocking")
    assert answer.status == 200, answer.body
    body: dict[str, Any] = answer.body
    return body


def refusal(asker: Asker, node: dict[str, Any]) -> tuple[int, str]:
    answer = asker.ask(node, refresh="force_blocking")
    return answer.status, answer.body["attr"]


def test_the_people_of_a_point_are_shown_with_how_often(script: Asker, people: People) -> None:
    body = lists(script, ON_DAY, select=["person", "id", "event_count"])

    assert body["columns"] == ["person", "id", "event_count"]
    counts = [row[1:] for row in body["results"]]
    assert counts[:2] == [[str(people.id(1)), 3], [str(people.id(2)), 2]]
    assert sorted(counts[2:]) == sorted([str(people.id(who)), 1] for who in (3, 4))
    first = body["results"][0][0]
    assert first["distinct_ids"] == ["id_1", "x1"]
    assert first["properties"]["email"] == "who_1@example.com"
    assert first["created_at"].startswith("2020-01-01T12:00:00")
    assert first["is_identified"] is True


def test_who_is_gone_is_counted_and_is_an_id(script: Asker, people: People) -> None:
    body = lists(script, ON_DAY, select=["person"])

    gone = [row[0] for row in body["results"] if "properties" not in row[0]]
    assert (body["missing_actors_count"], gone) == (
        1,
        [{"id": str(people.id(4)), "distinct_ids": []}],
    )


def test_a_list_is_read_page_by_page(script: Asker, people: People) -> None:
    pages = [lists(script, ON_DAY, select=["id"], limit=3, offset=at) for at in (0, 3, 6)]

    assert [page["hasMore"] for page in pages] == [True, False, False]
    assert [(page["limit"], page["offset"]) for page in pages] == [(3, 0), (3, 3), (3, 6)]
    shown = [row[0] for page in pages for row in page["results"]]
    assert sorted(shown) == sorted(str(people.id(who)) for who in (1, 2, 3, 4))


def test_all_persons_are_listed_newest_first(script: Asker, people: People) -> None:
    body = lists(script)

    assert body["columns"] == ["person", "id", "created_at", "person.$delete"]
    assert [row[1] for row in body["results"]] == [str(people.id(who)) for who in (3, 2, 1)]
    assert [row[0]["distinct_ids"] for row in body["results"]] == [
        [f"id_{who}", f"x{who}"] for who in (3, 2, 1)
    ]
    assert body["missing_actors_count"] == 0


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("WHO_2@", [2]),
        ("x3", [3]),
        ("id_", [3, 2, 1]),
        ("_d_", []),
        ("%", []),
        ("example.com\\", []),
        ("nobody", []),
    ],
)
def test_persons_are_found_by_email_and_by_distinct_id(
    script: Asker, people: People, search: str, found: list[int]
) -> None:
    body = lists(script, select=["id"], search=search)

    assert body["results"] == [[str(people.id(who))] for who in found]


def test_persons_are_found_by_their_own_id_and_by_properties(script: Asker, people: People) -> None:
    own = str(people.id(2))
    email = {"key": "email", "value": "who_3@example.com", "type": "person"}

    assert lists(script, select=["id"], search=own)["results"] == [[own]]
    for field in ("properties", "fixedProperties"):
        found = lists(script, ON_DAY, select=["id"], **{field: [email]})
        assert found["results"] == [[str(people.id(3))]]


def test_persons_are_ordered_as_asked(script: Asker, people: People) -> None:
    columns = ["person", "properties.email AS email"]
    body = lists(script, select=columns, orderBy=["email DESC"], limit=2)

    assert [row[0]["id"] for row in body["results"]] == [str(people.id(who)) for who in (3, 2)]
    assert [row[0]["distinct_ids"][0] for row in body["results"]] == ["id_3", "id_2"]
    assert [row[1] for row in body["results"]] == ["who_3@example.com", "who_2@example.com"]


def test_groups_are_actors_too(script: Asker, people: People) -> None:
    add_group_type(script.team_id, 0, "company")
    people.add_group("acme")
    source = {**ON_DAY, "source": {**TRENDS, "aggregation_group_type_index": 0}}

    body = lists(script, source, select=["group", "event_count"])
    found = lists(script, source, search="ACM", select=["id", "properties.name"])

    known, gone = (row[0] for row in sorted(body["results"], key=lambda row: str(row[0]["id"])))
    assert (known["group_key"], known["properties"], known["group_type_index"]) == (
        "acme",
        {"name": "Acme"},
        0,
    )
    assert gone == {
        "id": "umbrella",
        "type": "group",
        "group_key": "umbrella",
        "group_type_index": 0,
    }
    assert body["missing_actors_count"] == 1
    assert found["results"] == [["acme", "Acme"]]


def test_another_organization_sees_none_of_them(script: Asker, bob: Asker, people: People) -> None:
    theirs = type(bob)(client=bob.client.with_key("query:read"), team_id=bob.team_id)
    in_ours = type(bob)(client=theirs.client, team_id=script.team_id)
    known = {"kind": "HogQLQuery", "query": f"SELECT toUUID('{people.id(1)}') AS person_id"}

    assert lists(theirs, ON_DAY)["results"] == []
    assert lists(theirs)["results"] == []
    assert lists(theirs, search="who_1")["results"] == []
    assert in_ours.ask(ON_DAY).status == 404
    body = lists(theirs, known, select=["person"])
    assert body["results"] == [[{"id": str(people.id(1)), "distinct_ids": []}]]


def test_a_key_without_the_scope_is_refused(ada: Asker, people: People) -> None:
    other = type(ada)(client=ada.client.with_key("person:read"), team_id=people.team_id)

    assert other.ask({"kind": "ActorsQuery"}).status == 403


def test_ids_of_another_project_are_refused_by_their_place(
    ada: Asker, bob: Asker, people: People
) -> None:
    cohort_id = add_cohort(bob.team_id, "Theirs")
    member = {"key": "id", "value": cohort_id, "type": "cohort"}
    series = [{"kind": "ActionsNode", "id": 123456}]
    source: dict[str, Any] = {**ON_DAY, "source": {**TRENDS, "series": series}}

    assert people.team_id == ada.team_id
    of_cohort: dict[str, Any] = {"kind": "ActorsQuery", "properties": [member]}
    of_action: dict[str, Any] = {"kind": "ActorsQuery", "source": source}
    assert refusal(ada, of_cohort) == (400, "properties.0.value")
    assert refusal(ada, of_action) == (400, "source.source.series.0.id")
    assert refusal(ada, source) == (400, "source.series.0.id")


@pytest.mark.parametrize(
    ("named", "attr"),
    [
        ({"select": ["id", "matched_recordings"]}, "select.1"),
        ({"select": ["nonsense"]}, "select.0"),
        ({"orderBy": ["nonsense"]}, "orderBy.0"),
        ({"source": {**ON_DAY, "day": "2020-02-02"}}, "source.day"),
        ({"source": None, "select": ["event_count"]}, "select.0"),
    ],
)
def test_a_question_at_fault_is_named(
    script: Asker, people: People, named: dict[str, Any], attr: str
) -> None:
    node = {"kind": "ActorsQuery", "source": ON_DAY, **named}

    assert people.team_id == script.team_id
    assert refusal(script, node) == (400, attr)
    assert refusal(script, {**ON_DAY, "day": "soon"}) == (400, "day")


def test_test_accounts_are_no_people_of_a_point_without_them(ada: Asker, people: People) -> None:
    filters = [{"key": "email", "value": "who_1", "operator": "not_icontains", "type": "person"}]
    ada.client.patch("/api/projects/@current/", {"test_account_filters": filters})
    without: dict[str, Any] = {**ON_DAY, "source": {**TRENDS, "filterTestAccounts": True}}

    shown = {row[0] for row in lists(ada, without, select=["id"])["results"]}

    assert str(people.id(2)) in shown
    assert str(people.id(1)) not in shown
    assert ada.ask(without["source"]).body["results"][0]["count"] == 4


def test_the_choices_of_an_insight_can_be_asked_for(script: Asker, people: People) -> None:
    split = {"breakdown": "email", "breakdown_type": "person"}
    insight = {**TRENDS, "breakdownFilter": split, "compareFilter": {"compare": True}}
    node = {"kind": "InsightActorsQueryOptions", "source": {**ON_DAY, "source": insight}}

    answer = script.ask(node, refresh="force_blocking")

    assert answer.status == 200, answer.body
    assert answer.body["day"][2] == {"label": "3-Jan-2020", "value": "2020-01-03"}
    assert answer.body["series"] == [{"label": "visited", "value": 0}]
    assert [one["value"] for one in answer.body["compare"]] == ["current", "previous"]
    assert answer.body["status"] is None
    for choice in answer.body["breakdown"]:
        asked = {**ON_DAY, "source": insight, "breakdown": choice["value"], "compare": "current"}
        (row,) = lists(script, asked, select=["id"])["results"]
        assert row[0] in {str(people.id(who)) for who in (1, 2, 3, 4)}
    assert [one["label"] for one in answer.body["breakdown"]] == [
        *("who_1@example.com", "who_2@example.com"),
        *("None (i.e. no value)", "who_3@example.com"),
    ]


def test_a_column_of_texts_names_persons_by_their_ids(script: Asker, people: People) -> None:
    texts = {"kind": "HogQLQuery", "query": f"SELECT '{people.id(2)}' AS person_id"}
    strangers = {"kind": "HogQLQuery", "query": "SELECT 'id_2' AS person_id"}

    ((known,),) = lists(script, texts, select=["person"])["results"]
    assert known["distinct_ids"] == ["id_2", "x2"]
    body = lists(script, strangers, select=["person"])
    assert body["results"] == [[{"id": "id_2", "distinct_ids": []}]]
    assert body["missing_actors_count"] == 1


def test_distinct_ids_are_actors_where_the_project_counts_them(ada: Asker, people: People) -> None:
    ada.client.patch("/api/projects/@current/", {"aggregate_users_by_distinct_id": True})

    body = lists(ada, ON_DAY, orderBy=["id"])
    found = lists(ada, ON_DAY, select=["id"], search="_2")

    assert people.team_id == ada.team_id
    assert [row[1:3] for row in body["results"]] == [[f"id_{who}", None] for who in (1, 2, 3, 4)]
    assert [row[0]["distinct_ids"] for row in body["results"]] == [
        [f"id_{who}"] for who in (1, 2, 3, 4)
    ]
    assert found["results"] == [["id_2"]]
    email = {"key": "email", "value": "x", "type": "person"}
    asked = {"kind": "ActorsQuery", "source": ON_DAY, "properties": [email]}
    assert refusal(ada, asked) == (400, "properties")
