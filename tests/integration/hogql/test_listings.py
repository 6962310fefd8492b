"""Rows as a table shows them: every way to another table, joined before or behind the limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hogql.compile import compile_query
from hogql.schema.columns import LazyJoin
from hogql.schema.tables import TABLES
from tests.integration.hogql.tables_data import CONTEXT, ask

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client


def _paths(name: str, depth: int = 2) -> list[str]:
    """A column of every table that is reached from one in at most so many steps."""
    found: list[str] = []
    for field, kind in TABLES[name].fields.items():
        if isinstance(kind, LazyJoin):
            found.append(f"`{field}`.`{TABLES[kind.table].star[0]}`")
            if depth > 1:
                found.extend(f"`{field}`.{path}" for path in _paths(kind.table, depth - 1))
    return found


@pytest.mark.parametrize("name", [name for name in sorted(TABLES) if _paths(name)])
def test_every_table_that_another_leads_to_can_be_read(tables: Client, name: str) -> None:
    for path in _paths(name):
        listed = ask(tables, f"SELECT {path} FROM {name} ORDER BY 1")
        found = ask(tables, f"SELECT {path} FROM {name} WHERE {path} IS NOT NULL ORDER BY 1")
        assert len(listed) > 0
        assert found == [row for row in listed if row != (None,)]
        assert "_8" not in repr(listed)


DECORATED = (
    "uuid, event, person_id",
    "uuid, person.properties.email, person.created_at",
    "uuid, concat(event, ' ', toString(person_id), person.properties.plan ?? '')",
    "uuid, session.$entry_pathname, company.properties.name, pdi.person.properties.plan",
    "uuid, person.properties, properties, person_id AS listing",
    "uuid, event AS e, if(e = 'view', person.properties.email, e)",
    "uuid, person.properties.plan IN (SELECT properties.plan FROM persons)",
    "uuid, JSONExtractString(person.properties, 'plan')",
)


@pytest.mark.parametrize("columns", DECORATED)
@pytest.mark.parametrize("order", ["timestamp DESC", "event DESC, uuid", "person_id, uuid"])
def test_a_listing_joined_late_shows_what_all_rows_show(
    tables: Client, columns: str, order: str
) -> None:
    everything = {row[0]: row for row in ask(tables, f"SELECT {columns} FROM events")}
    expected = ask(tables, f"SELECT uuid FROM events ORDER BY {order} LIMIT 3 OFFSET 1")
    listed = ask(tables, f"SELECT {columns} FROM events ORDER BY {order} LIMIT 3 OFFSET 1")
    assert listed == [everything[uuid] for (uuid,) in expected]


def test_a_listing_joins_behind_its_limit() -> None:
    query = "SELECT person_id, person.created_at FROM events ORDER BY timestamp LIMIT 5"
    found = compile_query(query, CONTEXT).sql
    assert found.index("LIMIT 5") < found.index("JOIN")
    needed = "SELECT event FROM events ORDER BY person.created_at, person_id LIMIT 5"
    assert compile_query(needed, CONTEXT).sql.rindex("JOIN") < compile_query(
        needed, CONTEXT
    ).sql.index("LIMIT 5")
