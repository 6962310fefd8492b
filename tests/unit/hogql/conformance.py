"""The conformance texts and the two ways to compare with their published trees."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hogql.parser import (
    parse_expr,
    parse_order_expr,
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
    "order": parse_order_expr,
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
