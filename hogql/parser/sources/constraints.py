"""What stands around ``JOIN``: the words that say its kind, and ``ON`` or ``USING`` behind it.

Source: hogql 5.9; the spelling of ``join_type`` is the published parser's.
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.errors import UnsupportedSyntaxError
from hogql.parser.lists import ends_list
from hogql.parser.pratt import parse_expression, parse_list
from hogql.tokens import NAMES, TABLE_ALIASES

if TYPE_CHECKING:
    from hogql.parser.cursor import Cursor

_STRICTNESS: Final = ("ALL", "ANY", "ASOF")
_FILTERING: Final = ("ANTI", "SEMI")


def _join_types() -> dict[tuple[str, ...], str]:
    """Every sequence of words that may stand before JOIN, and the type it means."""
    types: dict[tuple[str, ...], str] = {(): "JOIN"}
    for word in _STRICTNESS:
        types[word,] = types[word, "INNER"] = types["INNER", word] = f"{word} INNER JOIN"
    for word in _FILTERING:
        types[word,] = f"{word} JOIN"
        types["ASOF", word] = f"ASOF {word} JOIN"
    types["INNER",] = "INNER JOIN"
    for side in ("LEFT", "RIGHT", "FULL"):
        for outer in ((), ("OUTER",)):
            words = (side, *outer)
            types[words] = " ".join([*words, "JOIN"])
            for word in (*_STRICTNESS, *(_FILTERING if side != "FULL" else ())):
                types[word, *words] = types[*words, word] = " ".join([*words, word, "JOIN"])
            for word in _FILTERING if side != "FULL" else ():
                types["ASOF", word, *words] = " ".join([*words, word, "ASOF JOIN"])
    types["CROSS",] = "CROSS JOIN"
    types["POSITIONAL",] = "POSITIONAL JOIN"
    return types


JOIN_TYPES: Final = _join_types()
JOIN_WORDS: Final = frozenset(word for words in JOIN_TYPES for word in words) | {"NATURAL"}


def constraint(cursor: "Cursor") -> ast.JoinConstraint | None:
    """``ON`` or ``USING`` behind a joined table, ``None`` without either."""
    start = cursor.starts[cursor.position]
    if cursor.take("ON"):
        expr = parse_expression(cursor)
        if cursor.kinds[cursor.position] == "," and not _table_follows(cursor):
            raise UnsupportedSyntaxError(
                "JOIN ... ON takes one condition.",
                start=cursor.starts[cursor.position],
                end=cursor.ends[cursor.position],
                fix="Join the conditions with AND.",
            )
        end = cursor.ends[cursor.position - 1]
        return ast.JoinConstraint(expr=expr, constraint_type="ON", start=start, end=end)
    if cursor.kinds[cursor.position] != "USING" or cursor.kinds[cursor.position + 1] == "SAMPLE":
        return None
    cursor.position += 1
    begin = cursor.starts[cursor.position]
    columns = parse_list(cursor, ")") if cursor.take("(") else _using_columns(cursor)
    end = cursor.ends[cursor.position - 1]
    if not columns:
        raise cursor.fail("a column after USING")
    expr = columns[0] if len(columns) == 1 else ast.Tuple(exprs=columns, start=begin, end=end)
    return ast.JoinConstraint(expr=expr, constraint_type="USING", start=start, end=end)


def _using_columns(cursor: "Cursor") -> tuple[ast.Expr, ...]:
    columns = [parse_expression(cursor)]
    while cursor.kinds[cursor.position] == "," and not _table_follows(cursor):
        cursor.position += 1
        if ends_list(cursor):
            break
        columns.append(parse_expression(cursor))
    return tuple(columns)


def _table_follows(cursor: "Cursor") -> bool:
    """Whether the comma under the cursor is a join: a table with an alias stands behind it."""
    position = cursor.position + 1
    kinds = cursor.kinds
    if kinds[position] == "(":
        position = cursor.matching(position)
        return kinds[position] == "AS" or kinds[position] in TABLE_ALIASES
    if kinds[position] not in NAMES:
        return False
    position += 1
    while kinds[position] == "." and kinds[position + 1] in NAMES:
        position += 2
    if kinds[position] == "(":
        position = cursor.matching(position)
    return kinds[position] == "AS" or kinds[position] in TABLE_ALIASES or kinds[position] == "JOIN"
