"""The snapshot is read when it is due, kept when it cannot be read, and never in another's way."""

from __future__ import annotations

from contextvars import copy_context
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import pytest

from shared import aws, clock, snapshot
from shared.snapshot import (
    BUCKET,
    KEY,
    DropRule,
    Snapshot,
    SnapshotTeam,
    current,
    forget,
    resolve,
)

if TYPE_CHECKING:
    from tools.memory_aws import MemoryAws

TEAM = SnapshotTeam(team_id=1, token="phc_a", timezone="UTC", anonymize_ips=False)
OTHER = SnapshotTeam(
    team_id=2,
    token="phc_b",
    timezone="Europe/Berlin",
    anonymize_ips=True,
    cookieless=True,
    limited=("events", "recordings"),
    drop_rules=(DropRule(event="noise"), DropRule(event="a", distinct_id="u")),
    events_per_minute=600,
)
DEADLINE_SECONDS = 10


class Watch:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 22, 12, tzinfo=UTC)

    def pass_seconds(self, seconds: float) -> None:
        """Move on."""
        self.time += timedelta(seconds=seconds)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    watch = Watch()
    monkeypatch.setattr(clock, "now", lambda: watch.time)
    return watch


def test_what_is_written_is_read() -> None:
    written = Snapshot(version=7, teams={TEAM.token: TEAM, OTHER.token: OTHER})
    assert snapshot.read_snapshot(snapshot.write_snapshot(written)) == written


def test_what_an_older_version_published_is_read() -> None:
    content = b"""{"version":7,"teams":[
        {"team_id":1,"token":"phc_a","timezone":"UTC","anonymize_ips":false,"newer":5}]}"""
    assert snapshot.read_snapshot(content) == Snapshot(version=7, teams={TEAM.token: TEAM})


def test_without_any_copy_nothing_is_known(memory: MemoryAws) -> None:
    assert current() is None
    assert resolve("phc_a") == snapshot.Resolution(is_known="no_snapshot", team=None)
    assert memory.reads


def test_a_known_token_gives_its_team(memory: MemoryAws) -> None:
    memory.publish(TEAM, OTHER)
    assert resolve("phc_b") == snapshot.Resolution(is_known="known", team=OTHER)


def test_a_copy_serves_for_thirty_seconds(memory: MemoryAws, watch: Watch) -> None:
    memory.publish(TEAM)
    for _ in range(30):
        assert current() is not None
        watch.pass_seconds(0.99)
    assert len(memory.reads) == 1
    watch.pass_seconds(1)
    memory.publish(TEAM, OTHER)
    assert resolve("phc_b").is_known == "known"
    assert len(memory.reads) == 2


def test_an_unchanged_snapshot_counts_as_fresh_again(memory: MemoryAws, watch: Watch) -> None:
    memory.publish(TEAM)
    for _ in range(100):
        assert resolve("phc_a").is_known == "known"
        watch.pass_seconds(3600)
    assert len(memory.reads) == 100


def test_a_new_project_is_known_at_its_first_event(memory: MemoryAws, watch: Watch) -> None:
    memory.publish(TEAM)
    assert resolve("phc_a").is_known == "known"
    watch.pass_seconds(0.1)
    assert resolve("phc_wrong").is_known == "unknown"
    watch.pass_seconds(0.1)
    memory.publish(TEAM, OTHER)
    assert resolve("phc_b").is_known == "known"


def test_who_keeps_sending_wrong_tokens_takes_nothing_from_a_new_project(
    memory: MemoryAws, watch: Watch
) -> None:
    memory.publish(TEAM)
    for _ in range(500):
        watch.pass_seconds(0.05)
        assert resolve("phc_wrong").is_known == "unknown"
    assert len(memory.reads) == 2
    memory.publish(TEAM, OTHER)
    assert resolve("phc_b").is_known == "known"


def test_any_number_of_new_projects_are_known_at_once(memory: MemoryAws, watch: Watch) -> None:
    teams = [TEAM]
    for number in range(50):
        teams.append(replace(OTHER, team_id=number + 2, token=f"phc_{number}"))
        memory.publish(*teams)
        watch.pass_seconds(0.01)
        assert resolve(f"phc_{number}").is_known == "known"


def test_in_a_flood_of_different_tokens_a_new_project_is_known_within_a_second(
    memory: MemoryAws, watch: Watch
) -> None:
    memory.publish(TEAM)
    for number in range(200):
        watch.pass_seconds(0.02)
        resolve(f"phc_wrong_{number}")
    memory.publish(TEAM, OTHER)
    watch.pass_seconds(1)
    assert resolve("phc_b").is_known == "known"


def test_a_token_that_could_not_be_read_for_is_read_for_again(
    memory: MemoryAws, watch: Watch
) -> None:
    memory.publish(TEAM)
    assert resolve("phc_a").is_known == "known"
    memory.publish(TEAM, OTHER)
    memory.broken.add("s3")
    watch.pass_seconds(0.1)
    assert resolve("phc_b").is_known == "unknown"
    memory.broken.clear()
    watch.pass_seconds(0.1)
    assert resolve("phc_b").is_known == "known"


def test_a_flood_of_unknown_tokens_costs_one_read_a_second(memory: MemoryAws, watch: Watch) -> None:
    memory.publish(TEAM)
    for number in range(1000):
        watch.pass_seconds(0.02)
        assert resolve(f"phc_wrong_{number}").is_known == "unknown"
    assert len(memory.reads) <= 1 + 20 + snapshot.UNKNOWN_TOKEN_BURST


def test_a_stale_copy_is_honoured_for_a_day(memory: MemoryAws, watch: Watch) -> None:
    memory.publish(TEAM)
    assert resolve("phc_a").is_known == "known"
    memory.broken.add("s3")
    watch.pass_seconds(23.9 * 3600)
    assert resolve("phc_a").is_known == "known"
    assert resolve("phc_b").is_known == "unknown"
    watch.pass_seconds(3600)
    assert resolve("phc_a").is_known == "no_snapshot"
    memory.broken.clear()
    watch.pass_seconds(1)
    assert resolve("phc_a").is_known == "known"


def test_a_broken_snapshot_does_not_replace_a_good_one(
    memory: MemoryAws, watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    memory.publish(TEAM)
    assert resolve("phc_a").is_known == "known"
    memory.objects[BUCKET, KEY] = b'{"teams": 5}'
    watch.pass_seconds(31)
    assert resolve("phc_a").is_known == "known"
    assert "snapshot not understood" in caplog.text


def test_forgetting_reads_again(memory: MemoryAws) -> None:
    memory.publish(TEAM)
    resolve("phc_a")
    forget()
    resolve("phc_a")
    assert len(memory.reads) == 2


def test_nobody_with_a_copy_waits_for_a_slow_read(memory: MemoryAws, watch: Watch) -> None:
    memory.publish(TEAM)
    assert resolve("phc_a").is_known == "known"
    watch.pass_seconds(31)
    slow = _SlowS3(memory)
    aws.use_clients(lambda _service: slow)
    reader = Thread(target=copy_context().run, args=(current,))
    reader.start()
    assert slow.has_begun.wait(DEADLINE_SECONDS)
    assert resolve("phc_a").is_known == "known"
    assert not slow.may_end.is_set()
    slow.may_end.set()
    reader.join(DEADLINE_SECONDS)
    assert not reader.is_alive()
    assert slow.calls == 1


class _SlowS3:
    """An S3 client whose answer waits until the test says so."""

    def __init__(self, memory: MemoryAws) -> None:
        self._client: Any = memory.client("s3")
        self.has_begun, self.may_end, self.calls = Event(), Event(), 0

    def get_object(self, **request: Any) -> dict[str, Any]:
        self.calls += 1
        self.has_begun.set()
        assert self.may_end.wait(DEADLINE_SECONDS)
        answer: dict[str, Any] = self._client.get_object(**request)
        return answer
