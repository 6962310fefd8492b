"""Location databases for tests: the MaxMind DB format, for a few networks of one address family.

    {network: record} --write_database--> bytes of an .mmdb file

The tree has records of 24 bits; each side of a node is another node, nothing, or a record.
"""

from __future__ import annotations

import struct
from ipaddress import ip_network
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

Node = list[Any]
SHORT, NUMBER, LONG = 5, 6, 9  # unsigned numbers of 16, 32 and 64 bits
KINDS = {"build_epoch": LONG, "node_count": NUMBER}  # of the metadata; all others are SHORT


def write_database(records: Mapping[str, Mapping[str, Any]], *, ip_version: int = 4) -> bytes:
    """Return a database that knows these networks."""
    root: Node = [None, None]
    for text, record in records.items():
        network = ip_network(text)
        address, width = int(network.network_address), network.max_prefixlen
        node = root
        for depth in range(network.prefixlen - 1):
            side = address >> (width - 1 - depth) & 1
            node[side] = node[side] or [None, None]
            node = node[side]
        node[address >> (width - network.prefixlen) & 1] = dict(record)
    return _write(root, ip_version)


def _write(root: Node, ip_version: int) -> bytes:
    nodes = [root]
    for node in nodes:
        nodes.extend(side for side in node if isinstance(side, list))
    numbers = {id(node): number for number, node in enumerate(nodes)}
    tree, data = b"", b""
    for node in nodes:
        for side in node:
            if isinstance(side, list):
                value = numbers[id(side)]
            elif side is None:
                value = len(nodes)
            else:
                value = len(nodes) + 16 + len(data)
                data += _encode(side)
            tree += value.to_bytes(3, "big")
    metadata = {
        "binary_format_major_version": 2,
        "binary_format_minor_version": 0,
        "build_epoch": 1,
        "database_type": "test",
        "description": {"en": "test"},
        "ip_version": ip_version,
        "languages": ["en"],
        "node_count": len(nodes),
        "record_size": 24,
    }
    return tree + bytes(16) + data + b"\xab\xcd\xefMaxMind.com" + _write_metadata(metadata)


def _write_metadata(metadata: Mapping[str, Any]) -> bytes:
    pairs = (
        _encode(name) + _encode(value, KINDS.get(name, SHORT)) for name, value in metadata.items()
    )
    return _head(7, len(metadata)) + b"".join(pairs)


def _encode(value: Any, kind: int = NUMBER) -> bytes:
    match value:
        case str():
            raw = value.encode()
            return _head(2, len(raw)) + raw
        case float():
            return _head(3, 8) + struct.pack(">d", value)
        case int():
            raw = value.to_bytes((value.bit_length() + 7) // 8, "big")
            return _head(kind, len(raw)) + raw
        case list():
            return _head(11, len(value)) + b"".join(map(_encode, value))
        case _:
            pairs = (_encode(part) for pair in value.items() for part in pair)
            return _head(7, len(value)) + b"".join(pairs)


def _head(kind: int, size: int) -> bytes:
    """Return the control bytes: types above 7 follow in a byte of their own."""
    first, extended = (kind << 5, b"") if kind <= 7 else (0, bytes([kind - 7]))
    if size < 29:
        return bytes([first | size]) + extended
    return bytes([first | 29]) + extended + bytes([size - 29])
