"""The property keys that have a typed column of their own in ``events``.

One list for the DDL, the insert's splitting and HogQL's property access (clickhouse 6.1): a key
listed here lives in its column and never in the ``properties`` map. ``$session_id`` and
``$window_id`` are the UUID columns ``session_id`` and ``window_id``.
"""

from typing import Final

from msgspec import Struct


class HotColumn(Struct, frozen=True, kw_only=True):
    """A property key and its ClickHouse type; the column has the key's own name."""

    name: str
    type: str


def _few_values(*names: str) -> tuple[HotColumn, ...]:
    return tuple(HotColumn(name=name, type="LowCardinality(String)") for name in names)


def _many_values(*names: str) -> tuple[HotColumn, ...]:
    return tuple(HotColumn(name=name, type="String") for name in names)


HOT_COLUMNS: Final = (
    *_few_values(
        "$browser",
        "$browser_version",
        "$os",
        "$os_version",
        "$device_type",
        "$lib",
        "$lib_version",
        "$host",
        "$geoip_country_code",
        "$geoip_city_name",
        "$referring_domain",
        "utm_source",
        "utm_medium",
        "utm_campaign",
        "utm_content",
        "utm_term",
    ),
    *_many_values("$pathname", "$current_url", "$referrer", "$device_id"),
)
