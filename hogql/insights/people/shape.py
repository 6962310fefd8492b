"""Rows of an ActorsQuery as its answer: who it is and what was selected, in the order asked for.

(actor_id, facts..., selected...)  ->  one value for each entry of ``select``
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from hogql.insights.errors import InsightError
from hogql.insights.people.build import FACTS
from hogql.insights.people.entries import MATCHING, RECORDINGS, is_whole, written_in
from hogql.insights.people.models import ActorsQuery, ActorsQueryResponse
from hogql.insights.people.page import Page, page_of
from hogql.insights.people.rows import Facts, group_row, person_row
from hogql.insights.sql.shape import to_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import JsonValue

    from hogql.insights.context import Answer, InsightContext, Row


_MATCH: Final = ("session_id", "timestamp", "uuid", "window_id")


def shape(
    answers: "Sequence[Answer]", request: ActorsQuery, context: "InsightContext"
) -> ActorsQueryResponse:
    """Return the response; one row more than is shown was asked for."""
    page = page_of(request, context)
    shown = answers[0]
    rows = shown.rows[: page.limit]
    ids = _distinct_ids(answers[1].rows) if len(answers) > 1 else {}
    return ActorsQueryResponse(
        columns=page.entries,
        types=tuple(_types(shown, page)),
        results=tuple(tuple(_values(row, page, ids)) for row in rows),
        missing_actors_count=sum(_facts(row).is_missing for row in rows),
        hasMore=len(shown.rows) > page.limit,
        limit=page.limit,
        offset=page.offset,
        hogql=shown.hogql,
    )


def _distinct_ids(rows: "Sequence[Row]") -> "dict[str, list[str]]":
    found: dict[str, list[str]] = {}
    for person, ids in rows:
        if not isinstance(ids, Sequence):
            raise TypeError("Distinct ids are a list.")
        found[str(person)] = [str(one) for one in ids]
    return found


def _facts(row: "Row") -> Facts:
    actor_id, known, created_at, properties, is_identified = row[:FACTS]
    return Facts(
        actor_id=actor_id,
        known=known,
        created_at=created_at,
        properties=properties,
        is_identified=is_identified,
    )


def _types(answer: "Answer", page: Page) -> "Iterator[str]":
    own = iter(answer.types[FACTS:])
    for entry in page.entries:
        yield "Object" if is_whole(entry) else next(own)


def _values(row: "Row", page: Page, ids: "Mapping[str, list[str]]") -> "Iterator[JsonValue]":
    own = iter(row[FACTS:])
    for at, entry in enumerate(page.entries):
        if is_whole(entry):
            yield _actor(_facts(row), page, ids)
        elif written_in(entry) == RECORDINGS:
            yield _recordings(next(own), f"select.{at}")
        else:
            yield to_json(next(own))


def _actor(facts: Facts, page: Page, ids: "Mapping[str, list[str]]") -> "JsonValue":
    found = page.found
    if found is not None and found.group_type_index is not None:
        return group_row(facts, found.group_type_index)
    name = str(facts.actor_id)
    return person_row(facts, ids.get(name, ()) if page.is_of_persons else [name])


def _recordings(matching: object, attr: str) -> "JsonValue":
    """The events to look for, by the session whose recording holds them."""
    sessions: dict[str, list[JsonValue]] = {}
    for match in matching if isinstance(matching, Sequence) else ():
        if not isinstance(match, tuple | list) or len(match) != len(_MATCH):
            raise InsightError(f"{MATCHING} is a list of ({', '.join(_MATCH)}).", attr=attr)
        session, at, uuid, window = match
        event: dict[str, JsonValue] = {
            "uuid": to_json(uuid),
            "timestamp": to_json(at),
            "window_id": to_json(window),
        }
        sessions.setdefault(str(session), []).append(event)
    return [{"session_id": session, "events": events} for session, events in sessions.items()]
