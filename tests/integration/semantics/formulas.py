"""The formulas of *sdk-protocol 4* once more: from the specification, not from our code."""

from __future__ import annotations

import hashlib

PERSONS = bytes.fromhex("932979b465c344248467" + "0b66ec27bc22")


def person_of(team_id: int, distinct_id: str) -> str:
    """Return the person id of 4.4, by the steps of RFC 9562 for a UUID of version 5."""
    digest = bytearray(hashlib.sha1(PERSONS + f"{team_id}:{distinct_id}".encode()).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
