"""Quotas, drop rules, rates and the slow queue: what is answered, kept, and told to ingestion."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import orjson
import pytest

from functions.capture import take
from functions.capture.app import app
from functions.capture.rates import MOST_PROJECTS, Rates
from shared.domain.events.envelope import ORDINARY, SLOW, read_envelope
from shared.snapshot import DropRule, SnapshotTeam
from tests.edge_client import send

if TYPE_CHECKING:
    from tools.memory_aws import MemoryAws

TOKEN: Final = "phc_a"
TEAM: Final = SnapshotTeam(team_id=1, token=TOKEN, timezone="UTC", anonymize_ips=False)


def post(*names: str, path: str = "/batch/", distinct_id: str = "u", **root: object) -> Any:
    """Send events of these names and return what is answered."""
    batch = [{"event": name, "distinct_id": distinct_id} for name in names]
    answer = send(app, path, body=orjson.dumps({"api_key": TOKEN, "batch": batch, **root}))
    assert answer["statusCode"] == 200
    return orjson.loads(answer["body"])


def test_over_quota_is_answered_as_accepted_with_the_resource(memory: MemoryAws) -> None:
    memory.publish(replace(TEAM, limited=("events",)))
    assert post("a", "b") == {"status": "Ok", "quota_limited": ["events"]}
    envelope = read_envelope(memory.sent[0]["MessageBody"])
    assert (envelope.body, envelope.is_told_only) == (b"", True)
    assert envelope.left_out == {"quota_limited": (0, 1)}


@pytest.mark.parametrize(
    ("resource", "name"),
    [
        ("exceptions", "$exception"),
        ("feature_flag_requests", "$feature_flag_called"),
        ("llm_events", "$ai_generation"),
        ("survey_responses", "survey sent"),
    ],
)
def test_a_resource_that_is_used_up_leaves_the_others(
    memory: MemoryAws, resource: str, name: str
) -> None:
    memory.publish(replace(TEAM, limited=(resource,)))
    assert post("a", name) == {"status": "Ok", "quota_limited": [resource]}
    envelope = read_envelope(memory.sent[0]["MessageBody"])
    assert (envelope.left_out, envelope.is_told_only) == ({"quota_limited": (1,)}, False)
    assert envelope.body
    assert post("a") == {"status": "Ok"}
    memory.publish(replace(TEAM, limited=("events",)), version=2)


def test_a_quota_of_recordings_says_nothing_of_events(memory: MemoryAws) -> None:
    memory.publish(replace(TEAM, limited=("recordings",)))
    assert post("a") == {"status": "Ok"}


@pytest.mark.parametrize(
    ("rule", "left_out"),
    [
        (DropRule(event="noise"), (0,)),
        (DropRule(distinct_id="u"), (0, 1)),
        (DropRule(event="a", distinct_id="u"), (1,)),
        (DropRule(event="a", distinct_id="v"), ()),
        (DropRule(), ()),
    ],
)
def test_a_rule_drops_what_matches_all_that_it_names(
    memory: MemoryAws, rule: DropRule, left_out: tuple[int, ...]
) -> None:
    memory.publish(replace(TEAM, drop_rules=(rule,)))
    assert post("noise", "a") == {"status": "Ok"}
    envelope = read_envelope(memory.sent[0]["MessageBody"])
    assert envelope.left_out.get("dropped_by_rule", ()) == left_out


def test_a_fault_beside_what_is_left_out_is_no_refusal(memory: MemoryAws) -> None:
    memory.publish(replace(TEAM, limited=("events",)))
    assert post("a", "")["quota_limited"] == ["events"]


def test_an_import_takes_the_slow_queue(memory: MemoryAws) -> None:
    memory.publish(TEAM)
    post("a")
    post("a", historical_migration=True)
    assert [message["QueueUrl"] for message in memory.sent] == [ORDINARY, SLOW]


def test_above_its_rate_a_project_is_stored_later_and_never_refused(
    memory: MemoryAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(take, "rates", Rates())
    memory.publish(replace(TEAM, events_per_minute=3))
    for _ in range(3):
        assert post("a", "b", path="/e/") == {"status": "Ok"}
    assert [message["QueueUrl"] for message in memory.sent] == [ORDINARY, ORDINARY, SLOW]


def test_a_bucket_fills_steadily_and_holds_a_minute() -> None:
    rates = Rates()
    team = replace(TEAM, events_per_minute=60)
    assert rates.take(team, 100, now=0.0)
    assert not rates.take(team, 1, now=40.0)
    assert rates.take(team, 1, now=41.0)
    assert not rates.take(team, 1, now=41.0)
    assert rates.take(team, 60, now=1000.0)
    assert not rates.take(team, 1, now=1000.0)


def test_a_project_without_a_rate_has_no_bucket() -> None:
    rates = Rates()
    assert all(rates.take(TEAM, 10_000, now=0.0) for _ in range(3))
    assert rates.take(None, 10_000, now=0.0)


def test_the_buckets_of_many_projects_do_not_pile_up() -> None:
    rates = Rates()
    for number in range(MOST_PROJECTS + 10):
        team = replace(TEAM, team_id=number, events_per_minute=1)
        rates.take(team, 1, now=0.0)
        assert not rates.take(team, 1, now=0.0)
    assert rates.take(replace(TEAM, team_id=0, events_per_minute=1), 1, now=0.0)
