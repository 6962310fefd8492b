"""The task of the squash: one step each time, until there is nothing left to do.

    {} -> {"up_to": time, "partitions": [...], "is_done": false}   merges loaded
       -> the same with one partition less                         its rewriting begun
       -> {..., "partitions": [], "is_done": true}                 all rewritten, overrides emptied

While a partition is being rewritten, a step changes nothing; the state machine waits between steps.
Any step may be repeated, and a squash may begin anew at any moment.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from shared.domain.persons.squash import (
    begin_squash,
    finish_squash,
    is_squashing,
    squash_partition,
)
from shared.logs import logger

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_logger: Final = logger("squash_persons")


def handle(event: Mapping[str, Any], _context: object) -> dict[str, Any]:
    """Take the next step and return the state after it."""
    if "partitions" not in event:
        up_to, partitions = begin_squash()
        _logger.info("squash begun", extra={"partitions": len(partitions)})
        return _state(up_to.isoformat(), partitions)
    up_to, left = event["up_to"], event["partitions"]
    if is_squashing():
        return _state(up_to, left)
    if left:
        squash_partition(left[0])
        return _state(up_to, left[1:])
    finish_squash(datetime.fromisoformat(up_to))
    _logger.info("squash done")
    return _state(up_to, [], is_done=True)


def _state(up_to: str, partitions: Sequence[str], *, is_done: bool = False) -> dict[str, Any]:
    return {"up_to": up_to, "partitions": list(partitions), "is_done": is_done}
