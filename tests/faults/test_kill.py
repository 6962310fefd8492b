"""Nothing accepted is lost, nothing counts twice: the host, or all of it, is killed under load."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from tests.faults.kill import deaths, run

if TYPE_CHECKING:
    from tests.e2e.own import Own

TIMES: Final = 3  # the runner's fifty take some ten minutes


def test_what_was_accepted_survives_deaths_at_random_moments(own: Own) -> None:
    seed = secrets.randbelow(2**32)
    said = [f"seed {seed}"]
    try:
        run(own, deaths(TIMES, seed), say=said.append)
    except AssertionError as error:
        raise AssertionError("; ".join(said)) from error
