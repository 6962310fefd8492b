"""Nothing accepted is lost, nothing counts twice: the host, or all of it, is killed under load."""

from __future__ import annotations

import secrets
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Final

from tests.faults.kill import deaths, kill, run
from tests.faults.load import Load
from tests.faults.outages import fill, spool_full
from tests.faults.verdict import assert_exactly_once, assert_people
from tools.project import sign_up

if TYPE_CHECKING:
    from tests.e2e.own import Own

EVENTS: Final = 200
TIMES: Final = 3  # the runner's fifty take some ten minutes


def test_what_was_accepted_survives_deaths_at_random_moments(own: Own) -> None:
    seed = secrets.randbelow(2**32)
    sys.stdout.write(f"seed {seed}\n")  # shown when it fails: it repeats the moments
    run(own, deaths(TIMES, seed), say=print)


def test_what_only_the_fallback_took_survives_a_death(own: Own) -> None:
    project = sign_up(own.stack.url)
    fill(own)
    with closing(project.http):
        load = Load(project=project)
        with spool_full(own):
            with load.sending():
                load.wait_for_more(EVENTS)
            kill(own, is_of_all=True)
        own.start_again()
        assert_exactly_once(load)
        assert_people(load)
