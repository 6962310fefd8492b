"""Gives messages that were given up another chance, once an operator has mended the cause.

{"queue": name, "most": n} --> dead letters back on the queue --> {"moved": n, "problem": None}
"""

from typing import TYPE_CHECKING, Any, Final

from shared.errors import NotFoundError
from shared.logs import logger
from shared.sqs.redrive import redrive

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST: Final = 100_000
BUDGET_SECONDS: Final = 240.0

_log = logger("redrive")


def handle(event: "Mapping[str, Any]", _context: object) -> dict[str, Any]:
    """Return how many messages were moved; call again until none is."""
    queue = str(event.get("queue", ""))
    try:
        moved = redrive(queue, most=int(event.get("most", MOST)), seconds=BUDGET_SECONDS)
    except NotFoundError as error:
        return {"moved": 0, "problem": error.detail}
    _log.info("dead letters sent again", extra={"queue": queue, "moved": moved})
    return {"moved": moved, "problem": None}
