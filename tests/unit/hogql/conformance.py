"""The conformance texts and the two ways to compare with their published trees."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hogql.parser import (
    parse_expr,
    parse_first_order_expr,
    parse_program,
    parse_select,
    parse_template,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hogql import ast

FIXTURES: Final = Path(__file__).parents[2] / "fixtures" / "hogql"

PARSERS: Final["Mapping[str, Callable[[str], ast.Node]]"] = {
    "select": parse_select,
    "adversarial": parse_select,
    "expr": parse_expr,
    "order": parse_first_order_expr,
    "program": parse_program,
    "template": parse_template,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A text, whether the published parser accepts it, and the tree it answers."""

    id: str
    kind: str
    sql: str
    accept: bool
    tree: object

    def parse(self) -> "ast.Node":
        """Our tree."""
        return PARSERS[self.kind](self.sql)


def read_cases(file: str) -> list[Case]:
    """The texts of one fixture file."""
    found = json.loads((FIXTURES / file).read_text(encoding="utf-8"))
    items = found["cases"] if isinstance(found, dict) else found
    return [
        Case(
            id=item.get("id", f"{number}"),
            kind=item["kind"],
            sql=item["sql"],
            accept=item["accept"],
            tree=without_nulls(item.get("ast")),
        )
        for number, item in enumerate(items)
    ]


def without_nulls(tree: object) -> object:
    """The tree without keys whose value is null."""
    if isinstance(tree, dict):
        return {key: without_nulls(value) for key, value in tree.items() if value is not None}
    if isinstance(tree, list):
        return [without_nulls(item) for item in tree]
    return tree


ALL: Final = [*read_cases("cases.json"), *read_cases("probes.json")]

_CLAUSE_COLUMN: Final = "DISTINCT as a column right before a clause"
DIFFERENCES: Final = {
    "0xffffffffffffffff": "we write the number, the published parser repeats the text",
    "WITH a AS (SELECT 1) (WITH a AS (select 2), b as (select 3) SELECT 1)": (
        "the outer expressions come first, as the inner ones may use them"
    ),
    "(select 1) order by 1 interpolate": "INTERPOLATE behind brackets has nothing to fill",
    "select a, x -> x y": "a lambda with an alias takes every bare name before its arrow too",
    "select distinct from a()": _CLAUSE_COLUMN,
    "select distinct from a.b": _CLAUSE_COLUMN,
    "select distinct where 1": _CLAUSE_COLUMN,
    "select a, from b, where c": "WHERE may name a table, as it may without the comma before FROM",
    "f(select (a))": "the query, as in brackets of its own, and not a call of a function select",
    "< a></a>": "no space may follow the < of a tag",
}
"""Every text on which we differ, with the reason (docs/reference/hogql-differences.md)."""

ACCEPTED: Final = [case for case in ALL if case.accept and case.sql not in DIFFERENCES]
"""The texts of which both make the same tree."""
