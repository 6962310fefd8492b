"""Tells a project's members which people could not be merged.

A warning is advice: an operation that comes late may still change the decision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from shared import clock
from shared.domain.ingestion_warnings.write import IngestionWarning, write_warnings
from shared.errors import TemporarilyUnavailableError
from shared.logs import logger

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shared.domain.persons.links import Link

SOURCE: Final = "persons"
TYPE: Final = "cannot_merge_already_identified"
_logger: Final = logger("persons")


def warn_of(team_id: int, refused: Iterable[Link]) -> None:
    """Insert one warning for each refused operation; without ClickHouse they are only counted."""
    warnings = [
        IngestionWarning(
            team_id=team_id,
            type=TYPE,
            details={
                "sourcePersonDistinctId": link.source,
                "targetPersonDistinctId": link.target,
                "eventUuid": link.stamp.uuid,
            },
        )
        for link in refused
    ]
    try:
        write_warnings(warnings, source=SOURCE, at=clock.now())
    except TemporarilyUnavailableError as error:
        _logger.warning("warnings not written", extra={"count": len(warnings)}, exc_info=error)
