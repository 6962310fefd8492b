"""A row of ``exceptions``: what was thrown, and which issue it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shared.domain.exceptions.read import Thrown

MOST_NAMES: Final = 200

_encode: Final = json.Encoder().encode


class ExceptionRow(Struct, frozen=True, kw_only=True):
    """One event ``$exception``. ``timestamp`` is that of ``write_moment``; ids are canonical."""

    team_id: int
    issue_id: str
    fingerprint: str
    timestamp: str
    uuid: str
    distinct_id: str
    person_id: str
    session_id: str
    types: list[str]
    values: list[str]
    sources: list[str]
    functions: list[str]
    level: str
    handled: bool
    release: str


class Named(Struct, frozen=True):
    """The names in what was thrown, each once, in order."""

    types: list[str]
    values: list[str]
    sources: list[str]
    functions: list[str]


def names_of(thrown: Sequence[Thrown]) -> Named:
    """Return what exceptions are searched by."""
    frames = [frame for item in thrown for frame in item.frames]
    return Named(
        _distinct(item.type for item in thrown),
        _distinct(item.value for item in thrown),
        _distinct(frame.source for frame in frames),
        _distinct(frame.function for frame in frames),
    )


def write_exception(row: ExceptionRow) -> bytes:
    """Return the row's line, without the line break."""
    return _encode(row)


def _distinct(names: Iterable[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name][:MOST_NAMES]
