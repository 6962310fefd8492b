"""Runs a generated query beside other teams' rows and without them, and compares.

query  ->  compiled once  ->  rows or error code, twice  ->  Verdict
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from clickhouse_connect.driver.exceptions import Error

from hogql.compile import Compiled, compile_query
from hogql.context import Cohort, Context, SystemRows
from hogql.errors import HogQLError
from hogql.verify import VerificationError
from shared.clickhouse.failures import explain
from shared.clickhouse.select import UNREADABLE
from shared.errors import ProductError
from tests.integration.hogql.generating.words import VOLATILE
from tests.integration.hogql.warehouse import FOREIGN, TEAM, USER

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

Outcome = Literal["refused", "unverified", "same", "error", "volatile", "DIFFERENT", "LEAK"]
CONTEXT: Final = Context(
    team_id=TEAM,
    user_id=USER,
    group_types=("company", "other"),
    property_types={"amount": "Numeric"},
    person_property_types={"age": "Numeric"},
    cohorts=(
        Cohort(id=5, name="five", is_static=False, version=2),
        Cohort(id=6, name="six", is_static=True),
    ),
    system={"teams": SystemRows()},
)
UNREADABLE_CODE: Final = -1
SMALL: Final = {"max_execution_time": 5, "max_memory_usage": 1_000_000_000, "max_threads": 1}
"""One thread, so that what depends on the order of rows is the same in both runs."""


RESOURCES: Final = frozenset({158, 159, 160, 241, 307, 396})
"""Too slow, too much memory: which of them comes first is chance."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What came of one query; ``detail`` is for a person who looks into it."""

    outcome: Outcome
    detail: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """The rows, or the code of the error and ClickHouse's text of it, which nobody is shown."""

    rows: list[tuple[Any, ...]] | None = None
    code: int | None = None
    text: str = ""

    def shown(self) -> str:
        """All that could reach the caller, and the text of the error that must not."""
        return repr(self.rows) if self.rows is not None else self.text


class Comparison:
    """Two databases: one with three teams by turns in each granule, one with team 7 alone."""

    def __init__(self, mixed: Client, alone: Client, context: Context = CONTEXT) -> None:
        self.mixed = mixed
        self.alone = alone
        self.context = context

    def judge(self, query: str) -> Verdict:
        """Compile the query for team 7, run it on both, and compare."""
        try:
            compiled = compile_query(query, self.context)
        except VerificationError as error:
            return Verdict(outcome="unverified", detail=error.reason)
        except HogQLError as error:
            return _of_refusal(error, query)
        return _compare(query, ask(self.mixed, compiled), ask(self.alone, compiled))


def _compare(query: str, mixed: Answer, alone: Answer) -> Verdict:
    if foreign_words(mixed.shown(), query):
        return Verdict(outcome="LEAK", detail=mixed.shown())
    if same(mixed, alone):
        return Verdict(outcome="same" if mixed.rows is not None else "error", detail=mixed.text)
    is_chance = bool(RESOURCES & {mixed.code, alone.code})
    if is_chance or any(word in query.lower() for word in VOLATILE):
        return Verdict(outcome="volatile")
    return Verdict(outcome="DIFFERENT", detail=f"{mixed.shown()}\n---\n{alone.shown()}")


def _of_refusal(error: HogQLError, query: str) -> Verdict:
    if foreign_words(error.message, query):
        return Verdict(outcome="LEAK", detail=error.message)
    return Verdict(outcome="refused", detail=error.message)


def foreign_words(shown: str, query: str) -> bool:
    """Whether a text holds more of other teams than the query itself says."""
    return any(word in shown and word not in query for word in (*FOREIGN, "of_team_8", "of_team_9"))


def same(one: Answer, other: Answer) -> bool:
    """Whether two answers are equal, rows in any order."""
    if one.rows is None or other.rows is None:
        return one.code == other.code and one.rows is other.rows
    return sorted(map(repr, one.rows)) == sorted(map(repr, other.rows))


def ask(client: Client, compiled: Compiled) -> Answer:
    """What one database answers."""
    settings = {**compiled.settings, **SMALL}
    try:
        result = client.query(compiled.sql, parameters=dict(compiled.parameters), settings=settings)
        return Answer(rows=[tuple(row) for row in result.result_rows])
    except UNREADABLE as error:
        return Answer(code=UNREADABLE_CODE, text=str(error))
    except Error as error:
        code = error_code(str(error))
        meant = explain(code)
        if not isinstance(meant, ProductError) or any(word in str(meant) for word in FOREIGN):
            raise
        return Answer(code=code, text=str(error))


def error_code(text: str) -> int | None:
    """The number of ClickHouse's error."""
    _, _, rest = text.partition("Code: ")
    digits = rest.partition(".")[0]
    return int(digits) if digits.isdigit() else None
