"""Persons: counted and grouped by key, shown as UUID, merges resolved (clickhouse 7.2, 7.7).

uniq(person_id), GROUP BY person_id  ->  dictGetOrDefault(..., person_key, person_key)
SELECT person_id                     ->  the UUID, through a join with person_overrides
the same of a sub-query              ->  one more column of the sub-query
"""

from typing import TYPE_CHECKING

from hogql.plan.making import call
from hogql.plan.nodes import (
    Column,
    Function,
    Infix,
    Node,
    Output,
    Person,
    PersonId,
    PersonKey,
    PersonOutput,
    Value,
)
from hogql.plan.queries import arms_of
from hogql.plan.sources import TableSource
from hogql.resolver.access import hand_out
from hogql.schema.tables import PERSON_OVERRIDES
from hogql.types import BOOL, INT, UUID

if TYPE_CHECKING:
    from hogql.transforms.lower import Frame


def lower_person(node: Person) -> Node:
    """The key of the person an event belongs to now."""
    return PersonKey(INT, node.source)


def lower_person_id(node: PersonId, frame: "Frame") -> Node:
    """The UUID of a person; of a group of rows, that of any row, since all belong to one person."""
    if isinstance(node.person, Person):
        found = _of_event(node.person.source)
    elif isinstance(node.person, PersonOutput):
        found = _of_output(node.person)
    else:
        found = frame.lower(node.person)
    if frame.is_grouped and not frame.inside_aggregate:
        return Function(UUID, "any", (found,))
    return found


def _of_event(source: TableSource) -> Node:
    if source.overrides is None:
        source.overrides = TableSource(alias=f"{source.alias}__person", table=PERSON_OVERRIDES)
    old_key = Column(INT, source.overrides, "old_key")
    is_same = Infix(BOOL, "=", old_key, Value(INT, 0))
    own = Column(UUID, source, "person_id")
    return call("if", UUID, is_same, own, Column(UUID, source.overrides, "person_id"))


def _of_output(node: PersonOutput) -> Node:
    name = node.name
    arms = arms_of(node.source.query)
    place = next(at for at, column in enumerate(arms[0].columns) if column.alias == name)
    names = [hand_out(arm, PersonId(UUID, arm.columns[place].expr)) for arm in arms]
    return Output(UUID, node.source, names[0])
