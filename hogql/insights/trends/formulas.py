"""Formulas over series: a small grammar, read once, computed for every bucket (insights 3.5).

    "A + 2*B"  ->  Formula  ->  [A's points], [B's points]  ->  points

    sum     := product (("+" | "-") product)*
    product := signed (("*" | "/" | "%") signed)*
    signed  := ("+" | "-") signed | power
    power   := atom ["**" signed]                              so -2**2 is -4, and 2**-1 is 0.5
    atom    := number | letter | "(" sum ")"

A division by zero, and whatever else is no number, is 0.

Source: PostHog ``posthog/hogql_queries/insights/utils/utils.py`` and its formula tests.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from hogql.insights.errors import InsightError

if TYPE_CHECKING:
    from hogql.insights.axis import Number
    from hogql.insights.trends.models import TrendsFilter

LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MAX_LENGTH: Final = 1000
MAX_DEPTH: Final = 50
MAX_FORMULAS: Final = 25

_TOKEN: Final = re.compile(r"\s*(?:([0-9]+(?:\.[0-9]*)?|\.[0-9]+)|([A-Za-z]+)|(\*\*|[-+*/%()]))")
Terms: TypeAlias = Sequence[float]
Compute: TypeAlias = Callable[[Terms], float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Formula:
    """One formula; ``compute`` takes the points of all series in one bucket."""

    text: str
    name: str | None
    compute: Compute

    @property
    def label(self) -> str:
        """Return how its row reads in a legend."""
        return self.name or f"Formula ({self.text})"

    def of(self, points: Terms) -> "Number":
        """Return the number of one bucket; whole numbers without a fraction."""
        found = float(self.compute(points))
        return int(found) if found.is_integer() and abs(found) < 2**53 else found


def formulas_of(chosen: "TrendsFilter | None", series: int) -> tuple[Formula, ...]:
    """Return the formulas of a request over so many series. Raises InsightError for a wrong one."""
    if chosen is None:
        return ()
    if chosen.formula_nodes:
        place, last = "trendsFilter.formulaNodes", ".formula"
        written = [(node.formula, node.custom_name) for node in chosen.formula_nodes]
    elif chosen.formulas:
        place, last = "trendsFilter.formulas", ""
        written = [(text, None) for text in chosen.formulas]
    elif chosen.formula:
        return (read_formula(chosen.formula, None, series, attr="trendsFilter.formula"),)
    else:
        return ()
    return tuple(
        read_formula(text, name, series, attr=f"{place}.{at}{last}")
        for at, (text, name) in enumerate(written)
    )


def read_formula(text: str, name: str | None, series: int, *, attr: str) -> Formula:
    """Return a formula over the letters of so many series. Raises InsightError, naming ``attr``."""
    reader = _Reader(text, series, attr)
    return Formula(text=text, name=name, compute=reader.whole())


class _Reader:
    """Reads a formula from left to right; every rule of the grammar is a method."""

    def __init__(self, text: str, series: int, attr: str) -> None:
        self._attr = attr
        self._letters = LETTERS[:series]
        self._tokens = self._split(text)
        self._place = 0
        self._depth = 0

    def whole(self) -> Compute:
        found = self._sum()
        if self._next() is not None:
            raise self._wrong(f"We did not expect '{self._next()}' there.")
        return found

    def _split(self, text: str) -> list[str]:
        if len(text) > MAX_LENGTH:
            raise self._wrong(f"It may have {MAX_LENGTH} characters.")
        tokens: list[str] = []
        text = text.strip()
        place = 0
        while place < len(text):
            match = _TOKEN.match(text, place)
            if match is None:
                raise self._wrong(f"We do not know '{text[place]}'.")
            tokens.append(match[0].strip())
            place = match.end()
        return tokens

    def _sum(self) -> Compute:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._wrong("It is nested too deep.")
        found = self._product()
        while (sign := self._take("+", "-")) is not None:
            found = _both(_OPERATIONS[sign], found, self._product())
        self._depth -= 1
        return found

    def _product(self) -> Compute:
        found = self._signed()
        while (sign := self._take("*", "/", "%")) is not None:
            found = _both(_OPERATIONS[sign], found, self._signed())
        return found

    def _signed(self) -> Compute:
        is_negative = False
        while (sign := self._take("+", "-")) is not None:
            is_negative ^= sign == "-"
        found = self._power()
        return _both(_OPERATIONS["-"], _constant(0.0), found) if is_negative else found

    def _power(self) -> Compute:
        found = self._atom()
        if self._take("**") is None:
            return found
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._wrong("It is nested too deep.")
        power = _both(_OPERATIONS["**"], found, self._signed())
        self._depth -= 1
        return power

    def _atom(self) -> Compute:
        part = self._next()
        if part is None:
            raise self._wrong("Something is missing at its end.")
        self._place += 1
        if part == "(":
            found = self._sum()
            if self._take(")") is None:
                raise self._wrong("A bracket is not closed.")
            return found
        if part[0].isdigit() or part[0] == ".":
            return _constant(_finite(float(part)))
        if part.isalpha():
            return self._letter(part)
        raise self._wrong(f"We did not expect '{part}' there.")

    def _letter(self, token: str) -> Compute:
        index = self._letters.find(token.upper()) if len(token) == 1 else -1
        if index < 0:
            known = ", ".join(self._letters) or "none"
            raise self._wrong(f"There is no series '{token[:20]}'; the series are {known}.")
        return lambda terms: terms[index]

    def _next(self) -> str | None:
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def _take(self, *wanted: str) -> str | None:
        token = self._next()
        if token not in wanted:
            return None
        self._place += 1
        return token

    def _wrong(self, why: str) -> InsightError:
        known = "Use numbers, the letters of series and + - * / % **."
        return InsightError(f"This is not a formula. {why} {known}", attr=self._attr)


def _both(operation: Callable[[float, float], float], left: Compute, right: Compute) -> Compute:
    def compute(terms: Terms) -> float:
        try:
            return _finite(operation(left(terms), right(terms)))
        except (ArithmeticError, ValueError):
            return 0.0

    return compute


def _constant(number: float) -> Compute:
    return lambda _terms: number


def _finite(number: float) -> float:
    return number if math.isfinite(number) else 0.0


_OPERATIONS: Final[dict[str, Callable[[float, float], float]]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
    "%": lambda left, right: left % right,
    "**": math.pow,
}
