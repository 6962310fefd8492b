"""Tells a project's members which people could not be merged, and what was not written of whom.

A warning is advice: an operation that comes late may still change the decision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from shared import clock
from shared.domain.ingestion_warnings.write import IngestionWarning, write_warnings
from shared.errors import TemporarilyUnavailableError
from shared.logs import facts_of, logger

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shared.domain.persons.links import Link

SOURCE: Final = "persons"
IDENTIFIED: Final = "cannot_merge_already_identified"
_logger: Final = logger("persons")


def warnings_of(team_id: int, refused: Iterable[Link]) -> list[IngestionWarning]:
    """Return one warning for each operation that may not merge."""
    return [
        IngestionWarning(
            team_id=team_id,
            type=IDENTIFIED,
            details={
                "sourcePersonDistinctId": link.source,
                "targetPersonDistinctId": link.target,
                "eventUuid": link.stamp.uuid,
            },
        )
        for link in refused
    ]


def tell(warnings: Sequence[IngestionWarning]) -> None:
    """Insert the warnings; without ClickHouse they are only counted."""
    try:
        write_warnings(warnings, source=SOURCE, at=clock.now())
    except TemporarilyUnavailableError as error:
        facts = {"count": len(warnings), **facts_of(error)}
        _logger.warning("warnings not written", extra=facts)
