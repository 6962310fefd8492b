"""Reads what an event ``$exception`` says was thrown (sdk-protocol 4.10).

    $exception_list [{type, value, mechanism, stacktrace: {frames}}] --read_thrown--> Thrown ...

Old SDKs send one exception as ``$exception_type`` and ``$exception_message``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shared.json import Json

MOST_THROWN: Final = 50
MOST_FRAMES: Final = 200
LONGEST_TEXT: Final = 10_000
LONGEST_NAME: Final = 500


class Frame(Struct, frozen=True):
    """One call: in which file or module, of which function, and whether the code is one's own."""

    source: str
    function: str
    is_ours: bool


class Thrown(Struct, frozen=True):
    """One exception; those that caused it follow it. ``frames`` end where it was thrown."""

    type: str
    value: str
    is_handled: bool
    frames: tuple[Frame, ...]


def read_thrown(properties: Mapping[str, Json]) -> tuple[Thrown, ...]:
    """Return what was thrown, in the order sent; nothing when the event does not say."""
    items = properties.get("$exception_list")
    if isinstance(items, list):
        return tuple(_read(item) for item in items[:MOST_THROWN] if isinstance(item, dict))
    kind, message = properties.get("$exception_type"), properties.get("$exception_message")
    if isinstance(kind, str) or isinstance(message, str):
        return (Thrown(_text(kind, LONGEST_NAME), _text(message, LONGEST_TEXT), False, ()),)
    return ()


def _read(item: Mapping[str, Json]) -> Thrown:
    mechanism, trace = item.get("mechanism"), item.get("stacktrace")
    frames = trace.get("frames") if isinstance(trace, dict) else None
    return Thrown(
        _text(item.get("type"), LONGEST_NAME),
        _text(item.get("value"), LONGEST_TEXT),
        isinstance(mechanism, dict) and mechanism.get("handled") is True,
        tuple(_frames(frames if isinstance(frames, list) else [])),
    )


def _frames(frames: list[Json]) -> Iterator[Frame]:
    for frame in frames[-MOST_FRAMES:]:
        if isinstance(frame, dict):
            source = frame.get("module") or frame.get("filename") or frame.get("abs_path")
            yield Frame(
                _text(source, LONGEST_NAME),
                _text(frame.get("function"), LONGEST_NAME),
                frame.get("in_app") is True,
            )


def _text(value: Json, longest: int) -> str:
    return value[:longest] if isinstance(value, str) else ""
