"""Questions about paths as clients send them."""

from typing import Any, Final

Node = dict[str, Any]

DATES: Final = {"date_from": "2020-01-01", "date_to": "2020-01-10"}


def paths(**chosen: Any) -> Node:
    return {"kind": "PathsQuery", "dateRange": DATES, "pathsFilter": chosen}
