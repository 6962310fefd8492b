"""The one table of functions: what a query may call, and what ClickHouse is given (hogql 7.1.8).

    name as written  ->  find_function  ->  Function(sql name, arity, type, flags)  or  None
    name as written  ->  why_refused    ->  the reason, of a name that is known and not offered

A family table holds one function a line: ``name[=ClickHouse name]  arity  type[,flags]  help``.

    arity   ``2``, ``1-3``, ``1+``; ``1;0-2`` also takes up to two parameters: ``f(p, q)(x)``
    type    s string, i int, f float, b bool, d date, t datetime, z datetime with its zone, u uuid,
            v interval, T tuple, M map, ``?`` unknown; ``As`` array of strings; ``1`` type of the
            first argument, ``e1`` of its items, ``A1`` an array of it; ``M2`` map to values of
            argument 2's type, ``Z`` array of tuples of the arguments' items, ``AL`` array of a
            lambda's values; ``i!`` never null, ``i?`` always nullable, otherwise nullable when an
            argument is
    flags   n      arguments are numbers: text is converted, without throwing
            i      arguments are whole numbers: text and fractions are converted, without throwing;
                   ``i2`` says it of argument 2
            c      arguments are conditions, and times of whole seconds
            m      argument 1 is a time: text is parsed, null when it is none; ``M`` takes dates too
            a2     argument 2 is a number of units of time, the unit being that of the name
            e      arrays are brought to the length of the first: unequal ones throw
            k2     argument 2 must be a constant: a row's value could appear in an error
            b2     a constant argument 2 is at most MAX_REPEAT (cases 59, 60)
            o2     the project's time zone becomes argument 2 when argument 1 is a datetime
            w      datetime arguments are shown the project's time zone first
            x      ClickHouse's function throws on some values: it is called in a form that does not

A function is *not* here when it throws on a row's value in every form, reads the server, or waits
(7.1.6). Lines are read when their function is first called for: nothing is built at import.
"""

from functools import lru_cache
from importlib import import_module
from typing import Final, Literal

from msgspec import Struct

MAX_REPEAT: Final = 1_000_000
FAMILIES: Final = {
    "Arithmetic and mathematics": "maths",
    "Logic, comparison and nulls": "logic",
    "Conversions": "conversions",
    "Dates and times": "dates",
    "Strings": "texts",
    "Searching and replacing in strings": "searching",
    "Arrays": "arrays",
    "Maps, tuples, JSON and bits": "structures",
    "URLs": "urls",
    "Geography": "geography",
    "PostHog's own": "own",
    "Window functions": "windows",
    "Aggregates": "aggregates",
}
"""Family -> the module of this folder that holds its lines as ``LINES``."""


class Function(Struct, frozen=True, kw_only=True):
    """A function that queries may call. ``most`` is None when it takes any number of arguments.

    ``suffixes`` are the combinators of an aggregate; ``tail`` says what its last arguments are for
    them: a ``condition`` or a ``key``.
    """

    name: str
    sql: str
    least: int
    most: int | None
    returns: str
    help: str
    family: str
    is_aggregate: bool = False
    is_window: bool = False
    least_params: int = 0
    most_params: int | None = 0
    numeric: bool = False
    whole: bool = False
    whole_at: tuple[int, ...] = ()
    conditions: bool = False
    moment: Literal["", "m", "M"] = ""
    amount_at: int = 0
    equal_arrays: bool = False
    wraps_zone: bool = False
    zone_at: int = 0
    constant_at: tuple[int, ...] = ()
    bounded_at: int = 0
    is_guarded: bool = False
    suffixes: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()

    @property
    def throws(self) -> Literal["never", "on constants", "guarded"]:
        """When ClickHouse's function throws, and so what the compiler does about it."""
        if self.is_guarded:
            return "guarded"
        return "on constants" if self.constant_at or self.bounded_at else "never"

    @property
    def signature(self) -> str:
        """How it is called, as the editor shows it: ``quantile([p])(x)``."""
        params = _slots("p", self.least_params, self.most_params)
        first = f"({params})" if self.most_params != 0 else ""
        return f"{self.name}{first}({_slots('x', self.least, self.most)})"

    @property
    def is_zone_aware(self) -> bool:
        """Whether the project's time zone decides what it gives."""
        return bool(self.zone_at or self.wraps_zone)


def _slots(letter: str, least: int, most: int | None) -> str:
    names = [f"{letter}{place}" for place in range(1, max(least, most or 0) + 1)]
    shown = names[:least] + [f"[{name}]" for name in names[least:]]
    return ", ".join(shown if most is not None else [*shown, "..."])


def _read_line(line: str, family: str) -> Function:
    names, arity, codes, explanation = line.split(None, 3)
    name, _, sql = names.partition("=")
    arity, _, params = arity.partition(";")
    least, most = _read_arity(arity)
    least_params, most_params = _read_arity(params or "0")
    returns, *flags = codes.split(",")
    places = [(flag[0], int(flag[1:])) for flag in flags if len(flag) > 1]
    first = dict(places)
    return Function(
        name=name,
        sql=sql or name,
        least=least,
        most=most,
        returns=returns,
        help=explanation,
        family=family,
        is_aggregate=family == "Aggregates",
        is_window=family == "Window functions",
        least_params=least_params,
        most_params=most_params,
        numeric="n" in flags,
        whole_at=tuple(place for flag, place in places if flag == "i"),
        whole="i" in flags,
        conditions="c" in flags,
        moment="M" if "M" in flags else "m" if "m" in flags else "",
        amount_at=first.get("a", 0),
        equal_arrays="e" in flags,
        wraps_zone="w" in flags,
        zone_at=first.get("o", 0),
        constant_at=tuple(place for flag, place in places if flag == "k"),
        bounded_at=first.get("b", 0),
        is_guarded="x" in flags,
    )


def _read_arity(text: str) -> tuple[int, int | None]:
    if text.endswith("+"):
        return int(text[:-1]), None
    least, _, most = text.partition("-")
    return int(least), int(most or least)


@lru_cache(maxsize=1)
def _lines() -> dict[str, tuple[str, str]]:
    """Name in lower case -> its line and family."""
    found: dict[str, tuple[str, str]] = {}
    for family, module in FAMILIES.items():
        for line in import_module(f"hogql.functions.{module}").LINES.strip().splitlines():
            name = line[: line.index(" ")].partition("=")[0]
            found[name.lower()] = (line, family)
    return found


@lru_cache(maxsize=2048)
def find_function(name: str) -> Function | None:
    """The function of that name, whatever its case; an aggregate may carry combinators."""
    found = _lines().get(name.lower())
    if found is not None:
        return _read_line(*found)
    combined: Function | None = import_module("hogql.functions.combinators").find_combined(name)
    return combined


def all_functions() -> tuple[Function, ...]:
    """Every function of the tables, for the reference and the editor."""
    return tuple(_read_line(line, family) for line, family in _lines().values())


def why_refused(name: str) -> str | None:
    """Why a function that people know is not offered; None when nothing is known of the name."""
    reason: str | None = import_module("hogql.functions.refused").find_reason(name)
    return reason


def suggest(name: str) -> str | None:
    """The known function that is written most alike, if any is close."""
    close = import_module("difflib").get_close_matches(name.lower(), _lines(), n=1, cutoff=0.6)
    return _read_line(*_lines()[close[0]]).name if close else None
