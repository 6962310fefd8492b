"""Hot keys are those above the limit, team by team."""

from __future__ import annotations

from shared.domain.events.hot_keys import find_hot_keys


def test_a_key_is_hot_above_the_limit_and_not_at_it() -> None:
    keys = [(1, "hot")] * 4 + [(1, "warm")] * 3 + [(1, "u")]
    assert find_hot_keys(keys, limit=3) == {(1, "hot")}


def test_projects_do_not_add_up() -> None:
    keys = [(team, "u") for team in (1, 2, 3) for _ in range(3)]
    assert find_hot_keys(keys, limit=3) == frozenset()
