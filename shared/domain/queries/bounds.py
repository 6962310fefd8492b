"""What the statements of one run are held to: a time to end at, a tag, an end before the next one.

Bounds  ->  settings of each statement          the limits of its class still hold (hogql 6.11)
"""

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from shared.clickhouse.processes import SETTING, tag_of
from shared.errors import QueryTimeoutError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TIMED_OUT: Final = QueryTimeoutError.default_code
LIMIT: Final = "max_execution_time"
SHORTEST_SECONDS: Final = 0.1


def _go_on() -> None:
    """Nothing is in the way of the next statement."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounds:
    """``until`` is a time of ``time.monotonic``; ``check`` raises when no statement may follow."""

    until: float | None = None
    tag: str = ""
    check: "Callable[[], None]" = field(default=_go_on)

    def settings(self, own: "Mapping[str, str | int | float]") -> dict[str, str | int | float]:
        """Return the settings of the next statement; QueryTimeoutError when time is up."""
        self.check()
        bounded = dict(own)
        if self.tag:
            bounded[SETTING] = self.tag
        if self.until is not None:
            left = self.until - time.monotonic()
            if left < SHORTEST_SECONDS:
                raise QueryTimeoutError("The query took too long. Choose a shorter range of dates.")
            bounded[LIMIT] = min(float(own.get(LIMIT, left)), round(left, 2))
        return bounded


UNBOUND: Final = Bounds()


def bounds(
    *,
    seconds: float | None,
    team_id: int,
    run: str | None,
    check: "Callable[[], None]" = _go_on,
) -> Bounds:
    """Return bounds that end in so many seconds; ``run`` is by what its statements are found."""
    return Bounds(
        until=None if seconds is None else time.monotonic() + seconds,
        tag="" if run is None else tag_of(team_id, run),
        check=check,
    )
