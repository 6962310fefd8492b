"""Rows of values that functions stumble over, as a HogQL sub-query: one column of each type.

s n text (n may be null)   i ni integers   f floats   d dates   t times   u UUIDs   b booleans
sa ia ib fa ta aa arrays   m mk mi maps    p tu ti tuples   v spans   bm bitmaps
"""

from __future__ import annotations

import re
from typing import Final

ROWS: Final = 24
TEXTS: Final = r"""['abc', '', '-5', '1e400', 'nan', 'inf', '2026-13-45 99:99:99', '0000-00-00',
    '9999999999999999999999', unhex('fffe80c3'), '{"a":', '[1,2', '(', 'http://[::1/?a=%zz&b', '%',
    '\\', '💥é', 'null', '{"a":{"b":[1,null,"x"]},"n":-1e999}', '2026-03-29 01:30:00',
    '300.1.2.3', '018f6f4e-0000-7000-8000-00000000000x', '12:34', ' a,b;c d ']"""
INTEGERS: Final = """[0, -1, 1, 9223372036854775807, -9223372036854775807, 255, 65536, -129,
    100000000, 2, 3, 4, 5, 6, 7, 8, 64, -64, 63, 1000, -1000, 4294967296, 10, 31]"""
FLOATS: Final = """[nan, inf, -inf, 1e308, -1e308, 0.0, -0.0, 0.5, -0.5, 1.0, -1.0, 2.5, 3.5,
    1e-300, 9.3e18, -9.3e18, 1.8e19, 4294967296.5, 180.0, -90.5, 360.1, 64.0, -64.0, 1e15]"""
DATES: Final = """[toDate('1900-01-01'), toDate('1970-01-01'), toDate('2149-06-06'),
    toDate('2299-12-31'), toDate('2026-03-29'), toDate('2024-02-29')]"""
TIMES: Final = """[toDateTime('1900-01-01 00:00:00'), toDateTime('1970-01-01 00:00:00'),
    toDateTime('2299-12-31 23:59:59'), toDateTime('2026-03-29 01:30:00'),
    toDateTime('2106-02-07 06:28:16'), toDateTime('1969-12-31 23:59:59.999')]"""
UUIDS: Final = """[toUUID('00000000-0000-0000-0000-000000000000'),
    toUUID('018f6f4e-0000-7000-8000-000000000001'),
    toUUID('ffffffff-ffff-ffff-ffff-ffffffffffff')]"""


def _pick(items: str) -> str:
    return f"arrayElement({items}, number + 1)"


def _some(items: str) -> str:
    return f"arraySlice({items}, number % 20 + 1, number % 4)"


COLUMNS: Final = {
    "s": _pick(TEXTS),
    "n": f"nullIf({_pick(TEXTS)}, 'abc')",
    "i": _pick(INTEGERS),
    "ni": f"nullIf({_pick(INTEGERS)}, 0)",
    "f": _pick(FLOATS),
    "d": f"arrayElement({DATES}, number % 6 + 1)",
    "t": f"arrayElement({TIMES}, number % 6 + 1)",
    "u": f"arrayElement({UUIDS}, number % 3 + 1)",
    "b": "number % 2 = 0",
    "sa": _some(TEXTS),
    "ia": _some(INTEGERS),
    "ib": f"arraySlice({INTEGERS}, 24 - number % 20, number % 3)",
    "fa": _some(FLOATS),
    "ta": f"arraySlice({TIMES}, 1, number % 4)",
    "aa": f"[{_some(INTEGERS)}, arraySlice({INTEGERS}, 1, number % 2)]",
    "m": f"map('a', {_pick(TEXTS)}, '', 'x')",
    "mi": f"map('a', {_pick(INTEGERS)})",
    "mk": f"map({_pick(INTEGERS)}, {_pick(INTEGERS)})",
    "p": f"tuple({_pick(FLOATS)}, {_pick(FLOATS)})",
    "tu": f"tuple({_pick(TEXTS)}, {_pick(INTEGERS)})",
    "ti": f"tuple({_pick(INTEGERS)}, {_pick(INTEGERS)})",
    "v": "toIntervalDay(number)",
    "bm": "bitmapBuild([number, number * 7])",
}


def over_poison(*expressions: str) -> str:
    """A query of the expressions over rows that have the columns they name."""
    shown = ", ".join(expressions)
    words = {*re.findall(r"[a-z]+", shown), "s"}
    columns = ", ".join(f"{value} AS {name}" for name, value in COLUMNS.items() if name in words)
    return f"SELECT {shown} FROM (SELECT {columns} FROM numbers({ROWS})) AS z"
