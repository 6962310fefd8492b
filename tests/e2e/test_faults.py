"""A part that stands still or dies: what is accepted stays accepted, and the rest says so."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, Final

import httpx
import pytest

from tests.e2e.own import family_of
from tests.e2e.waiting import eventually
from tools.emulated import emulator_of, process_of
from tools.project import sign_up
from tools.stack import is_running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.e2e.own import Own
    from tools.project import Project
    from tools.stack import Stack

ORIGIN: Final = "https://shop.example"
BIG_BYTES: Final = 300_000  # above what a message carries: the body goes to S3 first
MANY: Final = 40  # more than there are threads for the API
AT_ONCE_SECONDS: Final = 2.0
NAMES: Final = "SELECT event, count() FROM events GROUP BY event ORDER BY event"


@pytest.fixture
def shop(own: Own) -> Iterator[Project]:
    made = sign_up(own.stack.url)
    send(made, "before").raise_for_status()
    made.wait_for_rows(NAMES, count=1)
    yield made
    made.http.close()


def send(project: Project, name: str, *, size: int = 0) -> httpx.Response:
    event = {"event": name, "distinct_id": "d", "properties": {"x": secrets.token_hex(size // 2)}}
    return httpx.post(
        f"{project.url}/e/",
        json={"api_key": project.token, **event},
        headers={"Origin": ORIGIN},
        timeout=30,
        trust_env=False,
    )


def assert_healthy(own: Own) -> None:
    assert own.readiness().json() == {"status": "ok"}


def test_while_postgresql_stands_still_events_are_accepted_and_stored(
    own: Own, shop: Project
) -> None:
    with own.stopped("postgres"):
        assert [send(shop, f"during {n}").status_code for n in range(3)] == [200] * 3
        unready = own.readiness()
        assert (unready.status_code, unready.json()["attr"]) == (503, "postgres")
        assert send(shop, "after asking").status_code == 200
    assert_healthy(own)
    rows = shop.wait_for_rows(NAMES, count=5)
    assert [(event, count) for event, count in rows] == [
        (name, 1) for name in ("after asking", "before", "during 0", "during 1", "during 2")
    ]


def test_requests_that_wait_for_postgresql_do_not_keep_events_out(own: Own, shop: Project) -> None:
    def ask(_: int) -> int:
        headers = {"Authorization": f"Bearer {shop.api_key}"}
        url = f"{shop.url}/api/users/@me/"
        return httpx.get(url, headers=headers, timeout=60, trust_env=False).status_code

    with ThreadPoolExecutor(MANY) as people:
        with own.stopped("postgres"):
            asked = [people.submit(ask, number) for number in range(MANY)]
            wait(asked, timeout=1)  # none ends: all are inside by then
            accepted = [send(shop, "among them") for _ in range(3)]
            assert [answer.status_code for answer in accepted] == [200] * 3
            assert max(answer.elapsed.total_seconds() for answer in accepted) < AT_ONCE_SECONDS
        # Those that had not given up when it went on are answered as if nothing had been.
        assert {answer.result() for answer in asked} <= {200, 503}
    assert_healthy(own)
    shop.wait_for_rows(NAMES, count=2)


def test_while_the_queue_stands_still_events_are_accepted_and_arrive_later(
    own: Own, shop: Project
) -> None:
    with own.stopped("emulator"):
        assert [send(shop, f"during {n}").status_code for n in range(3)] == [200] * 3
        with ThreadPoolExecutor() as both:  # each waits until S3 has had its time
            asked = both.submit(own.readiness)
            refused = send(shop, "too big for a message", size=BIG_BYTES)
            unready = asked.result()
        assert refused.status_code == 503
        assert int(refused.headers["retry-after"]) > 0
        assert refused.headers["access-control-allow-origin"] == ORIGIN
        assert (unready.status_code, unready.json()["attr"]) == (503, "snapshot")
    assert_healthy(own)
    assert send(shop, "too big for a message", size=BIG_BYTES).status_code == 200
    shop.wait_for_rows(NAMES, count=5)
    eventually(lambda: emulator_of(own.stack).waiting("events") == 0, what="an empty queue")
    assert {count for _, count in shop.rows(NAMES)} == {1}


def test_while_the_cache_stands_still_events_are_accepted_and_queries_answered(
    own: Own, shop: Project
) -> None:
    with own.stopped("valkey"):
        assert send(shop, "during").status_code == 200
        unready = own.readiness()
        assert (unready.status_code, unready.json()["attr"]) == (503, "valkey")
    assert_healthy(own)
    shop.wait_for_rows(NAMES, count=2)


@pytest.mark.parametrize("part", ["emulator", "postgres"])
def test_when_a_part_dies_the_instance_ends_and_the_next_start_has_all_that_was_accepted(
    own: Own, stack: Stack, shop: Project, part: str
) -> None:
    process, family = process_of(own.stack, part), family_of(own.stack)
    with own.stopped(part):
        accepted = [name for name in ("a", "b", "c") if send(shop, name).status_code == 200]
        process.kill()
    assert len(accepted) == 3
    eventually(lambda: not is_running(own.stack.pid), what="the end of the instance")
    assert f"{part} ended by itself" in own.stack.printed
    assert not [member for member in family if is_running(member.pid)]
    assert httpx.get(f"{stack.url}/_readyz").json() == {"status": "ok"}, "the other instance"
    own.start_again()
    assert_healthy(own)
    shop.wait_for_rows(NAMES, count=4)
    assert shop.rows(NAMES) == [["a", 1], ["b", 1], ["before", 1], ["c", 1]]
