"""``(VALUES (1, 'a'), (2, 'b')) AS t (n, s)``: rows that stand in the query itself (hogql 5.10).

VALUES (1, 'a'), (2, 'b')
    ->  SELECT col0, col1 FROM (SELECT 1 AS one) AS q ARRAY JOIN [1, 2] AS col0, ['a', 'b'] AS col1
"""

from typing import TYPE_CHECKING

from hogql.plan.making import array
from hogql.plan.nodes import Alias, Local, Node, Value
from hogql.plan.queries import Column, Join, Select
from hogql.plan.sources import QuerySource
from hogql.resolver.coerce import as_value
from hogql.resolver.scope import Scope, at
from hogql.types import INT, join

if TYPE_CHECKING:
    from hogql import ast


def values_query(node: "ast.ValuesQuery", parent: Scope) -> Select:
    """The rows as a SELECT, its columns named ``col0``, ``col1``, ..."""
    width = len(node.rows[0])
    scope = Scope(state=parent.state, parent=parent, clause="VALUES")
    rows: list[tuple[Node, ...]] = []
    for row in node.rows:
        if len(row) != width:
            raise at(row[0], f"All rows of VALUES need {width} values")
        rows.append(tuple(as_value(scope.resolve(item)) for item in row))
    columns: list[Column] = []
    arrays: list[Node] = []
    for place, items in enumerate(zip(*rows, strict=True)):
        of = join(tuple(item.type for item in items))
        name = f"col{place}"
        found = array(items, of)
        arrays.append(Alias(found.type, found, name))
        columns.append(Column(name=name, expr=Local(of, name), alias=name))
    one = Select(columns=[Column(name="one", expr=Value(INT, 1), alias="one")])
    return Select(
        columns=columns,
        joins=[Join(source=QuerySource(alias="q", query=one))],
        array_join=("ARRAY JOIN", tuple(arrays)),
    )
