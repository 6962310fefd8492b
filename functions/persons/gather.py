"""From messages of the queue to batches of operations, and what members are told of them.

pointer --operations_of--> operations --bound, spare--> those of all --fold--> batches
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
    from collections.abc import Sequence

    from shared.domain.persons.operations import Batch, Operation

TOO_LARGE: Final = "person_properties_size_violation"
TOO_OFTEN: Final = "person_updated_too_often"


@dataclass(frozen=True, kw_only=True, slots=True)
class Gathered:
    """What messages ask for."""

    batches: tuple[Batch, ...]
    warnings: tuple[IngestionWarning, ...] = ()


def gather(texts: Sequence[str]) -> Gathered:
    """Return what messages ask for together: whom several of them name is written once.

    InvalidRequestError when nobody can read one, NotFoundError when the object it names is gone,
    TemporarilyUnavailableError when S3 does not answer.
    """
    keys = [read_pointer(text) for text in texts]
    batches = [read_batch(text) for text, key in zip(texts, keys, strict=True) if key is None]
    warnings: list[IngestionWarning] = []
    operations: list[Operation] = []
    for key in dict.fromkeys(keys):
        if key is not None:
            # Who is hot is decided for each object, so that it is the same whatever comes with it.
            kept, hot = spare([_bounded(item, warnings) for item in operations_of(key)])
            operations += kept
            warnings += [
                _warning(team, TOO_OFTEN, {"distinctId": name}) for team, name in sorted(hot)
            ]
    return Gathered(batches=(*batches, *fold(operations)), warnings=tuple(warnings))


def _bounded(operation: Operation, warnings: list[IngestionWarning]) -> Operation:
    smaller = bound(operation)
    if smaller is None:
        return operation
    details = {"distinctId": operation.distinct_id, "eventUuid": operation.effect.uuid}
    warnings.append(_warning(operation.team_id, TOO_LARGE, details))
    return smaller


def _warning(team_id: int, type_: str, details: dict[str, str]) -> IngestionWarning:
    return IngestionWarning(team_id=team_id, type=type_, details=dict(details))
