"""Makes the demo on a first start: an organization, and a month of a small shop's events in it.

    no marker --sign up, send, wait until consumed--> marker "done"     later starts: nothing

The marker keeps the password and the end of the month until all is sent, so that a start which was
cut short goes on with the same events: sent twice, they are still there once.
"""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

import httpx

from local.demo.account import EMAIL, new_password, open_account
from local.demo.month import make_month
from local.demo.send import send_events
from shared.clock import now

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from local.folder import Folder
    from local.progress import Terminal

PAUSE_SECONDS: Final = 0.2
LIMIT_SECONDS: Final = 180.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Marker:
    """How far the demo is: ``end`` is an ISO date and time, the password is empty once done."""

    is_done: bool
    end: str
    password: str


async def load_demo(
    url: str, *, folder: Folder, terminal: Terminal, is_wanted: bool, pending: Callable[[], int]
) -> dict[str, str]:
    """Return the lines of the banner that say how to log in, once, after the demo was made.

    ``is_wanted`` matters on a first start only; ``pending()`` is how many messages wait.
    """
    path = folder.root / "demo.json"
    marker = _read(path) or Marker(
        is_done=not is_wanted, end=now().isoformat(), password=new_password() if is_wanted else ""
    )
    _write(path, marker)
    if marker.is_done:
        return {}
    end = datetime.fromisoformat(marker.end)
    with terminal.step("Demo: a month of events"):
        events = await asyncio.to_thread(make_month, end)
    async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=60) as http:
        account = await open_account(http, marker.password)
        with terminal.bar("Demo: sent to the capture API", len(events)) as advance:
            await send_events(http, account.token, events, advance)
    with terminal.step("Demo: ingested"):
        await _wait_until_ingested(pending, terminal)
    _write(path, replace(marker, is_done=True, password=""))
    return {"Demo e-mail": EMAIL, "Demo password": marker.password}


async def _wait_until_ingested(pending: Callable[[], int], terminal: Terminal) -> None:
    end = time.monotonic() + LIMIT_SECONDS
    while pending():
        if time.monotonic() > end:
            terminal.note(f"{pending()} messages are still being ingested")
            return
        await asyncio.sleep(PAUSE_SECONDS)


def _read(path: Path) -> Marker | None:
    return Marker(**json.loads(path.read_text())) if path.exists() else None


def _write(path: Path, marker: Marker) -> None:
    """Replace the marker at once; it holds a password, so nobody else reads it."""
    fresh = path.with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_text(json.dumps(asdict(marker)))
    fresh.rename(path)
