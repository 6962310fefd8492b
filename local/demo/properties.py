"""The properties that the browser SDK puts on every event: page, browser, place, campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode, urlsplit

from local.demo.shop import HOST

if TYPE_CHECKING:
    from local.demo.people import Person
    from local.demo.shop import Channel

REFERRER: Final = ("$referrer", "$referring_domain")
_DIRECT: Final = "$direct"


def page_properties(path: str) -> dict[str, Any]:
    """Return where the visitor is; a campaign's address comes from ``channel_properties``."""
    return {"$current_url": f"https://{HOST}{path}", "$pathname": path, "$host": HOST}


def browser_properties(person: Person) -> dict[str, Any]:
    """Return what the visitor uses, and from where."""
    device, country = person.device, person.country
    return {
        "$lib": "web",
        "$lib_version": "1.449.2",
        "$device_id": person.device_id,
        "$browser": device.browser,
        "$browser_version": device.version,
        "$os": device.os,
        "$os_version": device.os_version,
        "$device_type": device.kind,
        "$screen_width": device.width,
        "$screen_height": device.height,
        "$geoip_disable": True,  # the place is given: the demo's address is this machine's
        "$geoip_country_code": country.code,
        "$geoip_country_name": country.name,
        "$geoip_city_name": country.city,
    }


def channel_properties(channel: Channel, path: str) -> dict[str, Any]:
    """Return how the visitor came to ``path``: referrer, and the campaign when there is one."""
    found: dict[str, Any] = {
        "$referrer": channel.referrer or _DIRECT,
        "$referring_domain": urlsplit(channel.referrer).hostname or _DIRECT,
    }
    campaign = {
        "utm_source": channel.source,
        "utm_medium": channel.medium,
        "utm_campaign": channel.campaign,
    }
    if channel.source:
        found.update(campaign)
        found["$current_url"] = f"https://{HOST}{path}?{urlencode(campaign)}"
    return found
