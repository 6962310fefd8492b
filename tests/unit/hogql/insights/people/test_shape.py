"""Rows of a list of actors as its answer."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from hogql.insights.context import Answer
from hogql.insights.errors import InsightError
from hogql.insights.people.models import ActorsQuery, ActorsQueryResponse
from hogql.insights.people.shape import shape
from tests.unit.hogql.insights.contexts import make_context
from tests.unit.hogql.insights.people.asking import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

AT = datetime(2020, 1, 3, 12, tzinfo=UTC)
GONE = UUID(int=0)
SOURCE = {"kind": "HogQLQuery", "query": "SELECT person_id, 1 AS matching_events FROM events"}


def who(number: int) -> UUID:
    return UUID(int=number)


def row(number: int, *own: object, known: UUID | None = None) -> "Sequence[object]":
    return (who(number), who(number) if known is None else known, AT, "{}", True, *own)


def answer(*rows: "Sequence[object]", types: tuple[str, ...] = ()) -> Answer:
    facts = ("UUID", "UUID", "DateTime64", "String", "Bool")
    return Answer(columns=(), types=(*facts, *types), rows=rows, hogql="SELECT", limit=None)


def shaped(*answers: Answer, **body: Any) -> ActorsQueryResponse:
    request = ActorsQuery.model_validate(listed(**body))
    return shape(answers, request, make_context())


def test_columns_come_in_the_order_that_they_are_asked_for() -> None:
    ids = Answer(columns=(), types=(), rows=[(who(1), ["a", "b"])], hogql="SELECT", limit=None)
    found = shaped(
        answer(row(1, 7, "x"), types=("UInt64", "String")),
        ids,
        select=["properties.cost", "person -- Who", "properties.plan"],
    )
    ((cost, person, plan),) = found.results
    assert (cost, plan) == (7, "x")
    assert isinstance(person, dict)
    assert person["distinct_ids"] == ["a", "b"]
    assert found.types == ("UInt64", "Object", "String")


def test_one_row_more_than_is_shown_says_that_there_are_more() -> None:
    rows = [row(number, str(number)) for number in (1, 2, 3)]
    found = shaped(answer(*rows, types=("UUID",)), select=["id"], limit=2, offset=4)
    assert (found.has_more, found.limit, found.offset) == (True, 2, 4)
    assert found.results == (("1",), ("2",))
    assert not shaped(answer(*rows, types=("UUID",)), select=["id"], limit=3).has_more


def test_those_who_are_gone_are_counted_among_the_shown() -> None:
    rows = [row(1, "1"), row(2, "2", known=GONE), row(3, "3", known=GONE)]
    assert shaped(answer(*rows, types=("UUID",)), select=["id"], limit=2).missing_actors_count == 1


def test_recordings_are_events_by_session() -> None:
    events = [("s1", AT, who(5), "w"), ("s2", AT, who(6), None), ("s1", AT, who(7), "w")]
    body = {"source": SOURCE, "select": ["matched_recordings"]}
    found = shaped(answer(row(1, events), types=("Array",)), **body)
    ((recordings,),) = found.model_dump(mode="json")["results"]
    assert [one["session_id"] for one in recordings] == ["s1", "s2"]
    uuids = [[event["uuid"] for event in one["events"]] for one in recordings]
    assert uuids == [[str(who(5)), str(who(7))], [str(who(6))]]


@pytest.mark.parametrize("matching", [[1, 2], [("s", AT)], ["four"]])
def test_what_is_no_list_of_events_is_refused_by_its_place(matching: object) -> None:
    body = {"source": SOURCE, "select": ["id", "matched_recordings"]}
    with pytest.raises(InsightError) as caught:
        shaped(answer(row(1, "1", matching), types=("UUID", "Array")), **body)
    assert caught.value.attr == "select.1"
