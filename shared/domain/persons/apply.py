"""Joins a batch of operations into what PostgreSQL knows, then tells ClickHouse what changed.

    Batch --one transaction--> registers, links --derive--> persons, owners --publish--> ClickHouse

Applying a batch any number of times, in any order, ends alike. What was committed and not told yet
is told by the next delivery, because it is still unpublished.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shared import ids
from shared.domain.groups.learn import learn_groups, publish_groups
from shared.domain.groups.repository import list_unpublished, mark_published
from shared.domain.persons import repository
from shared.domain.persons.derive import derive
from shared.domain.persons.effects import registers_of
from shared.domain.persons.publish import publish
from shared.domain.registers import join
from shared.postgres.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from psycopg import Connection

    from shared.domain.groups.repository import GroupVersion
    from shared.domain.persons.links import Link
    from shared.domain.persons.operations import Batch
    from shared.domain.persons.versions import OwnerVersion, PersonVersion
    from shared.domain.registers import Registers


@dataclass(frozen=True, kw_only=True, slots=True)
class Untold:
    """What ClickHouse lacks after a batch, and the operations of the batch that may not merge."""

    persons: Sequence[PersonVersion] = ()
    owners: Sequence[OwnerVersion] = ()
    groups: Sequence[GroupVersion] = ()
    refused: tuple[Link, ...] = ()


def apply(batch: Batch) -> tuple[Link, ...]:
    """Return the identity operations of the batch that may not merge, as things stand.

    TemporarilyUnavailableError when a store did not answer: the batch must come again.
    """
    untold = _learn(batch)
    if untold.persons or untold.owners or untold.groups:
        publish(batch.team_id, untold.persons, untold.owners)
        publish_groups(batch.team_id, untold.groups)
        _mark(batch.team_id, untold)
    return untold.refused


def _learn(batch: Batch) -> Untold:
    team_id = batch.team_id
    with transaction() as connection:
        if not repository.lock_persons(connection, team_id):
            return Untold()
        repository.insert_links(connection, team_id, batch.links)
        _join_registers(connection, batch)
        learn_groups(connection, team_id, batch.groups, batch.group_types)
        touched = {*batch.effects, *_ends(batch.links)}
        links = repository.list_component_links(connection, team_id, touched)
        component = touched | _ends(links)
        derived = derive(team_id, repository.find_registers(connection, team_id, component), links)
        repository.save_persons(connection, team_id, derived.persons.values())
        repository.save_owners(connection, team_id, derived.owners)
        candidates = {ids.person_id(team_id, name) for name in component}
        repository.delete_persons(connection, team_id, candidates - derived.persons.keys())
        return Untold(
            persons=repository.list_unpublished_persons(connection, team_id, candidates),
            owners=repository.list_unpublished_owners(connection, team_id, component),
            groups=list_unpublished(connection, team_id, {item.group for item in batch.groups}),
            refused=tuple(link for link in derived.refused if link in batch.links),
        )


def _mark(team_id: int, told: Untold) -> None:
    with transaction() as connection:
        # The lock keeps this from meeting another worker's updates in another order.
        repository.lock_persons(connection, team_id)
        repository.mark_published(connection, team_id, told.persons, told.owners)
        mark_published(connection, team_id, told.groups)


def _join_registers(connection: Connection, batch: Batch) -> None:
    known = repository.find_registers(connection, batch.team_id, batch.effects.keys())
    changed: dict[str, Registers] = {}
    for distinct_id, effects in batch.effects.items():
        new = registers_of(effects)
        old = known.get(distinct_id)
        joined = new if old is None else join(old, new)
        if joined is not old:
            changed[distinct_id] = joined
    repository.save_registers(connection, batch.team_id, changed)


def _ends(links: set[Link] | tuple[Link, ...]) -> set[str]:
    return {name for link in links for name in (link.source, link.target)}
