"""The snapshot against real S3: conditional reads, and a bucket without one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from shared.snapshot import Snapshot, SnapshotTeam, current, resolve

if TYPE_CHECKING:
    from tests.integration.ministack import Aws

TEAM: Final = SnapshotTeam(team_id=7, token="phc_a", timezone="UTC", anonymize_ips=False)


def test_an_unchanged_snapshot_is_kept(aws: Aws) -> None:
    aws.publish(Snapshot(version=1, teams={TEAM.token: TEAM}))
    first = current()
    assert first is not None
    assert resolve("phc_unknown").is_known == "unknown"
    assert current() is first
    assert resolve("phc_a").team == TEAM


def test_a_changed_snapshot_replaces_it(aws: Aws) -> None:
    aws.publish(Snapshot(version=1, teams={}))
    assert resolve("phc_a").is_known == "unknown"
    aws.publish(Snapshot(version=2, teams={TEAM.token: TEAM}))
    assert resolve("phc_a").is_known == "known"


def test_without_a_snapshot_nothing_is_known(aws: Aws) -> None:
    assert aws.objects("config") == {}
    assert resolve("phc_a").is_known == "no_snapshot"
