"""Writes the persons that merges came to into their events, one partition after the other.

    person_overrides --load--> person_ids_dict --mutation of a partition--> events.person_id
                                               --after the last one------> overrides of ids emptied

No number changes by it, before, during or after: queries find persons by ``person_key`` and
``person_overrides``, and neither is touched (clickhouse 7.8). Merges that come meanwhile are
squashed the next time. Every step may be run again.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from clickhouse_connect.driver.exceptions import Error

from shared.clickhouse import connect
from shared.errors import TemporarilyUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from clickhouse_connect.driver.client import Client

DICTIONARY: Final = "person_ids_dict"
_IS_STALE: Final = (
    "dictHas({dictionary:String}, person_key)"
    " AND person_id <> dictGet({dictionary:String}, 'person_id', person_key)"
)
_PARTITIONS: Final = f"SELECT DISTINCT _partition_id FROM events WHERE {_IS_STALE} ORDER BY 1"
_UPDATE: Final = (
    "ALTER TABLE events UPDATE person_id = dictGet({dictionary:String}, 'person_id', person_key)"
    " IN PARTITION ID {partition:String} WHERE " + _IS_STALE
)
_RUNNING: Final = (
    "SELECT count(), countIf(latest_fail_reason <> '') FROM system.mutations"
    " WHERE database = currentDatabase() AND table = 'events' AND NOT is_done"
    " AND position(command, {dictionary:String}) > 0"
)
# Clocks of several servers may differ; a row that is left out is emptied the next time.
_NOW: Final = "SELECT toUnixTimestamp64Milli(now64(3)) - 60000"
_EMPTY: Final = (
    "DELETE FROM person_distinct_id_overrides"
    " WHERE inserted_at <= fromUnixTimestamp64Milli({up_to:Int64})"
)


def begin_squash() -> tuple[datetime, list[str]]:
    """Load the merges there are, and return their moment and the partitions that they concern."""
    with _answering() as client:
        up_to = int(str(client.command(_NOW)))
        dictionary = _dictionary(client)
        client.command(
            "SYSTEM RELOAD DICTIONARY {dictionary:Identifier}", {"dictionary": DICTIONARY}
        )
        found = client.query(_PARTITIONS, parameters={"dictionary": dictionary}).result_rows
    return datetime.fromtimestamp(up_to / 1000, UTC), [str(partition) for (partition,) in found]


def is_squashing() -> bool:
    """Whether a partition is being rewritten; TemporarilyUnavailableError when that fails."""
    with _answering() as client:
        parameters = {"dictionary": _dictionary(client)}
        ((running, failing),) = client.query(_RUNNING, parameters=parameters).result_rows
    if failing:
        raise TemporarilyUnavailableError("The event store fails to rewrite a partition.")
    return bool(running)


def squash_partition(partition: str) -> None:
    """Begin to rewrite a partition; it goes on by itself."""
    with _answering() as client:
        client.command(
            _UPDATE,
            parameters={"dictionary": _dictionary(client), "partition": partition},
            settings={"allow_nondeterministic_mutations": 1, "mutations_sync": 0},
        )


def finish_squash(up_to: datetime) -> None:
    """Empty the overrides of distinct ids that events have no more need of."""
    with _answering() as client:
        client.command(_EMPTY, parameters={"up_to": int(up_to.timestamp() * 1000)})


def _dictionary(client: Client) -> str:
    """Return the whole name: a mutation runs outside of any database."""
    return f"{client.command('SELECT currentDatabase()')}.{DICTIONARY}"


@contextmanager
def _answering() -> Iterator[Client]:
    try:
        yield connect.client()
    except Error as error:
        raise TemporarilyUnavailableError("The event store did not squash persons.") from error
