"""Small programs for the tests of child processes."""

from __future__ import annotations

import sys
from typing import Final

from local.processes import Program
from shared.settings import environment

LONG: Final = "import time; print('up', flush=True); time.sleep(300)"
POLITE: Final = f"""import signal, sys
signal.signal(signal.SIGTERM, lambda *_: sys.exit("asked to end"))
{LONG}"""
DEAF: Final = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {LONG}"


def python(name: str, code: str) -> Program:
    """Return a program that runs ``code``."""
    return Program(name=name, command=(sys.executable, "-c", code), environment=environment())
