"""Persons and UUIDs compared with each other: by the person's key on both sides (clickhouse 7.5).

    person_id IN (SELECT id FROM persons)       ->  {key} IN (SELECT cityHash64(id) FROM (..))
    persons.id IN (SELECT person_id FROM events) ->  cityHash64(id) IN (SELECT {key} FROM ..)

Comparing UUIDs would miss the events of merged persons, and look up the UUID of every row.
"""

from hogql.plan.making import call
from hogql.plan.nodes import Node, Output
from hogql.plan.queries import Column, CommonTable, Join, Query, Select, columns_of
from hogql.plan.sources import QuerySource
from hogql.resolver.outputs import name_outputs
from hogql.types import INT, Type, with_null


def are_person_and_id(left: Type, right: Type) -> bool:
    """Whether one side is a person and the other one a UUID."""
    return {left.kind, right.kind} == {"person", "uuid"}


def as_key(node: Node) -> Node:
    """A person as it is; the key of the person whose UUID it is, otherwise."""
    if node.type.kind != "uuid":
        return node
    return call("cityHash64", with_null(INT, node.type.nullable), node)


def keys_of(query: Query, common: CommonTable | None) -> Select:
    """The keys of the persons whose UUIDs a query gives."""
    name_outputs(query)
    source = QuerySource(alias="ids", query=query, common=common)
    first = columns_of(query)[0]
    identity = Output(first.expr.type, source, first.alias or first.name)
    return Select(columns=[Column(name="key", expr=as_key(identity))], joins=[Join(source=source)])
