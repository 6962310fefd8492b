"""Rows of what a project defines, written as later parts of the product will write them."""

from __future__ import annotations

import json
from typing import Any

from shared import ids
from shared.postgres.transaction import transaction


def add_property(
    team_id: int, kind: str, name: str, property_type: str | None, *, group_type_index: int = -1
) -> None:
    """Define a property of the project."""
    _execute(
        "INSERT INTO property_definitions (team_id, type, group_type_index, name, property_type)"
        " VALUES (%s, %s, %s, %s, %s)",
        [team_id, kind, group_type_index, name, property_type],
    )


def add_group_type(team_id: int, index: int, name: str) -> None:
    """Define a group type of the project."""
    _execute(
        "INSERT INTO group_types (team_id, group_type_index, group_type) VALUES (%s, %s, %s)",
        [team_id, index, name],
    )


def add_variable(team_id: int, code_name: str, default: Any) -> None:
    """Define a variable of the project."""
    _execute(
        "INSERT INTO insight_variables (id, team_id, name, code_name, type, default_value)"
        " VALUES (%s, %s, %s, %s, 'String', %s)",
        [ids.uuid7(), team_id, code_name, code_name, json.dumps(default)],
    )


def add_action(team_id: int, name: str, steps: list[dict[str, Any]]) -> int:
    """Define an action of the project and return its id."""
    return _execute(
        "INSERT INTO actions (team_id, name, steps) VALUES (%s, %s, %s) RETURNING id",
        [team_id, name, json.dumps(steps)],
    )


def add_cohort(team_id: int, name: str, *, is_static: bool = True, version: int = 0) -> int:
    """Define a cohort of the project and return its id."""
    return _execute(
        "INSERT INTO cohorts (team_id, name, is_static, version) VALUES (%s, %s, %s, %s)"
        " RETURNING id",
        [team_id, name, is_static, version],
    )


def _execute(statement: str, values: list[Any]) -> int:
    with transaction() as connection:
        cursor = connection.execute(statement.encode(), values)
        row = cursor.fetchone() if cursor.description else None
    return 0 if row is None else int(row[0])
