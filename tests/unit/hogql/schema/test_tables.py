"""The schema as data: what it promises to the resolver, the guard and the verifier."""

import re
from pathlib import Path
from typing import Final

import pytest

from hogql.parser import parse_expr, parse_select
from hogql.resolver.describe import describe
from hogql.schema.columns import (
    Computed,
    Expression,
    Inner,
    LazyJoin,
    SystemTable,
    Table,
    VirtualTable,
)
from hogql.schema.naming import system_tables_of, tables_of
from hogql.schema.tables import PHYSICAL_TABLES, TABLES

ROOT: Final = Path(__file__).parents[4]
DDL: Final = "\n".join(
    path.read_text() for path in sorted((ROOT / "shared/clickhouse/migrations").glob("*.sql"))
)
SETTINGS_LIKE: Final = ("token", "secret", "password", "api_key", "config", "inputs")


def physical(table: VirtualTable) -> Table | None:
    if isinstance(table, SystemTable):
        return None
    return table.base if isinstance(table, Computed) else table


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_field_resolves_and_every_star_is_of_fields(name: str) -> None:
    table = TABLES[name]
    assert set(describe(name)) == set(table.fields)
    assert set(table.star) <= set(table.fields)
    assert "team_id" not in table.star


@pytest.mark.parametrize("name", sorted(TABLES))
def test_lazy_joins_lead_to_tables_that_exist(name: str) -> None:
    for field in TABLES[name].fields.values():
        if isinstance(field, LazyJoin):
            assert field.table in TABLES
            assert parse_expr(field.on) is not None
        if isinstance(field, Inner | Expression):
            assert parse_expr(field.text) is not None


@pytest.mark.parametrize("name", sorted(PHYSICAL_TABLES))
def test_every_physical_table_is_one_of_the_migrations(name: str) -> None:
    assert re.search(rf"CREATE TABLE IF NOT EXISTS (\$DB\.)?{name}\b", DDL)


def test_no_column_of_a_system_table_could_hold_a_secret() -> None:
    names = [
        field
        for table in TABLES.values()
        if isinstance(table, SystemTable)
        for field in table.fields
    ]
    assert [name for name in names if any(word in name for word in SETTINGS_LIKE)] == []


def test_a_table_read_with_final_pushes_sorting_keys_only() -> None:
    for table in TABLES.values():
        base = physical(table)
        if base is None or not base.final:
            continue
        found = re.search(
            rf"CREATE TABLE IF NOT EXISTS \$DB\.{base.physical}\b.*?ORDER BY \((.*?)\)", DDL, re.S
        )
        assert found is not None
        assert base.safe <= {key.strip() for key in found[1].split(",")}


def test_the_tables_of_a_query_are_told_before_it_is_compiled() -> None:
    tree = parse_select(
        "SELECT 1 FROM system.cohorts AS c JOIN (SELECT * FROM system.teams) AS t ON 1 = 1 "
        "WHERE 1 IN (SELECT id FROM persons)"
    )
    assert system_tables_of(tree) == {"cohorts", "teams"}
    assert "persons" in tables_of(tree)
