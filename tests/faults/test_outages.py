"""A store that refuses for a while: everything is accepted meanwhile, and complete afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults.outage import run
from tests.faults.outages import OUTAGES

if TYPE_CHECKING:
    from tests.e2e.own import Own

SECONDS = 8.0  # the runner's minutes go the same way


@pytest.mark.parametrize("part", sorted(OUTAGES))
def test_an_outage_under_load_loses_nothing_and_counts_nothing_twice(own: Own, part: str) -> None:
    run(own, part, seconds=SECONDS, say=print)
    assert own.readiness().json() == {"status": "ok"}
