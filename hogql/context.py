"""What a compilation may know about its caller: plain data, loaded before (hogql 1.4).

team, its time zone, group types, property types  ->  Context  ->  every pass
"""

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

LimitContext: TypeAlias = Literal["query", "query_async", "export", "cohort"]
PropertyType: TypeAlias = Literal["String", "Numeric", "Boolean", "DateTime"]

DEFAULT_LIMITS: Final[dict[LimitContext, int]] = {
    "query": 100,
    "query_async": 100,
    "export": 50_000,
    "cohort": 1_000_000_000,
}
"""Rows of a query that names no limit (hogql 6.10)."""

MAX_LIMITS: Final[dict[LimitContext, int]] = {
    "query": 50_000,
    "query_async": 50_000,
    "export": 50_000,
    "cohort": 1_000_000_000,
}
"""The most rows a query may ask for."""


class Cohort(Struct, frozen=True, kw_only=True):
    """A cohort of the team. Members of a dynamic one are those of its current ``version``."""

    id: int
    name: str
    is_static: bool
    version: int = 0


class Action(Struct, frozen=True, kw_only=True):
    """An action of the team. ``condition`` is HogQL over ``events``, made from its steps."""

    id: int
    name: str
    condition: str


class Restrictions(Struct, frozen=True, kw_only=True):
    """What the caller may not read (hogql 7.3).

    ``tables`` are names of virtual tables. ``properties`` are (kind, key) pairs, the kind being
    ``event``, ``person`` or ``group``; they read as null on every way that leads to them.
    """

    tables: frozenset[str] = frozenset()
    properties: frozenset[tuple[str, str]] = frozenset()


class SystemRows(Struct, frozen=True, kw_only=True):
    """The rows of a ``system`` table for this team, in the order of the schema's columns."""

    rows: "tuple[tuple[str | int | float | bool | None, ...], ...]" = ()


class Context(Struct, frozen=True, kw_only=True):
    """The team a query runs for, and what the compiler must know about it.

    ``group_types`` are the project's group types in the order of ``$group_0``, ``$group_1``, ...
    ``property_types`` maps an event property to its type in the project's definitions; a property
    that is not listed is read as text. ``person_property_types`` and ``group_property_types`` (by
    group type's place and key) do the same for persons and groups. ``views`` are saved queries by
    name. ``events_since`` is the start of what the team's plan keeps. ``user_id`` owns the lines of
    ``query_log`` that the query may see.
    """

    team_id: int
    timezone: str = "UTC"
    week_start_day: int = 0
    limit_context: LimitContext = "query"
    group_types: tuple[str, ...] = ()
    property_types: "Mapping[str, PropertyType]" = field(default_factory=dict)
    person_property_types: "Mapping[str, PropertyType]" = field(default_factory=dict)
    group_property_types: "Mapping[tuple[int, str], PropertyType]" = field(default_factory=dict)
    cohorts: tuple[Cohort, ...] = ()
    actions: tuple[Action, ...] = ()
    views: "Mapping[str, str]" = field(default_factory=dict)
    system: "Mapping[str, SystemRows]" = field(default_factory=dict)
    restrictions: Restrictions = field(default_factory=Restrictions)
    events_since: "datetime | None" = None
    user_id: int | None = None
