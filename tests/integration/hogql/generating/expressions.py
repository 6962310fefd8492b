"""Random expressions of a wanted kind over the fields of some sources.

Expressions(random, {"e": fields}).make("string", depth)  ->  "upper(e.properties.plan)"
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from hogql.functions.registry import Function, all_functions
from tests.integration.hogql.generating.words import CONSTANTS, HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

RETURNS: Final = {
    "s": "string",
    "i": "int",
    "f": "float",
    "b": "bool",
    "d": "date",
    "t": "datetime",
    "z": "datetime",
    "u": "uuid",
    "A": "array",
}
TAKES: Final = {
    "Arithmetic and mathematics": "int",
    "Logic, comparison and nulls": "int",
    "Conversions": "string",
    "Dates and times": "datetime",
    "Strings": "string",
    "Searching and replacing in strings": "string",
    "Arrays": "array",
    "Maps, tuples, JSON and bits": "string",
    "URLs": "string",
    "Geography": "float",
}
KINDS: Final = ("string", "int", "float", "bool", "datetime", "date", "uuid", "array", "any")
OPERATORS: Final = ("=", "!=", "<", ">", "<=", ">=", "IS DISTINCT FROM")
TEXT_OPERATORS: Final = ("LIKE", "ILIKE", "NOT LIKE", "=~", "!~", "=", "!=")
CASTS: Final = ("Int64", "Float64", "String", "DateTime", "Date", "UUID", "Bool", "Decimal(10, 2)")
HIGHER: Final = (
    *("arrayMap", "arrayFilter", "arrayExists", "arrayAll", "arrayCount", "arraySum", "arrayFirst"),
    *("arrayLast", "arraySort", "arrayReverseSort", "arrayMin", "arrayMax", "arrayAvg"),
)
ANY_OF_ANYTHING: Final = 0.03
HOSTILE_SHARE: Final = 0.015
FIELD_SHARE: Final = 0.5


@lru_cache(maxsize=1)
def functions_by_kind() -> Mapping[str, tuple[Function, ...]]:
    """The plain functions of the registry by the kind they give."""
    found: dict[str, list[Function]] = {kind: [] for kind in KINDS}
    for function in all_functions():
        if function.is_aggregate or function.is_window:
            continue
        found[RETURNS.get(function.returns[0], "any")].append(function)
    return {kind: tuple(items) for kind, items in found.items()}


@lru_cache(maxsize=1)
def aggregates() -> tuple[Function, ...]:
    """The aggregates of the registry."""
    return tuple(item for item in all_functions() if item.is_aggregate)


@dataclass(kw_only=True)
class Expressions:
    """Makes expressions; ``sources`` are the fields of each table alias, by name and kind."""

    random: Random
    sources: dict[str, Mapping[str, str]]
    sub_query: Callable[[int], str] | None = None

    def make(self, kind: str, depth: int) -> str:
        """An expression that should be of the kind."""
        dice = self.random.random()
        if dice < HOSTILE_SHARE:
            return self.random.choice(HOSTILE).replace("{it}", self.field("string"))
        if depth <= 0 or dice < FIELD_SHARE:
            is_field = self.sources and self.random.random() < 0.8
            return self.field(kind) if is_field else self.constant(kind)
        forms = [self._call, self._call, self._choice, self._cast, self._operator, self._rare]
        return self.random.choice(forms)(kind, depth - 1)

    def field(self, kind: str) -> str:
        """A field of the kind, or of another one when there is none."""
        found = [
            f"{alias}.{name}" if alias else name
            for alias, fields in self.sources.items()
            for name, of in fields.items()
            if kind in {of, "any"} or of == "any"
        ]
        return self.random.choice(found) if found else self.constant(kind)

    def constant(self, kind: str) -> str:
        """A constant of the kind."""
        return self.random.choice(CONSTANTS.get(kind, CONSTANTS["any"]))

    def kind(self) -> str:
        """Any kind."""
        return self.random.choice(KINDS)

    def condition(self, depth: int) -> str:
        """A condition of a WHERE."""
        left = self._comparison(depth)
        if depth > 0 and self.random.random() < 0.4:
            word = self.random.choice(("AND", "OR", "AND NOT"))
            return f"({left}) {word} ({self.condition(depth - 1)})"
        return left

    def aggregate(self, depth: int) -> str:
        """A call of an aggregate."""
        function = self.random.choice(aggregates())
        if self.random.random() < 0.4:
            return self.random.choice(("count()", f"uniq({self.field('any')})", "min(1)"))
        name = function.name + self.random.choice(("", "", "", "", "If", "OrNull"))
        most = function.most if function.most is not None else function.least + 1
        kind = "int" if function.numeric else self.kind()
        args = [self.make(kind, depth) for _ in range(self.random.randint(function.least, most))]
        if name.endswith("If") and not function.name.endswith("If"):
            args.append(self.condition(0))
        level = "0.5" if name.startswith(("quantile", "median")) else "2"
        params = f"({', '.join([level] * function.least_params)})" if function.least_params else ""
        distinct = "DISTINCT " if args and self.random.random() < 0.05 else ""
        return f"{name}{params}({distinct}{', '.join(args)})"

    def _call(self, kind: str, depth: int) -> str:
        known = functions_by_kind()
        function = self.random.choice(known.get(kind) or known["any"])
        most = function.most if function.most is not None else function.least + 2
        count = self.random.randint(function.least, max(function.least, most))
        args = [self._argument(function, place, depth) for place in range(count)]
        if function.name in HIGHER:
            args = [f"x -> {self.random.choice(('x', 'x = x', self.condition(0)))}", *args[-1:]]
        return f"{function.name}({', '.join(args)})"

    def _argument(self, function: Function, place: int, depth: int) -> str:
        if place + 1 in function.constant_at or place + 1 == function.bounded_at:
            return self.constant(self.random.choice(("string", "int")))
        kind = TAKES.get(function.family, "any") if place == 0 else self._later(function)
        if function.numeric:
            kind = self.random.choice(("int", "float"))
        return self.make(self.kind() if self.random.random() < ANY_OF_ANYTHING else kind, depth)

    def _later(self, function: Function) -> str:
        first = TAKES.get(function.family, "any")
        return self.random.choice(
            {"datetime": ("int", "datetime"), "array": ("int", "array")}.get(first, (first,))
        )

    def _choice(self, kind: str, depth: int) -> str:
        one, two = self.make(kind, depth), self.make(kind, depth)
        forms = (
            f"if({self.condition(0)}, {one}, {two})",
            f"coalesce({one}, {two})",
            f"({one} ?? {two})",
            f"CASE WHEN {self.condition(0)} THEN {one} ELSE {two} END",
            f"({self.condition(0)} ? {one} : {two})",
            f"nullIf({one}, {two})",
        )
        return self.random.choice(forms)

    def _cast(self, kind: str, depth: int) -> str:
        inner = self.make(self.kind(), depth)
        casts = {"string": "toString", "int": "toInt", "float": "toFloat", "bool": "toBool"}
        casts |= {"datetime": "toDateTime", "date": "toDate", "uuid": "toUUID"}
        name = casts.get(kind)
        if name is None or self.random.random() < 0.3:
            return f"CAST({inner} AS {self.random.choice(CASTS)})"
        return f"{name}({inner})"

    def _operator(self, kind: str, depth: int) -> str:
        if kind == "bool":
            return f"({self._comparison(depth)})"
        one, two = self.make(kind, depth), self.make(kind, depth)
        if kind == "string":
            return self.random.choice((f"({one} || {two})", f"concat({one}, {two})"))
        if kind in {"int", "float"}:
            return f"({one} {self.random.choice('+-*/%')} {two})"
        if kind == "datetime":
            return f"({one} + INTERVAL {self.random.randint(1, 9)} DAY)"
        if kind == "array":
            return self.random.choice((f"[{one}, {two}]", f"arrayMap(x -> {two}, {one})"))
        return f"tuple({one}, {two})"

    def _comparison(self, depth: int) -> str:
        kind = self.kind()
        left, right = self.make(kind, depth), self.make(kind, depth)
        dice = self.random.random()
        if dice < 0.1:
            return f"{left} IN ({right}, {self.constant(kind)})"
        if dice < 0.15 and self.sub_query is not None:
            return f"{left} {self.random.choice(('IN', 'NOT IN'))} ({self.sub_query(depth)})"
        if dice < 0.2:
            return f"{left} IS {self.random.choice(('', 'NOT '))}NULL"
        if dice < 0.25:
            return f"{left} BETWEEN {right} AND {self.constant(kind)}"
        words = TEXT_OPERATORS if kind == "string" else OPERATORS
        return f"{left} {self.random.choice(words)} {right}"

    def _rare(self, kind: str, depth: int) -> str:
        text = self.make("string", depth)
        forms = [
            f"JSONExtractString({self.field('json')}, {self.constant('string')})",
            f"JSONExtractRaw({self.field('json')}, {text})",
            f"{self.field('json')}[{text}]",
            f"arrayMap((x, y) -> x, {self.make('array', depth)}, [1, 2, 3])",
            f"arrayFilter(x -> {self.condition(0)}, {self.make('array', depth)})[1]",
            f"f'{{{text}}} and more'",
            f"toString({self.make(kind, depth)})",
        ]
        if self.sub_query is not None and self.random.random() < 0.3:
            forms.append(f"({self.sub_query(depth)})")
        return self.random.choice(forms)
