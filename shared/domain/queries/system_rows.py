"""The rows of ``system.*`` tables: what the project consists of, without anything secret.

    {"cohorts"}, team  ->  PostgreSQL  ->  {"cohorts": SystemRows(...)}

One statement for each table that the product has; the columns are those of ``hogql/schema/system``
in their order. A table without a statement here has no rows yet.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, LiteralString, TypeAlias
from uuid import UUID

from hogql.context import SystemRows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from psycopg import Connection

Value: TypeAlias = str | int | float | bool | None
MOST: Final = 10_000
"""Rows of one table that a query may see; the newest first."""

STATEMENTS: Final[dict[str, LiteralString]] = {
    "actions": (
        "SELECT id, name, description, deleted, steps::text AS steps, created_by_id, created_at,"
        " updated_at FROM actions WHERE team_id = %(team_id)s ORDER BY id DESC"
    ),
    "activity_logs": (
        "SELECT id, activity, item_id, scope, detail::text AS detail, user_id, created_at"
        " FROM activity_log WHERE team_id = %(team_id)s ORDER BY created_at DESC, id DESC"
    ),
    "cohorts": (
        "SELECT id, name, description, deleted, is_static, is_calculating, count,"
        " filters::text AS filters, version, last_calculation, created_by_id, created_at"
        " FROM cohorts WHERE team_id = %(team_id)s ORDER BY id DESC"
    ),
    "event_definitions": (
        "SELECT name, description, created_at, last_seen_at"
        " FROM event_definitions WHERE team_id = %(team_id)s"
        " ORDER BY last_seen_at DESC NULLS LAST, name"
    ),
    "groups": (
        "SELECT group_type_index AS index, group_type, name_singular, name_plural"
        " FROM group_types WHERE team_id = %(team_id)s ORDER BY group_type_index"
    ),
    "insight_variables": (
        "SELECT id, name, code_name, type, default_value::text AS default_value"
        " FROM insight_variables WHERE team_id = %(team_id)s ORDER BY created_at DESC, id"
    ),
    "property_definitions": (
        "SELECT name, type, property_type,"
        " coalesce(property_type IN ('Numeric', 'Duration'), false) AS is_numerical"
        " FROM property_definitions WHERE team_id = %(team_id)s ORDER BY created_at DESC, name"
    ),
    "teams": (
        "SELECT id, uuid, name, timezone, created_at, updated_at FROM teams WHERE id = %(team_id)s"
    ),
}


def load_system_rows(
    connection: "Connection", team_id: int, tables: "Iterable[str]"
) -> dict[str, SystemRows]:
    """Return the project's rows of these tables."""
    return {
        name: _rows(connection, team_id, STATEMENTS[name])
        for name in sorted(set(tables) & STATEMENTS.keys())
    }


def _rows(connection: "Connection", team_id: int, statement: LiteralString) -> SystemRows:
    parameters = {"team_id": team_id, "most": MOST}
    found = connection.execute(statement + " LIMIT %(most)s", parameters).fetchall()
    return SystemRows(rows=tuple(tuple(_value(value) for value in row) for row in found))


def _value(value: object) -> Value:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"A system table can not hold {type(value).__name__}.")
