"""A result as it lies in the cache: the answer's JSON and its age.

Kept  <->  bytes under the team's key, which for a large one point to S3
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import orjson
import zstandard

from shared.domain.queries.rules import Age
from shared.errors import NotFoundError, TemporarilyUnavailableError
from shared.logs import logger
from shared.s3.objects import get, put
from shared.valkey.results import LARGEST_BYTES, find_result, keep_result

if TYPE_CHECKING:
    from pydantic import JsonValue

FORMAT: Final = 1
BUCKET: Final = "results"
POINTER: Final = b"s3:"  # what is kept itself is JSON
_log: Final = logger("queries")


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """An answer without what changes from request to request."""

    answer: dict[str, "JsonValue"]
    age: Age


def find_kept(team_id: int, key: str) -> Kept | None:
    """Return what this team has under the key; what another version wrote does not count."""
    content = find_result(team_id, key)
    if content is not None and content.startswith(POINTER):
        content = _fetch(content.removeprefix(POINTER).decode())
    if content is None:
        return None
    value = orjson.loads(content)
    if value.get("format") != FORMAT:
        return None
    age = Age(
        computed_at=datetime.fromisoformat(value["computed_at"]),
        cost=timedelta(milliseconds=value["milliseconds"]),
        interval=value["interval"],
    )
    return Kept(answer=value["answer"], age=age)


def keep(team_id: int, key: str, kept: Kept) -> bool:
    """Put the result where the next request of this team finds it; return whether it is there."""
    content = orjson.dumps(
        {
            "format": FORMAT,
            "computed_at": kept.age.computed_at.isoformat(),
            "milliseconds": round(kept.age.cost / timedelta(milliseconds=1)),
            "interval": kept.age.interval,
            "answer": kept.answer,
        }
    )
    return keep_result(team_id, key, content) or _put_aside(team_id, key, content)


def _put_aside(team_id: int, key: str, content: bytes) -> bool:
    """Put what Valkey did not take into S3, and a pointer to it into Valkey."""
    if len(content) <= LARGEST_BYTES:
        return False  # not too large: Valkey is away
    place = f"{team_id}/{key}/{uuid4().hex}"
    try:
        put(BUCKET, place, zstandard.compress(content, 3))
    except TemporarilyUnavailableError as error:
        _log.warning("a large result is not kept", exc_info=error)
        return False
    return keep_result(team_id, key, POINTER + place.encode())


def _fetch(place: str) -> bytes | None:
    try:
        return zstandard.decompress(get(BUCKET, place))
    except (NotFoundError, TemporarilyUnavailableError) as error:
        _log.warning("a large result is gone", exc_info=error)
        return None
