"""What the events of one sealed object did to persons and groups.

    events of a batch --seal--> object of the log --pointer on queue persons--> operations

The log holds all that events say, so the queue only names the object: ingestion neither builds nor
sends what its events did to each person, and whoever applies it may do so again from the log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import orjson
from msgspec import DecodeError, Struct, json

from shared.domain.events.load import read_sealed
from shared.domain.events.seal import target_of
from shared.domain.persons.operations import QUEUE, operation_of
from shared.errors import InvalidRequestError
from shared.sqs.send import send

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shared.domain.persons.operations import Operation

VERSION: Final = 2


class _Pointer(Struct, frozen=True):
    v: int
    key: str


class _Line(Struct, frozen=True):
    """What a line of the log says of a person; its other fields are not read."""

    uuid: str
    team_id: int
    event: str
    at: int
    distinct_id: str
    properties: dict[str, Any]
    person_mode: str


_decode_pointer: Final = json.Decoder(_Pointer).decode
_decode_line: Final = json.Decoder(_Line).decode


def send_pointer(key: str) -> None:
    """Queue a sealed object of events; TemporarilyUnavailableError when it is not durable."""
    body = orjson.dumps({"v": VERSION, "key": key}).decode()
    send(QUEUE, body, group=None, attributes={})


def read_pointer(text: str) -> str | None:
    """Return the key of the object that a message names; None when it is no pointer to events."""
    try:
        pointer = _decode_pointer(text)
    except DecodeError:
        return None
    is_ours = pointer.v == VERSION and target_of(pointer.key) == "events"
    return pointer.key if is_ours else None


def operations_of(key: str) -> Iterator[Operation]:
    """Yield what the events of a sealed object do to persons, in their order.

    NotFoundError when the object is gone, InvalidRequestError when it is not what was sealed,
    TemporarilyUnavailableError when S3 does not answer.
    """
    for written in read_sealed(key).splitlines():
        try:
            line = _decode_line(written)
        except DecodeError as error:
            raise InvalidRequestError("A line of the sealed object is not an event.") from error
        if line.person_mode == "propertyless":
            continue
        operation = operation_of(
            team_id=line.team_id,
            distinct_id=line.distinct_id,
            name=line.event,
            at=line.at,
            uuid=line.uuid,
            properties=line.properties,
        )
        if operation is not None:
            yield operation
