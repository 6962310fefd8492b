"""Finds the address of the client behind the proxies in front of us (sdk-protocol 2.5)."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

CLOUDFRONT_HEADER: Final = "cloudfront-viewer-address"
FORWARDED_HEADER: Final = "x-forwarded-for"


def client_address(headers: Mapping[str, str], source_ip: str) -> str:
    """Return the address without port or brackets, empty when nothing names a valid one.

    ``headers`` has its names in lower case. The first of what CloudFront saw, the left-most
    forwarded address and the peer of the connection that is an address wins.
    """
    viewer = headers.get(CLOUDFRONT_HEADER, "")
    forwarded = headers.get(FORWARDED_HEADER, "").partition(",")[0].strip()
    # Trap: CloudFront writes IPv6 without brackets, and always with the port at the end.
    candidates = (viewer.rpartition(":")[0], _without_port(forwarded), _without_port(source_ip))
    return next((found for text in candidates if (found := _normalize(text))), "")


def _without_port(text: str) -> str:
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text


def _normalize(text: str) -> str:
    try:
        return str(ip_address(text.strip("[] ")))
    except ValueError:
        return ""
