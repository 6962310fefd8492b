"""Which functions generated SQL may call: those of ``calls``, aggregates with combinators."""

from functools import lru_cache
from typing import Final

from hogql.verifier.calls import AGGREGATES, CALLS

SUFFIXES: Final = (
    "SimpleState",
    "OrDefault",
    "Distinct",
    "Resample",
    "ForEach",
    "ArgMin",
    "ArgMax",
    "OrNull",
    "Array",
    "Merge",
    "State",
    "Map",
    "If",
)
"""Combinators of aggregates."""


@lru_cache(maxsize=4096)
def is_known_call(name: str) -> bool:
    """Whether ClickHouse's function of that exact name may be called."""
    return name in CALLS or _is_known_aggregate(name)


def _is_known_aggregate(name: str) -> bool:
    if name in AGGREGATES:
        return True
    return any(
        name.endswith(suffix) and _is_known_aggregate(name.removesuffix(suffix))
        for suffix in SUFFIXES
    )
