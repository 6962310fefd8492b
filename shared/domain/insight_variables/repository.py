"""Reads the project's variables for queries: ``{variables.country}``."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from psycopg import Connection
    from pydantic import JsonValue


def find_default_values(
    connection: "Connection", team_id: int, *, code_names: "Iterable[str]"
) -> "dict[str, JsonValue]":
    """Return the values that these variables have where a query gives none."""
    rows = connection.execute(
        "SELECT code_name, default_value FROM insight_variables"
        " WHERE team_id = %s AND code_name = ANY(%s)",
        [team_id, list(code_names)],
    ).fetchall()
    return {str(code_name): value for code_name, value in rows}


def list_code_names(connection: "Connection", team_id: int) -> tuple[str, ...]:
    """Return the names that queries may write behind ``variables.``."""
    rows = connection.execute(
        "SELECT code_name FROM insight_variables WHERE team_id = %s ORDER BY code_name LIMIT 500",
        [team_id],
    ).fetchall()
    return tuple(str(code_name) for (code_name,) in rows)
