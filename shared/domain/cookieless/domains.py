"""The domain that somebody registered, of any host below it: shop.example.co.uk -> example.co.uk.

Source: PostHog's root domain of a host (sdk-protocol 4.9), by the public suffix list.
"""

from __future__ import annotations

from functools import cache, lru_cache
from ipaddress import IPv6Address
from typing import Final
from urllib.parse import urlsplit

from publicsuffixlist import PublicSuffixList

_LOCAL: Final = "localhost"
_LOOPBACK: Final = "127.0.0.1"
_IPV4_PARTS: Final = 4


@lru_cache(maxsize=10_000)
def root_domain(host: str) -> str:
    """Return the registered domain with the port, if any; an address or an odd host as it is."""
    if not host:
        return ""
    if (bare := _ipv6(host)) is not None:
        return bare
    try:
        parts = urlsplit(host if "://" in host else f"http://{host}")
        name, port = parts.hostname or "", parts.port
    except ValueError:
        return host
    domain = _domain(name)
    return f"{domain}:{port}" if port else domain


def _domain(name: str) -> str:
    if name == _LOCAL:
        return _LOOPBACK
    if (address := _ipv6(name)) is not None:
        return address
    labels = name.split(".")
    if len(labels) == _IPV4_PARTS and all(label.isdecimal() for label in labels):
        return name
    return _suffixes().privatesuffix(name) or name


def _ipv6(text: str) -> str | None:
    try:
        return f"[{IPv6Address(text)}]"
    except ValueError:
        return None


@cache
def _suffixes() -> PublicSuffixList:
    """Return the list that the package ships, without the suffixes that companies lend."""
    return PublicSuffixList(only_icann=True)
