"""Joins a batch of operations into what PostgreSQL knows, then tells ClickHouse what changed.

    Batch --one transaction--> registers, links --derive--> persons, owners --publish--> ClickHouse

Applying a batch any number of times, in any order, ends alike. What was committed and not told yet
is told by the next delivery, because it is still unpublished.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared import ids
from shared.domain.persons import repository
from shared.domain.persons.derive import derive
from shared.domain.persons.publish import publish
from shared.domain.persons.registers import join
from shared.postgres.transaction import transaction

if TYPE_CHECKING:
    from psycopg import Connection

    from shared.domain.persons.links import Link
    from shared.domain.persons.operations import Batch
    from shared.domain.persons.registers import Registers


def apply(batch: Batch) -> tuple[Link, ...]:
    """Return the identity operations of the batch that may not merge, as things stand.

    TemporarilyUnavailableError when a store did not answer: the batch must come again.
    """
    team_id = batch.team_id
    with transaction() as connection:
        if not repository.lock_persons(connection, team_id):
            return ()
        _learn(connection, batch)
        touched = {*batch.registers, *_ends(batch.links)}
        links = repository.list_component_links(connection, team_id, touched)
        component = touched | _ends(links)
        known = repository.find_registers(connection, team_id, component)
        derived = derive(team_id, known, links)
        repository.save_persons(connection, team_id, derived.persons.values())
        repository.save_owners(connection, team_id, derived.owners)
        candidates = {ids.person_id(team_id, name) for name in component}
        repository.delete_persons(connection, team_id, candidates - derived.persons.keys())
    publish(team_id, person_ids=candidates, distinct_ids=component)
    return tuple(link for link in derived.refused if link in batch.links)


def _learn(connection: Connection, batch: Batch) -> None:
    repository.insert_links(connection, batch.team_id, batch.links)
    known = repository.find_registers(connection, batch.team_id, batch.registers.keys())
    changed: dict[str, Registers] = {}
    for distinct_id, new in batch.registers.items():
        old = known.get(distinct_id)
        joined = new if old is None else join(old, new)
        if joined is not old:
            changed[distinct_id] = joined
    repository.save_registers(connection, batch.team_id, changed)


def _ends(links: set[Link] | tuple[Link, ...]) -> set[str]:
    return {name for link in links for name in (link.source, link.target)}
