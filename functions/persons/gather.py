"""From a message of the queue to batches of operations, and what members are told of them.

pointer --operations_of--> operations --bound, spare--> fold --> batches
batch of the API, or of an older ingestion --read_batch--> batch
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from functions.persons.hot import spare
from shared.domain.ingestion_warnings.write import IngestionWarning
from shared.domain.persons.operations import bound, fold, read_batch
from shared.domain.persons.sealed import operations_of, read_pointer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shared.domain.persons.operations import Batch, Operation

TOO_LARGE: Final = "person_properties_size_violation"
TOO_OFTEN: Final = "person_updated_too_often"


@dataclass(frozen=True, kw_only=True, slots=True)
class Gathered:
    """What a message asks for."""

    batches: Iterable[Batch]
    warnings: tuple[IngestionWarning, ...] = ()


def gather(text: str) -> Gathered:
    """Return what a message asks for.

    InvalidRequestError when nobody can read it, NotFoundError when the object it names is gone,
    TemporarilyUnavailableError when S3 does not answer.
    """
    key = read_pointer(text)
    if key is None:
        return Gathered(batches=(read_batch(text),))
    operations: list[Operation] = []
    warnings: list[IngestionWarning] = []
    for operation in operations_of(key):
        smaller = bound(operation)
        operations.append(operation if smaller is None else smaller)
        if smaller is not None:
            details = {"distinctId": operation.distinct_id, "eventUuid": operation.effect.uuid}
            warnings.append(_warning(operation.team_id, TOO_LARGE, details))
    kept, hot = spare(operations)
    warnings.extend(_warning(team, TOO_OFTEN, {"distinctId": name}) for team, name in sorted(hot))
    return Gathered(batches=fold(kept), warnings=tuple(warnings))


def _warning(team_id: int, type_: str, details: dict[str, str]) -> IngestionWarning:
    return IngestionWarning(team_id=team_id, type=type_, details=dict(details))
