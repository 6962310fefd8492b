"""What passes between an insight kind and whoever runs it: facts in, queries out, rows back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from hogql.property_filters.facts import FilterFacts, PathRule

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from pydantic import JsonValue

    from hogql import ast
    from hogql.editor.cost import Cost
    from hogql.editor.metadata import Findings
    from hogql.property_filters.models import PropertyFilter

Row: TypeAlias = Sequence[object]


@dataclass(frozen=True, kw_only=True, slots=True)
class InsightContext:
    """The facts about a project that its insights depend on; the caller looks them up.

    ``now`` is aware. ``week_start_day`` is 0 for Sunday, 1 for Monday. ``first_event_at`` is needed
    only where ``registry.asks_all_time`` says so: what ``registry.FIRST_EVENT`` answers, or ``now``
    for a project without events. ``row_limit`` is for a HogQLQuery that names none, ``variables``
    are the project's, by code name, for one that gives no value. ``actions`` and ``cohorts`` are
    the names, by id, of those that ``mentions.mentions_of`` finds in the request and that the
    project has; a request that names another is refused by its field. None says that nobody
    looked, and leaves it to the compiler to refuse. ``shards`` is into how many parts the actors
    are divided, each asked for by queries of its own, where an answer did not fit in memory at
    once; kinds that ``shards.DIVIDED`` names read it. ``prepared`` are the answers to what the kind
    asks for before it can build its queries, none for nearly all kinds.
    """

    timezone: str
    week_start_day: int
    now: "datetime"
    test_account_filters: tuple["PropertyFilter", ...] = ()
    first_event_at: "datetime | None" = None
    row_limit: int = 100
    variables: "Mapping[str, JsonValue]" = field(default_factory=dict)
    path_cleaning: tuple[PathRule, ...] = ()
    actions: "Mapping[int, str] | None" = None
    cohorts: "Mapping[int, str] | None" = None
    aggregate_users_by_distinct_id: bool = False
    prepared: "tuple[Answer, ...]" = ()
    shards: int = 1

    @property
    def facts(self) -> FilterFacts:
        """What the meaning of a property filter depends on."""
        return FilterFacts(
            timezone=self.timezone,
            now=self.now,
            week_start_day=self.week_start_day,
            path_cleaning=self.path_cleaning,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """One statement to run; ``name`` is unique in its node and says what it is for."""

    name: str
    tree: "ast.Query"


@dataclass(frozen=True, kw_only=True, slots=True)
class Explained:
    """How a statement was answered: its SQL, our words for it, and what an editor would say."""

    sql: str
    lines: tuple[str, ...]
    findings: "Findings"
    cost: "Cost | None"


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a query came back with.

    ``columns`` are the names that the compiler promises, ``types`` ClickHouse's. ``hogql`` is the
    tree as canonical text. ``limit`` is the one that was applied, ``None`` for none. ``timings``
    are seconds by step. ``explained`` is there when an explanation was asked for.
    """

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: Sequence[Row]
    hogql: str
    limit: int | None
    timings: tuple[tuple[str, float], ...] = ()
    explained: "Explained | None" = None


def whole(value: object) -> int:
    """Return a value of a row that the query made a whole number."""
    if isinstance(value, int):
        return value
    raise TypeError(f"Expected a whole number, got {type(value).__name__}.")
