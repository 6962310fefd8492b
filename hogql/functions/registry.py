"""The one table of functions: what a query may call, and what ClickHouse is given (hogql 7.1.8).

    name as written  ->  find_function / find_aggregate  ->  Function(sql name, arity, type, flags)

A family table holds one function a line: ``name[=ClickHouse name]  arity  type[,flags]  help``.

    arity   ``2``, ``1-3``, ``1+``
    type    s string, i int, f float, b bool, d date, t datetime, z datetime with its zone, u uuid,
            v interval, T tuple, M map, ``?`` unknown; ``As`` array of strings; ``1`` type of the
            first argument, ``e1`` of its items, ``A1`` an array of it; ``i!`` never null, ``i?``
            always nullable, otherwise nullable when an argument is
    flags   n      arguments are numbers: text is converted, without throwing
            k2     argument 2 must be a constant: a row's value could appear in an error
            b2     a constant argument 2 is at most MAX_REPEAT (cases 59, 60)
            o2     the project's time zone becomes argument 2 when argument 1 is a datetime
            w      datetime arguments are shown the project's time zone first

A function is *not* here when it can throw on a row's value, reads the server, or waits (7.1.6).
"""

from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from msgspec import Struct

from hogql.functions.aggregates import AGGREGATES, COMBINATORS, NO_COMBINATOR
from hogql.functions.arrays import ARRAYS
from hogql.functions.conversions import CONVERSIONS
from hogql.functions.dates import DATES
from hogql.functions.geography import GEOGRAPHY
from hogql.functions.logic import LOGIC
from hogql.functions.maths import MATHS
from hogql.functions.searching import SEARCHING
from hogql.functions.structures import STRUCTURES
from hogql.functions.texts import TEXTS
from hogql.functions.urls import URLS
from hogql.functions.windows import WINDOWS

MAX_REPEAT: Final = 1_000_000
FAMILIES: Final = {
    "Arithmetic and mathematics": MATHS,
    "Logic, comparison and nulls": LOGIC,
    "Conversions": CONVERSIONS,
    "Dates and times": DATES,
    "Strings": TEXTS,
    "Searching and replacing in strings": SEARCHING,
    "Arrays": ARRAYS,
    "Maps, tuples, JSON and bits": STRUCTURES,
    "URLs": URLS,
    "Geography": GEOGRAPHY,
    "Window functions": WINDOWS,
    "Aggregates": AGGREGATES,
}


class Function(Struct, frozen=True, kw_only=True):
    """A function that queries may call. ``most`` is None when it takes any number of arguments."""

    name: str
    sql: str
    least: int
    most: int | None
    returns: str
    help: str
    family: str
    is_aggregate: bool = False
    numeric: bool = False
    wraps_zone: bool = False
    zone_at: int = 0
    constant_at: int = 0
    bounded_at: int = 0


def _read_line(line: str, family: str) -> Function:
    names, arity, codes, explanation = line.split(None, 3)
    name, _, sql = names.partition("=")
    least, most = _read_arity(arity)
    returns, *flags = codes.split(",")
    places = {flag[0]: int(flag[1:]) for flag in flags if len(flag) > 1}
    return Function(
        name=name,
        sql=sql or name,
        least=least,
        most=most,
        returns=returns,
        help=explanation,
        family=family,
        is_aggregate=family == "Aggregates",
        numeric="n" in flags,
        wraps_zone="w" in flags,
        zone_at=places.get("o", 0),
        constant_at=places.get("k", 0),
        bounded_at=places.get("b", 0),
    )


def _read_arity(text: str) -> tuple[int, int | None]:
    if text.endswith("+"):
        return int(text[:-1]), None
    least, _, most = text.partition("-")
    return int(least), int(most or least)


def _index() -> dict[str, tuple[str, str]]:
    """Name in lower case -> its line and family; a line is read when its function is called for."""
    found: dict[str, tuple[str, str]] = {}
    for family, table in FAMILIES.items():
        for line in table.strip().splitlines():
            name = line[: line.index(" ")].partition("=")[0]
            found[name.lower()] = (line, family)
    return found


_LINES: Final = _index()


@lru_cache(maxsize=2048)
def find_function(name: str) -> Function | None:
    """The function of that name, whatever its case; an aggregate may carry combinators."""
    found = _LINES.get(name.lower())
    return _find_combined(name) if found is None else _read_line(*found)


def all_functions() -> tuple[Function, ...]:
    """Every function of the tables, for the reference and the editor."""
    return tuple(_read_line(line, family) for line, family in _LINES.values())


def _find_combined(name: str) -> Function | None:
    for suffix in COMBINATORS:
        if not name.endswith(suffix) or len(name) == len(suffix):
            continue
        base = find_function(name.removesuffix(suffix))
        if base is None or not base.is_aggregate or base.name in NO_COMBINATOR:
            return None
        return _combine(base, suffix)
    return None


def _combine(base: Function, suffix: str) -> Function:
    more, returns = COMBINATORS[suffix]
    return Function(
        name=base.name + suffix,
        sql=base.sql + suffix,
        least=base.least + more,
        most=None if base.most is None else base.most + more,
        returns=returns or base.returns,
        help=f"{base.help} Combinator {suffix}.",
        family=base.family,
        is_aggregate=True,
        numeric=base.numeric and suffix in {"If", "OrNull", "OrDefault", "Distinct"},
    )


def suggest(name: str) -> str | None:
    """The known function that is written most alike, if any is close."""
    close = get_close_matches(name.lower(), _LINES, n=1, cutoff=0.6)
    return _read_line(*_LINES[close[0]]).name if close else None
