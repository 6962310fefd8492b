"""A result as it lies in the cache: the answer's JSON and its age.

Kept  <->  bytes under the team's key
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import orjson

from shared.domain.queries.rules import Age
from shared.valkey.results import find_result, keep_result

if TYPE_CHECKING:
    from pydantic import JsonValue

FORMAT: Final = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """An answer without what changes from request to request."""

    answer: dict[str, "JsonValue"]
    age: Age


def find_kept(team_id: int, key: str) -> Kept | None:
    """Return what this team has under the key; what another version wrote does not count."""
    content = find_result(team_id, key)
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


def keep(team_id: int, key: str, kept: Kept) -> None:
    """Put the result where the next request of this team finds it."""
    content = orjson.dumps(
        {
            "format": FORMAT,
            "computed_at": kept.age.computed_at.isoformat(),
            "milliseconds": round(kept.age.cost / timedelta(milliseconds=1)),
            "interval": kept.age.interval,
            "answer": kept.answer,
        }
    )
    keep_result(team_id, key, content)
