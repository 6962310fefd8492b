"""A slice of what ``python -m tests.unit.functions.capture.fuzzing`` sends, new in every run."""

from __future__ import annotations

from random import Random, SystemRandom

from tests.unit.functions.capture.fuzzing.requests import PATHS, next_request
from tests.unit.functions.capture.fuzzing.run import run

COUNT = 20_000
MEMORY_MB = 60  # what an allocator may keep; a leak of a kilobyte a request would be the double


def test_no_request_is_a_defect_and_memory_stays() -> None:
    seed = SystemRandom().randrange(2**31)
    found = run(count=COUNT, seed=seed)
    assert found.faults == [], f"seed {seed}"
    assert found.megabytes_at_end - found.megabytes_warm < MEMORY_MB, f"seed {seed}"
    assert found.statuses[200] > COUNT / 10
    assert {400, 401, 402, 413, 415, 429} <= set(found.statuses)
    assert found.messages > COUNT / 10


def test_the_same_seed_gives_the_same_requests() -> None:
    first, second = Random(7), Random(7)
    assert [next_request(first) for _ in range(200)] == [next_request(second) for _ in range(200)]


def test_every_route_is_tried() -> None:
    random = Random(1)
    tried = {next_request(random).path.rstrip("/") for _ in range(1000)}
    assert tried == set(PATHS)
