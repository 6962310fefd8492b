"""JSON of requests, mostly good, with here and there something that nobody would send."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

TOKENS: Final = ("phc_plain", "phc_limited", "phc_rules", "phc_slow")
NAMES: Final = (
    *("a", "$pageview", "$identify", "$exception", "$ai_generation", "survey sent", "noise"),
    *("$snapshot", "$performance_event", "$feature_flag_called", "$$heatmap"),
)
FIELDS: Final = (
    *("event", "uuid", "distinct_id", "$distinct_id", "timestamp", "offset", "properties"),
    *("$set", "$set_once", "api_key", "token", "$token", "options", "session_id", "sent_at"),
)
TEXTS: Final = (
    *("", " ", "\x00", "\ud800", "a\udfffb", "\uffff", "\ufeff", "😀", "ü", "0", "null", "NaN"),
    *("x" * 201, "x" * 5000, "phx_personal", "2026-11-22T16:28:54Z", "2026-11-22", "-1", "1e999"),
    *("0000-00-00", "guest", "[object Object]", "../../x", "$", "'", '"', "\\", "\r\n"),
)
NUMBERS: Final = (
    *(0, -0.0, -1, 2**31, 2**63, 2**64, -(2**64), 10**30, 10**400, 1e308, -1e308, 1e-320),
    *(float("nan"), float("inf"), -float("inf"), 1_795_365_013, 1_795_365_013_594, 0.1),
)
SHALLOW: Final = (2, 20, 230, 250, 260, 600, 1100)


KINDS: Final[tuple[Callable[[Random], Any], ...]] = (
    lambda random: random.choice(TEXTS),
    lambda random: random.choice(NUMBERS),
    lambda random: random.choice((None, True, False, [], {})),
    lambda random: [strange(random) for _ in range(random.randrange(3))],
    lambda random: {random.choice(TEXTS + FIELDS): strange(random) for _ in range(2)},
    lambda random: str(UUID(int=random.getrandbits(128))),
    lambda random: random.choice(NAMES),
    lambda random: "".join(chr(random.randrange(0x3000)) for _ in range(random.randrange(9))),
)


def strange(random: Random) -> Any:
    """Return a value of any kind."""
    return random.choice(KINDS)(random)


def event(random: Random) -> Any:
    """Return an event, now and then one with something wrong, or no event at all."""
    if random.random() < 0.03:
        return strange(random)
    found: dict[str, Any] = {
        "event": random.choice(NAMES),
        "uuid": str(UUID(int=random.getrandbits(128))),
        "distinct_id": f"user-{random.randrange(5)}",
        "timestamp": "2026-11-22T16:28:54.995323+00:00",
        "properties": {"$ai_model": "m", "number": random.randrange(100), "text": "hedge"},
    }
    while random.random() < 0.3:
        name = random.choice(FIELDS)
        if random.random() < 0.3:
            found.pop(name, None)
        else:
            found[name] = strange(random)
    return found


def request(random: Random) -> Any:
    """Return the value of a body: a batch, an array, a single event, or anything."""
    kind = random.random()
    if kind < 0.02:
        return strange(random)
    events = [event(random) for _ in range(random.choice((0, 1, 1, 1, 2, 3, 8)))]
    token = random.choice(TOKENS) if random.random() < 0.97 else strange(random)
    if kind < 0.2:
        return [{**found, "token": token} if isinstance(found, dict) else found for found in events]
    if kind < 0.35:
        return {**(events[0] if events and isinstance(events[0], dict) else {}), "api_key": token}
    root: dict[str, Any] = {"api_key": token, "batch": events}
    if random.random() < 0.2:
        name = random.choice(("sent_at", "historical_migration", "created_at", "batch", "token"))
        root[name] = strange(random)
    return root


def text(random: Random) -> bytes:
    """Return a body as JSON, lenient: it holds NaN and half pairs, and may be large or deep."""
    written = json.dumps(request(random), ensure_ascii=random.random() < 0.5)
    if random.random() < 0.002:
        written = written.replace('"hedge"', f'"{random.randbytes(150_000).hex()}"', 1)
    if random.random() < 0.01:
        levels = random.choice(SHALLOW)
        opening, closing = random.choice((("[", "]"), ('{"a":', "}")))
        written = written.replace('"hedge"', opening * levels + "1" + closing * levels, 1)
    return written.encode(errors=random.choice(("surrogatepass", "replace")))
