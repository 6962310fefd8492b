"""Merges by ids that stand for nobody (sdk-protocol 4.2 a)."""

from __future__ import annotations

import pytest

from functions.ingest.dropped import Refusal
from functions.ingest.steps.warn_illegal_merge import warn_illegal_merge
from tests.unit.functions.ingest.steps.drafts import draft


@pytest.mark.parametrize(
    ("name", "key", "source", "target"),
    [
        ("$identify", "$anon_distinct_id", "null", "ann"),
        ("$identify", "$anon_distinct_id", "a1", "undefined"),
        ("$create_alias", "alias", "'NaN'", "ann"),
        ("$merge_dangerously", "alias", "  ", "ann"),
    ],
)
def test_a_merge_of_strangers_is_told(name: str, key: str, source: str, target: str) -> None:
    taken = draft({key: source}, name=name)
    taken.distinct_id = target
    warn_illegal_merge(taken)
    assert taken.told == [Refusal.ILLEGAL_MERGE]


@pytest.mark.parametrize(
    ("name", "key", "source"),
    [
        ("$identify", "$anon_distinct_id", "a1"),
        ("$identify", "$anon_distinct_id", "ann"),
        ("$identify", "$anon_distinct_id", None),
        ("viewed", "alias", "null"),
    ],
)
def test_other_events_are_silent(name: str, key: str, source: str | None) -> None:
    taken = draft({key: source}, name=name)
    warn_illegal_merge(taken)
    assert taken.told == []
