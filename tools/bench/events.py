"""Events as browsers send them, about a kilobyte each, for the benchmarks that send or take in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import uuid4

if TYPE_CHECKING:
    from datetime import datetime

    from shared.json import Json

PEOPLE: Final = 5000
TEXT: Final = "hawthorn hazel blackthorn field maple dogwood " * 6


def browser_event(name: str, number: int, at: datetime, **more: Json) -> dict[str, Json]:
    """Return the event with this number, and ``more`` properties; its ids are new every time."""
    path = f"/products/{number % 400}"
    return {
        "uuid": str(uuid4()),
        "event": name,
        "distinct_id": f"visitor-{number % PEOPLE}",
        "timestamp": at.isoformat(),
        "properties": {
            "number": number,
            "$current_url": f"https://shop.example{path}?page={number % 50}",
            "$pathname": path,
            "$host": "shop.example",
            "$referrer": "https://search.example/",
            "$referring_domain": "search.example",
            "$browser": "Chrome",
            "$browser_version": 140,
            "$os": "Mac OS X",
            "$device_type": "Desktop",
            "$device_id": str(uuid4()),
            "$session_id": str(uuid4()),
            "$screen_width": 1920,
            "$screen_height": 1080,
            "$lib": "web",
            "$lib_version": "1.300.0",
            "$active_feature_flags": ["new-navigation", "pricing-b"],
            "text": TEXT,
            **more,
        },
    }
