"""Holds the persons of a project against those that its case expects, in both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.integration.semantics.formulas import person_of
from tests.integration.semantics.matching import differences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.integration.semantics.matching import Bindings
    from tests.integration.semantics.stored import Record, Stored


def compare_persons(
    expected: Sequence[Mapping[str, Any]], stored: Stored, bindings: Bindings
) -> Iterator[str]:
    """Yield how persons differ; ``of`` is the distinct id that a person's id is made of.

    All distinct ids of a person are named: without ``distinct_ids`` it is the one that it is of.
    """
    wanted = {person_of(bindings.team_id, item["of"]): item for item in expected}
    owners = {
        name: key for key, item in wanted.items() for name in item.get("distinct_ids", [item["of"]])
    }
    for place, records, found in (
        ("persons in PostgreSQL", stored.persons, stored.owners),
        ("persons in ClickHouse", stored.columnar_persons, stored.columnar_owners),
    ):
        if found != owners:
            yield f"{place}: expected the distinct ids {owners}, stored {found}"
        known = {str(record["id"]): record for record in records}
        odd = known.keys() - wanted.keys()
        if odd:
            yield f"{place}: nobody expected {[known[key] for key in odd]!r:.1000}"
        for key, item in wanted.items():
            if key in known:
                yield from _compare(f"{place}.{item['of']}", item, known[key], bindings)
            else:
                yield f"{place}: {item['of']!r} is not there"


def _compare(
    place: str, item: Mapping[str, Any], record: Record, bindings: Bindings
) -> Iterator[str]:
    is_text = "ClickHouse" in place
    properties = record["properties"]
    inner = f"{place}.properties"
    yield from differences(
        item.get("properties", {}), properties, bindings, place=inner, is_text=is_text
    )
    if "only" in item:
        names = sorted(properties.keys() - {"$creator_event_uuid"})
        yield from differences(item["only"], properties, bindings, place=inner, is_text=is_text)
        if names != sorted(item["only"]):
            yield f"{inner}: expected only {sorted(item['only'])}, stored {names}"
    for name in ("created_at", "is_identified"):
        if name in item:
            found = bool(record[name]) if name == "is_identified" else record[name]
            yield from differences({name: item[name]}, {name: found}, bindings, place=place)
