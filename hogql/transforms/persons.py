"""Persons: counted and grouped by key, shown as UUID, merges resolved (clickhouse 7.2, 7.7).

uniq(person_id), GROUP BY person_id  ->  dictGetOrDefault(..., person_key, person_key)
SELECT person_id                     ->  the UUID, through a join with person_overrides
the same of a sub-query              ->  one more column of the sub-query
"""

from typing import TYPE_CHECKING, Final

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
from hogql.plan.queries import Join, arms_of
from hogql.plan.sources import QuerySource, TableSource
from hogql.resolver.reach.access import hand_out
from hogql.schema.tables import PERSON_OVERRIDES
from hogql.types import BOOL, INT, NULL, UUID, with_null

if TYPE_CHECKING:
    from hogql.transforms.lower import Frame


OVERRIDES: Final = "overrides"
"""The lazy join, by name, that gives the UUIDs of merged persons."""


def lower_person(node: Person) -> Node:
    """The key of the person a row belongs to now."""
    return PersonKey(INT, node.source, node.column, node.key)


def lower_person_id(node: PersonId, frame: "Frame") -> Node:
    """The UUID of a person; of a group of rows, that of any row, since all belong to one person."""
    if isinstance(node.person, Person):
        found = _of_row(node.person)
    elif isinstance(node.person, PersonOutput):
        found = _of_output(node.person)
    else:
        found = frame.lower(node.person)
    if not frame.is_grouped or frame.inside_aggregate:
        return found
    one = Function(UUID, "any", (found,))
    key = frame.lower(node.person)
    if key not in frame.rolled:
        return one
    is_total = Infix(BOOL, "=", call("grouping", INT, key), Value(INT, 1))
    return call("if", with_null(UUID), is_total, Value(NULL, None), one)


def _of_row(node: Person) -> Node:
    key: Node = Column(INT, node.source, node.key or node.column)
    if not node.key:
        key = call("cityHash64", INT, key)
    return id_now(node.source, Column(UUID, node.source, node.column), key)


def id_now(source: TableSource | QuerySource, own: Node, key: Node) -> Node:
    """The UUID that the person ``own`` goes by now; looked up by ``key`` beside ``source``."""
    overrides = _overrides(source, key)
    is_same = Infix(BOOL, "=", Column(INT, overrides, "old_key"), Value(INT, 0))
    return call("if", UUID, is_same, own, Column(UUID, overrides, "person_id"))


def _overrides(source: TableSource | QuerySource, key: Node) -> TableSource:
    known = source.joined.get(OVERRIDES)
    if known is not None and isinstance(known.source, TableSource):
        return known.source
    overrides = TableSource(alias=f"{source.alias}__person", table=PERSON_OVERRIDES)
    on = Infix(BOOL, "=", key, Column(INT, overrides, "old_key"))
    source.joined[OVERRIDES] = Join(source=overrides, kind="LEFT ANY JOIN", on=on)
    return overrides


def _of_output(node: PersonOutput) -> Node:
    name = node.name
    arms = arms_of(node.source.query)
    place = next(at for at, column in enumerate(arms[0].columns) if column.alias == name)
    names = [hand_out(arm, PersonId(UUID, arm.columns[place].expr)) for arm in arms]
    return Output(UUID, node.source, names[0])
