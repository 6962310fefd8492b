import pytest

from hogql.guard import GuardError, write_guard
from hogql.plan.making import call, text, truth, tuple_of
from hogql.plan.nodes import Column, Node, Value
from hogql.plan.sources import Reading, TableSource
from hogql.printer.selects import Printer
from hogql.schema.columns import Table
from hogql.schema.events import EVENTS
from hogql.schema.tables import PERSON_OVERRIDES
from hogql.types import INT, STRING


def events() -> TableSource:
    return TableSource(alias="e", table=EVENTS)


def test_only_what_was_asked_for_is_read() -> None:
    source = events()
    source.read(Reading("column", "event"))
    assert source.read(Reading("value", "properties", "plan")) == "p1"
    assert source.read(Reading("has", "properties", "plan")) == "p2"
    assert source.read(Reading("value", "properties", "plan")) == "p1"
    assert write_guard(source, Printer(7)) == (
        "(SELECT event, properties[{hogql_val_0:String}] AS p1, "
        "mapContains(properties, {hogql_val_0:String}) AS p2 "
        "FROM events PREWHERE team_id = 7) AS e"
    )


def test_the_team_s_own_column_gets_another_name_outside() -> None:
    source = events()
    assert source.read(Reading("column", "team_id")) == "own_team"
    assert "team_id AS own_team" in write_guard(source, Printer(7))


def test_a_table_with_versions_is_read_with_final() -> None:
    source = TableSource(alias="o", table=PERSON_OVERRIDES)
    source.read(Reading("column", "person_id"))
    assert "FROM person_overrides FINAL PREWHERE team_id = 7)" in write_guard(source, Printer(7))


def unsafe_bounds(source: TableSource) -> list[Node]:
    event = Column(STRING, source, "event")
    other = Column(STRING, events(), "event")
    return [
        call("toInt64", INT, event),
        truth("=", call("lower", STRING, event), text("a")),
        truth("=", event, Column(STRING, source, "distinct_id")),
        truth("=", Column(STRING, source, "elements_chain"), text("a")),
        truth("=", Column(INT, source, "team_id"), Value(INT, 8)),
        truth("=", other, text("a")),
        truth("IN", event, tuple_of((text("a"), event))),
    ]


@pytest.mark.parametrize("index", range(7))
def test_a_condition_that_could_throw_or_widen_is_refused(index: int) -> None:
    source = events()
    source.bounds = (unsafe_bounds(source)[index],)
    with pytest.raises(GuardError):
        write_guard(source, Printer(7))


def test_a_table_that_is_not_on_the_list_is_refused() -> None:
    table = Table(name="secrets", physical="secrets", fields={})
    with pytest.raises(GuardError):
        write_guard(TableSource(alias="s", table=table), Printer(7))
