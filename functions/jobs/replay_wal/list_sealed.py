"""First task of the replay: which sealed objects lie in a range of hours?

    {"from": time, "to": time} --> {"manifests": [keys of lists in bucket wal], "objects": n}

The range is widened to whole hours. Only keys of manifests pass through the state machine, since
its payload is small. Running it again writes the same manifests again.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final

import orjson

from shared.clickhouse.insert import TARGETS
from shared.domain.events.seal import BUCKET, prefix_of
from shared.logs import logger
from shared.s3 import objects

if TYPE_CHECKING:
    from collections.abc import Iterator

MANIFESTS: Final = "v1/replays/"
KEYS_PER_MANIFEST: Final = 1000
LONGEST_RANGE: Final = timedelta(days=31)
_HOUR: Final = timedelta(hours=1)

_logger: Final = logger("list_sealed")


def handle(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Write the manifests and return their keys; ``problem`` says why there are none, or is None.

    ``from`` and ``to`` are ISO 8601 times; without a zone they are in UTC.
    """
    try:
        first, last = _read_time(event["from"]), _read_time(event["to"])
    except (KeyError, TypeError, ValueError):
        return _answer([], 0, 'The range must be {"from": time, "to": time} in ISO 8601.')
    if not first < last <= first + LONGEST_RANGE:
        return _answer(
            [], 0, f"The range must end after it begins, within {LONGEST_RANGE.days} days."
        )
    keys = chain.from_iterable(objects.list_keys(BUCKET, prefix) for prefix in _hours(first, last))
    folder = f"{MANIFESTS}{first:%Y%m%dT%H%M%S}-{last:%Y%m%dT%H%M%S}"
    manifests: list[str] = []
    count = 0
    while part := list(islice(keys, KEYS_PER_MANIFEST)):
        manifests.append(f"{folder}/{len(manifests):05d}.json")
        objects.put(BUCKET, manifests[-1], orjson.dumps(part))
        count += len(part)
    _logger.info("sealed objects listed", extra={"objects": count, "manifests": len(manifests)})
    return _answer(manifests, count, None)


def _answer(manifests: list[str], count: int, problem: str | None) -> dict[str, Any]:
    return {"manifests": manifests, "objects": count, "problem": problem}


def _read_time(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def _hours(first: datetime, last: datetime) -> Iterator[str]:
    hour = first.replace(minute=0, second=0, microsecond=0)
    while hour < last:
        yield from (f"{prefix_of(target)}{hour:%Y/%m/%d/%H}/" for target in TARGETS)
        hour += _HOUR
