"""``IN COHORT``: whether a person is a member, by key: merged persons count too (clickhouse 7.5).

    person_id IN COHORT 5        ->  key IN (SELECT key of each member FROM cohort_people ...)
    person_id NOT IN COHORT 'a'  ->  the same of the static table when the cohort named so is static

Only cohorts that the context lists exist: it holds those of the query's own team (hogql 7.1.10).
The keys of members are resolved as those of events are: a member merged later still counts.
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.errors import ForbiddenQueryError
from hogql.plan.making import all_of, call, truth
from hogql.plan.nodes import Column as RawColumn
from hogql.plan.nodes import Logic, Node, Person, SubQuery, Value
from hogql.plan.queries import Column, Join, Select
from hogql.plan.sources import TableSource
from hogql.references import named_items
from hogql.resolver.calls.known import find_known
from hogql.resolver.scope import at, free_name
from hogql.schema.cohorts import COHORT_PEOPLE, MEMBER, STATIC_COHORT_PEOPLE
from hogql.types import BOOL, INT, PERSON

if TYPE_CHECKING:
    from hogql.context import Cohort
    from hogql.plan.nodes import CompareOp
    from hogql.resolver.scope import Scope
    from hogql.schema.columns import Table

MEMBERS: Final = "members"
MAX_COHORTS: Final = 50


def resolve_in_cohort(node: ast.CompareOperation, scope: "Scope") -> Node:
    """``IN COHORT`` one, or any of a list of them; negated: in none of them."""
    items = named_items(node.right)
    if not 1 <= len(items) <= MAX_COHORTS:
        raise at(node, f"IN COHORT takes one cohort, or a list of at most {MAX_COHORTS}")
    op: Final = "IN" if node.op is ast.CompareOperationOp.InCohort else "NOT IN"
    person = _person_of(node, scope)
    tests = tuple(_test(op, person, item, scope) for item in items)
    if len(tests) == 1 or op == "NOT IN":
        return all_of(tests)
    return Logic(BOOL, "OR", tests)


def _person_of(node: ast.CompareOperation, scope: "Scope") -> Node:
    found = scope.resolve(node.left)
    if found.type.kind == "person":
        return found
    if found.type.kind == "uuid":
        return call("cityHash64", INT, found)
    raise at(node.left, "IN COHORT needs a person", "Write person_id IN COHORT ...")


def _test(op: "CompareOp", person: Node, item: ast.Node, scope: "Scope") -> Node:
    cohort = find_known(item, scope.state.context.cohorts, noun="cohort", use="IN COHORT")
    table = STATIC_COHORT_PEOPLE if cohort.is_static else COHORT_PEOPLE
    if table.name in scope.state.context.restrictions.tables:
        message = f"You may not read the table `{table.name}`."
        raise ForbiddenQueryError(message, start=item.start, end=item.end)
    of = PERSON if person.type.kind == "person" else INT
    return truth(op, person, SubQuery(of, _members(cohort, table, scope)))


def _members(cohort: "Cohort", table: "Table", scope: "Scope") -> Select:
    """The members of a cohort: of a dynamic one, those of its last finished calculation."""
    source = TableSource(alias=free_name(MEMBERS, scope.state.taken), table=table)
    wanted = {"cohort_id": cohort.id}
    if not cohort.is_static:
        wanted["version"] = cohort.version
    person = Person(PERSON, source, MEMBER.physical, MEMBER.key)
    select = Select(
        columns=[Column(name="person_id", expr=person)],
        joins=[Join(source=source)],
        where=tuple(
            truth("=", RawColumn(INT, source, name), Value(INT, value))
            for name, value in wanted.items()
        ),
    )
    scope.state.selects.append(select)
    return select
