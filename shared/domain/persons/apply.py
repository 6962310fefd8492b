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
from shared.domain.persons.cuts import NEVER, UNCUT, find_cuts, forget, save_cuts
from shared.domain.persons.derive import derive
from shared.domain.persons.effects import registers_of
from shared.domain.persons.publish import publish
from shared.domain.registers import join
from shared.postgres.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from psycopg import Connection

    from shared.domain.groups.repository import GroupVersion
    from shared.domain.persons.cuts import Cut
    from shared.domain.persons.derive import Derived
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
    with transaction() as connection:
        untold = learn(connection, batch)
    if untold.persons or untold.owners or untold.groups:
        publish(batch.team_id, untold.persons, untold.owners)
        publish_groups(batch.team_id, untold.groups)
        _mark(batch.team_id, untold)
    return untold.refused


def learn(connection: Connection, batch: Batch) -> Untold:
    """Join a batch into what PostgreSQL knows, in the caller's transaction."""
    team_id = batch.team_id
    if not repository.lock_persons(connection, team_id):
        return Untold()
    repository.insert_links(connection, team_id, batch.links)
    learn_groups(connection, team_id, batch.groups, batch.group_types)
    touched = {*batch.effects, *_ends(batch.links), *batch.cuts}
    links = repository.list_component_links(connection, team_id, touched)
    component = touched | _ends(links)
    cuts = _cut(connection, batch, component)
    known = repository.find_registers(connection, team_id, component)
    changed = _join(known, batch, cuts)
    repository.save_registers(connection, team_id, changed)
    derived = derive(team_id, {**known, **changed}, links, cuts)
    _save(connection, team_id, component, derived)
    candidates = {ids.person_id(team_id, name) for name in component}
    return Untold(
        persons=repository.list_unpublished_persons(connection, team_id, candidates),
        owners=repository.list_unpublished_owners(connection, team_id, component),
        groups=list_unpublished(connection, team_id, {item.group for item in batch.groups}),
        refused=tuple(link for link in derived.refused if link in batch.links),
    )


def _cut(connection: Connection, batch: Batch, component: set[str]) -> dict[str, Cut]:
    """Store the cuts of the batch, and return those of the whole component."""
    if batch.cuts:
        save_cuts(connection, batch.team_id, batch.cuts)
    cuts = find_cuts(connection, batch.team_id, component)
    forgotten = {name: cuts[name] for name in batch.cuts if cuts[name].writes_after > NEVER}
    if forgotten:
        forget(connection, batch.team_id, forgotten)
    return cuts


def _save(connection: Connection, team_id: int, component: set[str], derived: Derived) -> None:
    repository.save_persons(connection, team_id, tuple(derived.persons.values()))
    repository.save_owners(connection, team_id, derived.owners)
    gone = {ids.person_id(team_id, name) for name in component} - derived.persons.keys()
    if gone:
        repository.delete_persons(connection, team_id, gone)
    strays = component - derived.owners.keys()
    if strays:
        repository.delete_owners(connection, team_id, strays)


def _mark(team_id: int, told: Untold) -> None:
    with transaction() as connection:
        # The lock keeps this from meeting another worker's updates in another order.
        repository.lock_persons(connection, team_id)
        repository.mark_published(connection, team_id, told.persons, told.owners)
        mark_published(connection, team_id, told.groups)


def _join(
    known: Mapping[str, Registers], batch: Batch, cuts: Mapping[str, Cut]
) -> dict[str, Registers]:
    """Return what the batch changes; what was said of ids before their deletion does not count."""
    changed: dict[str, Registers] = {}
    for distinct_id, said in batch.effects.items():
        after = cuts.get(distinct_id, UNCUT).writes_after
        effects = [effect for effect in said if effect.stamp.at > after]
        if not effects:
            continue
        new = registers_of(effects)
        old = known.get(distinct_id)
        joined = new if old is None else join(old, new)
        if joined is not old:
            changed[distinct_id] = joined
    return changed


def _ends(links: set[Link] | tuple[Link, ...]) -> set[str]:
    return {name for link in links for name in (link.source, link.target)}
