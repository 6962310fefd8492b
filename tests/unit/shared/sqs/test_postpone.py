"""How long a pointer rests after it could not be loaded."""

import pytest

from shared.sqs.postpone import LONGEST_SECONDS, wait_seconds


@pytest.mark.parametrize(
    ("receives", "seconds"),
    [(1, 5), (2, 10), (5, 80), (9, LONGEST_SECONDS), (1000, LONGEST_SECONDS)],
)
def test_every_failure_doubles_the_wait_up_to_a_limit(receives: int, seconds: int) -> None:
    assert wait_seconds(receives) == seconds
