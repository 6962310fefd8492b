"""No function throws on a row's value (hogql 7.1.6): every one runs over rows of poison."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from clickhouse_connect.driver.exceptions import DatabaseError

from hogql.compile import compile_query
from hogql.context import Context
from hogql.functions.registry import all_functions, find_function
from tests.integration.hogql.asking import rows_of
from tests.integration.hogql.poison import over_poison

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

CALLS: Final = Path(__file__).parents[2] / "fixtures" / "hogql" / "calls.txt"
PROJECT: Final = Context(team_id=7, timezone="Europe/Lisbon", week_start_day=1)
AT_ONCE: Final = 12
NOT_OVER_ROWS: Final = frozenset(
    {"exists", "getSurveyResponse", "uniqueSurveySubmissionsFilter", "matchesAction"}
)
"""Functions of a sub-query or of the events table: the other tests run them."""


def read_calls() -> list[str]:
    lines = CALLS.read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def is_aggregate(call: str) -> bool:
    found = find_function(call.partition("(")[0])
    return found is not None and found.is_aggregate


def run(client: Client, *calls: str) -> str | None:
    """What ClickHouse says against the calls, None when all of them run."""
    compiled = compile_query(over_poison(*calls), PROJECT)
    try:
        client.raw_query(
            compiled.sql,
            parameters=dict(compiled.parameters),
            settings=dict(compiled.settings),
            fmt="Null",
        )
    except DatabaseError as error:
        return str(error)
    return None


def test_every_function_has_a_call() -> None:
    called = {call.partition("(")[0].lower() for call in read_calls()}
    text = CALLS.read_text().lower()
    missing = [
        function.name
        for function in all_functions()
        if not function.is_window
        and function.name.lower() not in called
        and f"{function.name.lower()}(" not in text
        and function.name not in NOT_OVER_ROWS
    ]
    assert missing == []


def test_no_call_throws_on_rows_of_poison(three_teams: Client) -> None:
    calls = sorted(read_calls(), key=is_aggregate)
    failed = []
    for kind in (False, True):
        these = [call for call in calls if is_aggregate(call) is kind]
        for start in range(0, len(these), AT_ONCE):
            batch = these[start : start + AT_ONCE]
            if run(three_teams, *batch) is not None:
                failed += [
                    (call, error[:200]) for call in batch if (error := run(three_teams, call))
                ]
    assert not failed, "\n".join(f"{call}: {error}" for call, error in failed)


def test_times_beyond_the_calendar_reach_no_reader(three_teams: Client) -> None:
    """What a span or a number makes of a time can be read, and is null where it is none."""
    calls = ("t + i", "t - toIntervalYear(f)", "d + i", "addMonths(t, s)", "toDateTime(f)")
    more = (
        "fromUnixTimestamp64Milli(i)",
        "subtractHours(d, f)",
        "make_timestamp(i, i, i, i, i, f)",
    )
    for call in (*calls, *more):
        assert len(rows_of(three_teams, over_poison(call), PROJECT)) > 1
