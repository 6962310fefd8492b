"""Says to which issue an exception belongs, on the event and in a row of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from functions.ingest.dropped import Refusal
from shared.domain.events.rows import NO_UUID, write_moment
from shared.domain.exceptions.fingerprint import fingerprint, issue_id
from shared.domain.exceptions.read import read_thrown
from shared.domain.exceptions.rows import ExceptionRow, names_of, write_exception
from shared.ids import is_canonical_uuid, person_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from functions.ingest.draft import Draft
    from shared.clickhouse.insert import Target
    from shared.json import Json

EVENTS: Final = frozenset({"$exception"})
_TARGET: Final[Target] = "exceptions"
_LONGEST: Final = 200


def group_exception(draft: Draft) -> None:
    """Fill in fingerprint, issue and what exceptions are searched by; make the record."""
    if draft.name not in EVENTS:
        return
    properties = draft.properties
    thrown = read_thrown(properties)
    if not thrown:
        draft.told.append(Refusal.BAD_EXCEPTION)
        return
    names = names_of(thrown)
    of_all = fingerprint(properties.get("$exception_fingerprint"), thrown)
    team_id = draft.arrival.team_id
    row = ExceptionRow(
        team_id=team_id,
        issue_id=issue_id(team_id, of_all),
        fingerprint=of_all,
        timestamp=write_moment(draft.at),
        uuid=draft.uuid,
        distinct_id=draft.distinct_id,
        person_id=str(person_id(team_id, draft.distinct_id)),
        session_id=_uuid(properties.get("$session_id")),
        types=names.types,
        values=names.values,
        sources=names.sources,
        functions=names.functions,
        level=_text(properties, "$exception_level") or "error",
        handled=thrown[0].is_handled,
        release=_text(properties, "$release"),
    )
    draft.records.append((_TARGET, write_exception(row)))
    properties.update(_facts(row))


def _facts(row: ExceptionRow) -> dict[str, Json]:
    """Return what the event itself says of its issue, under PostHog's names."""
    return {
        "$exception_issue_id": row.issue_id,
        "$exception_fingerprint": row.fingerprint,
        "$exception_types": [*row.types],
        "$exception_values": [*row.values],
        "$exception_sources": [*row.sources],
        "$exception_functions": [*row.functions],
        "$exception_handled": row.handled,
    }


def _text(properties: Mapping[str, Json], name: str) -> str:
    value = properties.get(name)
    return value[:_LONGEST] if isinstance(value, str) else ""


def _uuid(value: Json) -> str:
    text = value.lower() if isinstance(value, str) else ""
    return text if is_canonical_uuid(text) else NO_UUID
