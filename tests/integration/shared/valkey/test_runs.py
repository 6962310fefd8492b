"""The runs of a team, and its share of the background."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from shared import clock
from shared.valkey import runs
from shared.valkey.runs import LOST_AFTER_SECONDS, MOST_UNDER_WAY, Start


@pytest.fixture
def team_id(valkey_url: str) -> int:
    """A team that no other test has."""
    assert valkey_url
    return uuid4().int % 2**40


def start(team_id: int, key: str, *, instead_of: str = "", task: str = "task") -> Start:
    return runs.start(team_id, key, instead_of=instead_of, task=task, record="{}")


def fill(team_id: int) -> None:
    assert [start(team_id, str(n)) for n in range(MOST_UNDER_WAY)] == [Start.STORED] * 20


def test_a_team_has_so_many_runs_under_way_and_no_more(team_id: int) -> None:
    fill(team_id)

    assert start(team_id, "one more") is Start.FULL
    assert runs.find(team_id, "one more") is None
    assert start(team_id, "0") is Start.FOUND
    assert start(team_id + 1, "one more") is Start.STORED


def test_a_new_task_in_the_place_of_an_old_one_takes_no_second_place(team_id: int) -> None:
    fill(team_id)

    assert start(team_id, "0", instead_of="task", task="later") is Start.STORED
    assert start(team_id, "one more") is Start.FULL


@pytest.mark.parametrize("leave", [runs.end, runs.forget])
def test_a_run_that_ends_or_is_forgotten_gives_its_place_back(team_id: int, leave: object) -> None:
    fill(team_id)
    assert callable(leave)

    leave(team_id, "7")

    assert start(team_id, "one more") is Start.STORED
    assert start(team_id, "another") is Start.FULL


def test_a_run_that_nobody_ends_gives_its_place_back_when_it_is_lost(
    team_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = clock.now()
    monkeypatch.setattr(clock, "now", lambda: began)
    fill(team_id)
    monkeypatch.setattr(clock, "now", lambda: began + timedelta(seconds=LOST_AFTER_SECONDS + 1))

    assert start(team_id, "one more") is Start.STORED
