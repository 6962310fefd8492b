"""Rows that Python found, told to ClickHouse within a statement.

    [["ann", "1"], ["ben", "0"]]  ->  an array of arrays of text, a thousand rows in a JSON text

One constant for each value would make a statement of too many parts; one text of all would be
longer than a value may be.
"""

import json
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.actors import PERSON
from hogql.parser import parse_expr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hogql.insights.actors import Actor

MOST_ROWS: Final = 50_000
"""So many rows fit into a statement."""
ROWS_IN_A_TEXT: Final = 1000


def written(rows: "Sequence[Sequence[str]]") -> ast.Expr:
    """Return the rows as an array."""
    starts = range(0, len(rows), ROWS_IN_A_TEXT)
    texts = [json.dumps(rows[at : at + ROWS_IN_A_TEXT]) for at in starts]
    values = tuple(
        parse_expr("JSONExtract({rows}, 'Array(Array(String))')", rows=ast.Constant(value=text))
        for text in texts or ["[]"]
    )
    return values[0] if len(values) == 1 else ast.Call(name="arrayConcat", args=values)


def key_written(actor: "Actor", name: ast.Expr) -> ast.Expr:
    """Return the key of an actor whose id was written as a text."""
    return parse_expr("toUUID({name})", name=name) if actor.key == PERSON.key else name
