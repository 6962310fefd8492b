"""Loads what a compilation may know of a project: only what the trees of the query speak of.

    trees  ->  actions and cohorts by name, types of the properties, group types, system rows
           ->  Context                                        hogql does no I/O (hogql 1.4)

The condition of an action may speak of further cohorts and properties, so actions come first.
"""

from typing import TYPE_CHECKING, Final

from pydantic import TypeAdapter, ValidationError

from hogql import ast
from hogql.context import DEFAULT_LIMITS, Action, Cohort, Context, PropertyType
from hogql.errors import HogQLError
from hogql.insights.context import InsightContext
from hogql.insights.editor.models import HogQLMetadata
from hogql.insights.mentions import mentions_of
from hogql.insights.sql.build import missing_variables
from hogql.insights.sql.models import HogQLQuery
from hogql.insights.web.goals import MOST_GOALS
from hogql.parser import parse_expr
from hogql.property_filters.actions import action_condition
from hogql.property_filters.facts import PathRule
from hogql.property_filters.models import PropertyFilter
from hogql.references import References, find_references
from hogql.schema.naming import system_tables_of, tables_of
from shared.domain.actions.repository import find_actions, list_actions
from shared.domain.cohorts.repository import find_cohorts, list_cohorts
from shared.domain.groups.repository import list_group_types
from shared.domain.insight_variables.repository import find_default_values
from shared.domain.property_definitions.repository import find_property_types
from shared.domain.queries.system_rows import load_system_rows
from shared.errors import InvalidRequestError
from shared.postgres.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from psycopg import Connection
    from pydantic import BaseModel, JsonValue

    from hogql.property_filters.facts import FilterFacts
    from shared.domain.cohorts.repository import StoredCohort
    from shared.domain.property_definitions.repository import StoredDefinition
    from shared.domain.queries.asking import Asking
    from shared.domain.teams.models import Project

_FILTERS: Final = TypeAdapter(tuple[PropertyFilter, ...])
MOST_NAMES: Final = 2000
LARGEST_ID: Final = 2**31 - 1
MAX_ROUNDS: Final = 5
OF_VERSIONS: Final = frozenset({"cohort_people", "raw_cohort_people"})
"""Tables that show members of cohorts' current versions, whichever cohorts they are."""

_TYPES: Final[dict[str, PropertyType]] = {
    "String": "String",
    "Numeric": "Numeric",
    "Boolean": "Boolean",
    "DateTime": "DateTime",
    "Duration": "Numeric",
}


def load_facts(asking: "Asking", request: "BaseModel") -> InsightContext:
    """Return what the meaning of a node depends on."""
    project = asking.project
    code_names, mentions = _storable(_missing(request)), mentions_of(request)
    variables: dict[str, JsonValue] = {}
    actions: dict[int, str] = {}
    cohorts: dict[int, str] = {}
    if code_names or mentions.actions or mentions.cohorts or mentions.wants_goals:
        with transaction() as connection:
            variables = find_default_values(connection, project.id, code_names=code_names)
            action_ids, cohort_ids = _small(mentions.actions), _small(mentions.cohorts)
            found = find_actions(connection, project.id, ids=action_ids, names=())
            goals = _goals(connection, project.id) if mentions.wants_goals else {}
            actions = {**goals, **{action.id: action.name for action in found}}
            kept = find_cohorts(connection, project.id, ids=cohort_ids, names=())
            cohorts = {cohort.id: cohort.name for cohort in kept}
    return InsightContext(
        timezone=project.timezone,
        week_start_day=project.week_start_day or 0,
        now=asking.now,
        test_account_filters=_test_account_filters(project, request),
        row_limit=DEFAULT_LIMITS[asking.limit_context],
        variables=variables,
        actions=actions,
        cohorts=cohorts,
        path_cleaning=_path_rules(project),
        aggregate_users_by_distinct_id=project.aggregate_users_by_distinct_id,
    )


def _goals(connection: "Connection", team_id: int) -> dict[int, str]:
    """The names of the actions that were changed last, by id."""
    latest = list_actions(connection, team_id, patterns=(), limit=MOST_GOALS, offset=0)
    return {action.id: action.name for action in latest}


def load_context(asking: "Asking", trees: "Sequence[ast.Node]", facts: InsightContext) -> Context:
    """Return the context in which these trees compile."""
    team_id = asking.project.id
    with transaction() as connection:
        actions = _load_actions(connection, team_id, trees, facts.facts)
        known = (*trees, *(parse_expr(action.condition) for action in actions))
        names = _names_in(known)
        types = find_property_types(connection, team_id, names=names) if names else []
        tables = frozenset(name for tree in known for name in tables_of(tree))
        system = frozenset(name for tree in known for name in system_tables_of(tree))
        return Context(
            team_id=team_id,
            timezone=asking.project.timezone,
            week_start_day=asking.project.week_start_day or 0,
            limit_context=asking.limit_context,
            group_types=list_group_types(connection, team_id),
            property_types=_types_of(types, "event"),
            person_property_types=_types_of(types, "person"),
            group_property_types=_types_of_groups(types),
            actions=actions,
            cohorts=_load_cohorts(connection, team_id, known, tables),
            system=load_system_rows(connection, team_id, system),
            restrictions=asking.restrictions,
            user_id=asking.user_id if asking.is_personal else None,
        )


def _path_rules(project: "Project") -> tuple[PathRule, ...]:
    """The project's rules in the order they apply in; those without a number keep theirs."""
    rules = sorted(project.path_cleaning_filters, key=lambda rule: rule.order or 0)
    return tuple(PathRule(regex=rule.regex, alias=rule.alias) for rule in rules)


def _missing(request: "BaseModel") -> tuple[str, ...]:
    """The variables that the node's text uses and gives no value; none in what is no query."""
    for one in _asked(request):
        if isinstance(one, HogQLQuery | HogQLMetadata):
            try:
                return missing_variables(one.query, one.variables)
            except HogQLError:
                return ()  # whoever parses the text next says what is wrong with it, and where
    return ()


def _asked(request: object) -> "Iterator[object]":
    """The node, and those that it asks about: who is behind a number depends on that number."""
    while request is not None:
        yield request
        request = getattr(request, "source", None)


def _test_account_filters(project: "Project", request: "BaseModel") -> tuple[PropertyFilter, ...]:
    """Return the project's filters if the node asks for them; others need not be readable."""
    holders = (getattr(one, "filters", None) or one for one in _asked(request))
    if not any(getattr(holder, "filter_test_accounts", None) for holder in holders):
        return ()
    try:
        return _FILTERS.validate_python(project.test_account_filters)
    except ValidationError as error:
        raise InvalidRequestError(
            "The project's filters for test accounts cannot be read.", attr="filterTestAccounts"
        ) from error


def _load_actions(
    connection: "Connection", team_id: int, trees: "Sequence[ast.Node]", facts: "FilterFacts"
) -> tuple[Action, ...]:
    """The actions that the trees name, and those that these name in turn."""
    found: dict[int, Action] = {}
    wanted = _references(trees)
    for _ in range(MAX_ROUNDS):
        ids, names = _small(wanted.action_ids), _storable(wanted.action_names)
        if not ids and not names:
            break
        stored = find_actions(connection, team_id, ids=ids, names=names)
        new = {
            action.id: Action(
                id=action.id, name=action.name, condition=action_condition(action.steps, facts)
            )
            for action in stored
            if action.id not in found
        }
        found.update(new)
        wanted = _references([parse_expr(action.condition) for action in new.values()])
    return tuple(found.values())


def _load_cohorts(
    connection: "Connection",
    team_id: int,
    trees: "Sequence[ast.Node]",
    tables: frozenset[str],
) -> tuple[Cohort, ...]:
    wanted = _references(trees)
    ids, names = _small(wanted.cohort_ids), _storable(wanted.cohort_names)
    stored: list[StoredCohort] = []
    if tables & OF_VERSIONS:
        stored = list_cohorts(connection, team_id)
    elif ids or names:
        stored = find_cohorts(connection, team_id, ids=ids, names=names)
    return tuple(
        Cohort(id=each.id, name=each.name, is_static=each.is_static, version=each.version)
        for each in stored
    )


def _references(trees: "Iterable[ast.Node]") -> References:
    found = References()
    for tree in trees:
        found |= find_references(tree)
    return found


def _small(ids: "Iterable[int]") -> frozenset[int]:
    """Ids that can be some; a larger number is nobody's."""
    return frozenset(each for each in ids if 0 <= each <= LARGEST_ID)


def _types_of(types: "Iterable[StoredDefinition]", kind: str) -> dict[str, PropertyType]:
    return {
        each.name: _TYPES[each.property_type]
        for each in types
        if each.type == kind and each.property_type is not None
    }


def _types_of_groups(
    types: "Iterable[StoredDefinition]",
) -> dict[tuple[int, str], PropertyType]:
    return {
        (each.group_type_index, each.name): _TYPES[each.property_type]
        for each in types
        if each.type == "group" and each.property_type is not None
    }


def _names_in(trees: "Iterable[ast.Node]") -> list[str]:
    """Every name in the trees that may be the key of a property."""
    found: dict[str, None] = {}
    for tree in trees:
        for node in ast.walk(tree):
            found.update(dict.fromkeys(_keys_of(node)))
    return _storable(found)[:MOST_NAMES]


def _storable(names: "Iterable[str]") -> list[str]:
    """The names that something may have: PostgreSQL holds none with a NUL."""
    return [name for name in names if "\0" not in name]


def _keys_of(node: ast.Node) -> "Iterator[str]":
    if isinstance(node, ast.Field):
        yield from node.chain[1:]
    elif isinstance(node, ast.ArrayAccess):
        yield from _texts((node.property,))
    elif isinstance(node, ast.Call) and node.name.lower().startswith("json"):
        yield from _texts(node.args)


def _texts(nodes: "Iterable[ast.Node]") -> "Iterator[str]":
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
