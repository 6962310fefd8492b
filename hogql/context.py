"""What a compilation may know about its caller: plain data, loaded before (hogql 1.4).

team, its time zone, group types, property types  ->  Context  ->  every pass
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

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


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """The team a query runs for, and what the compiler must know about it.

    ``group_types`` are the project's group types in the order of ``$group_0``, ``$group_1``, ...
    ``property_types`` maps an event property to its type in the project's definitions; a property
    that is not listed is read as text.
    """

    team_id: int
    timezone: str = "UTC"
    week_start_day: int = 0
    limit_context: LimitContext = "query"
    group_types: tuple[str, ...] = ()
    property_types: "Mapping[str, PropertyType]" = field(default_factory=dict)
