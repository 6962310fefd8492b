"""What the schema file becomes before it is run."""

import pytest

from hogql.schema.hot import HOT_COLUMNS, HotColumn
from shared.clickhouse.migrate import FOLDER, render

SCHEMA = (FOLDER / "0001_schema.sql").read_text()


def test_every_statement_is_idempotent_and_has_no_placeholder_left() -> None:
    statements = render(SCHEMA, database="hedgerow", cluster=False)
    assert len(statements) == 22
    for statement in statements:
        assert statement.startswith("CREATE")
        assert "IF NOT EXISTS `hedgerow`." in statement
        assert "$DB" not in statement
        assert "$ONCL" not in statement
        assert "$HOT" not in statement
        assert "$E" not in statement


def test_a_cluster_gets_replicated_engines_on_every_server() -> None:
    for statement in render(SCHEMA, database="hedgerow", cluster=True):
        assert "ON CLUSTER '{cluster}'" in statement
        assert "ENGINE = Replicated" in statement or "DICTIONARY" in statement


@pytest.mark.parametrize("column", HOT_COLUMNS, ids=lambda column: str(column.name))
def test_events_has_each_hot_column(column: HotColumn) -> None:
    events = render(SCHEMA, database="hedgerow", cluster=False)[0]
    assert f"`{column.name}` {column.type}," in events
