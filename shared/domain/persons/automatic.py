"""Event properties that become person properties by themselves.

    $browser: "Safari"  ->  $set: {$browser: Safari}, $set_once: {$initial_browser: Safari}

Source: PostHog's ``person-property-utils.ts`` (sdk-protocol 4.5).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shared.json import Json

CAMPAIGN: Final = (
    *("utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_name", "utm_term"),
    *("gclid", "gad_source", "gclsrc", "dclid", "gbraid", "wbraid", "fbclid", "msclkid", "twclid"),
    *("li_fat_id", "mc_cid", "igshid", "ttclid", "rdt_cid", "irclid", "_kx", "epik", "qclid"),
    "sccid",
)
DEVICE: Final = (
    *("$app_build", "$app_name", "$app_namespace", "$app_version", "$browser"),
    *(
        "$browser_version",
        "$device_type",
        "$current_url",
        "$pathname",
        "$referring_domain",
    ),
    *("$referrer", "$screen_height", "$screen_width", "$viewport_height", "$viewport_width"),
    "$raw_user_agent",
)
GEOIP: Final = (
    *("$geoip_city_name", "$geoip_country_name", "$geoip_country_code", "$geoip_continent_name"),
    *("$geoip_continent_code", "$geoip_postal_code", "$geoip_latitude", "$geoip_longitude"),
    *("$geoip_accuracy_radius", "$geoip_time_zone", "$geoip_subdivision_1_code"),
    "$geoip_subdivision_1_name",
)
SYSTEM: Final = ("$os", "$os_name", "$os_version")
SERVERS: Final = frozenset(
    {
        *("posthog-python", "posthog-node", "posthog-go", "posthog-ruby", "posthog-php"),
        *("posthog-java", "posthog-dotnet", "posthog-elixir", "posthog-rs", "posthog-server"),
        "posthog-edge",
    }
)
LARGEST_KNOWN_SHAPE: Final = 200
_FROM_ANYWHERE: Final = frozenset((*CAMPAIGN, *DEVICE, *GEOIP))
_FROM_CLIENTS: Final = frozenset((*_FROM_ANYWHERE, *SYSTEM))
_INITIAL: Final = {name: "$initial_" + name.removeprefix("$") for name in _FROM_CLIENTS}


def automatic(properties: Mapping[str, Json]) -> dict[str, Json]:
    """Return the properties of an event that its person takes over; null is no value."""
    is_server = properties.get("$lib") in SERVERS
    names = _names(tuple(properties), is_server)
    return {name: value for name in names if (value := properties[name]) is not None}


def _names(properties: tuple[str, ...], is_server: bool) -> tuple[str, ...]:
    """Return which of the properties are taken over; odd shapes are not worth remembering."""
    find = _remembered if len(properties) <= LARGEST_KNOWN_SHAPE else _find
    return find(properties, is_server)


def _find(properties: tuple[str, ...], is_server: bool) -> tuple[str, ...]:
    names = _FROM_ANYWHERE if is_server else _FROM_CLIENTS
    return tuple(name for name in properties if name in names)


_remembered: Final = lru_cache(maxsize=2048)(_find)


def observed(found: Mapping[str, Json]) -> Iterator[tuple[str, str, Json]]:
    """Yield them with the names that keep their last value and their first."""
    return ((name, _INITIAL[name], value) for name, value in found.items() if name in _INITIAL)
