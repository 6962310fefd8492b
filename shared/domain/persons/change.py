"""What members do to persons and groups: operations like those of events.

    Person --change_person | split_person | delete_persons--> Batch, joined here and now
                                                          --> activity log, in the same transaction
    Batch --tell, after the commit--> queue persons --> ClickHouse

The stamp of an operation is now, or right after the last thing known, so that it counts even if the
clock of an SDK is fast. The queue delivers the same batch again, which only tells ClickHouse.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final, Literal

import orjson

from shared import clock, ids
from shared.domain.activity.record import Activity, Change, record
from shared.domain.groups.operations import GroupName, GroupWrite
from shared.domain.groups.repository import find_groups
from shared.domain.nul import without_nul
from shared.domain.persons import repository
from shared.domain.persons.apply import learn
from shared.domain.persons.cuts import Cut
from shared.domain.persons.deletions import Deletion, insert_deletion
from shared.domain.persons.effects import Effect
from shared.domain.persons.operations import LARGEST_PART_BYTES, QUEUE, Batch, write_batch
from shared.domain.registers import Stamp
from shared.errors import InvalidRequestError
from shared.sqs.send import send

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from psycopg import Connection

    from shared.domain.persons.models import Person
    from shared.domain.registers import Registers
    from shared.json import Json

SCOPE: Final = "Person"
IDS_PER_MESSAGE: Final = 500  # of up to 200 letters each
_MILLISECONDS: Final = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Author:
    """Who does it, for the activity log."""

    user_id: int
    organization_id: UUID


def change_person(
    connection: Connection,
    team_id: int,
    person: Person,
    *,
    set_: Mapping[str, Json],
    unset: Sequence[str],
    author: Author,
) -> Batch:
    """Write properties of a person."""
    repository.lock_persons(connection, team_id)
    moment = _moment(connection, team_id, person.distinct_ids)
    names = tuple(map(without_nul, unset))
    effect = Effect(moment, str(ids.uuid7()), {}, _bounded(set_), {}, names)
    batch = _batch(team_id, effects={person.distinct_ids[0]: (effect,)})
    learn(connection, batch)
    _record(connection, team_id, (SCOPE, str(person.id)), author, "updated")
    return batch


def change_group(
    connection: Connection,
    team_id: int,
    group: GroupName,
    *,
    set_: Mapping[str, Json],
    unset: Sequence[str],
    author: Author,
) -> Batch:
    """Write properties of a group."""
    repository.lock_persons(connection, team_id)
    moment = _after(find_groups(connection, team_id, [group]).values())
    names = tuple(map(without_nul, unset))
    write = GroupWrite(group, Stamp(moment, str(ids.uuid7())), _bounded(set_), names)
    batch = Batch(team_id=team_id, effects={}, links=(), groups=(write,), group_types=())
    learn(connection, batch)
    _record(connection, team_id, ("Group", group.key), author, "updated")
    return batch


def split_person(
    connection: Connection, team_id: int, person: Person, *, main: str | None, author: Author
) -> Batch:
    """Make each distinct id of a person a person of its own; ``main`` need not be cut off.

    Each takes what was said of itself. Ids that were only ever merged become empty persons.
    """
    repository.lock_persons(connection, team_id)
    kept = person.distinct_ids[0] if main is None else main
    if kept not in person.distinct_ids:
        raise InvalidRequestError("The person has no such distinct id.", attr="main_distinct_id")
    moment = _moment(connection, team_id, person.distinct_ids)
    known = repository.find_registers(connection, team_id, person.distinct_ids)
    bare = Effect(moment, str(ids.uuid7()), {}, {}, {}, ())
    batch = _batch(
        team_id,
        effects={name: (bare,) for name in person.distinct_ids if name not in known},
        cuts={name: Cut(moment) for name in person.distinct_ids if name != kept},
    )
    learn(connection, batch)
    _record(connection, team_id, (SCOPE, str(person.id)), author, "split")
    return batch


def delete_persons(
    connection: Connection,
    team_id: int,
    persons: Sequence[Person],
    *,
    events: bool,
    recordings: bool,
    author: Author,
) -> Batch:
    """Forget people; what they did is removed from ClickHouse later, if that is asked for."""
    repository.lock_persons(connection, team_id)
    names = sorted({name for person in persons for name in person.distinct_ids})
    moment = _moment(connection, team_id, names)
    batch = _batch(team_id, cuts={name: Cut(moment, moment) for name in names})
    learn(connection, batch)
    version = _next_version(connection)
    for person in persons:
        deletion = Deletion(
            id=ids.uuid7(),
            team_id=team_id,
            person_id=person.id,
            distinct_ids=person.distinct_ids,
            up_to_ms=moment,
            version=version,
            removes_events=events,
            removes_recordings=recordings,
        )
        insert_deletion(connection, team_id, deletion)
        _record(connection, team_id, (SCOPE, str(person.id)), author, "deleted")
    return batch


def tell(batch: Batch) -> None:
    """Have ClickHouse told, once the transaction is committed; a message holds some of the ids."""
    if batch.groups:
        _send(batch)
    names = iter(dict.fromkeys([*batch.effects, *batch.cuts]))
    while portion := list(islice(names, IDS_PER_MESSAGE)):
        part = _batch(
            batch.team_id,
            effects={name: batch.effects[name] for name in portion if name in batch.effects},
            cuts={name: batch.cuts[name] for name in portion if name in batch.cuts},
        )
        _send(part)


def _send(batch: Batch) -> None:
    for message in write_batch(batch):
        send(QUEUE, message, group=str(batch.team_id), attributes={})


def _batch(
    team_id: int,
    *,
    effects: Mapping[str, tuple[Effect, ...]] | None = None,
    cuts: Mapping[str, Cut] | None = None,
) -> Batch:
    return Batch(
        team_id=team_id, effects=effects or {}, links=(), groups=(), group_types=(), cuts=cuts or {}
    )


def _next_version(connection: Connection) -> int:
    """Return a version greater than that of any row."""
    row = connection.execute("SELECT nextval('person_versions')").fetchone()
    return 0 if row is None else int(row[0])


def _moment(connection: Connection, team_id: int, distinct_ids: Sequence[str]) -> int:
    """Return now, or the moment after the last one that is known of the distinct ids."""
    registers = repository.find_registers(connection, team_id, distinct_ids)
    links = repository.list_component_links(connection, team_id, distinct_ids)
    return _after(registers.values(), *(link.stamp.at for link in links))


def _after(registers: Iterable[Registers], *moments: int) -> int:
    now = int(clock.now().timestamp() * _MILLISECONDS)
    return max(now, 1 + max((*_moments(registers), *moments), default=now - 1))


def _bounded(properties: Mapping[str, Json]) -> dict[str, Json]:
    if len(orjson.dumps(properties)) > LARGEST_PART_BYTES:
        raise InvalidRequestError("These properties are too large.", attr="properties")
    return dict(properties)


def _moments(registers: Iterable[Registers]) -> list[int]:
    found: list[int] = []
    for item in registers:
        writes = [write for register in item.keys.values() for write in register]
        found += [item.created.at, *(write.at for write in writes if write is not None)]
    return found


def _record(
    connection: Connection,
    team_id: int,
    item: tuple[str, str],
    author: Author,
    activity: Literal["updated", "deleted", "split"],
) -> None:
    """Log it without any value: the log outlives the person."""
    scope, name = item
    changed = Change(type=scope, action="changed", field="properties", before=None, after=None)
    record(
        connection,
        Activity(
            user_id=author.user_id,
            organization_id=author.organization_id,
            team_id=team_id,
            scope=scope,
            item_id=name,
            activity=activity,
            name=name,
            changes=(changed,) if activity == "updated" else (),
        ),
    )
