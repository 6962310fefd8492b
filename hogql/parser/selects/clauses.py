"""The clauses of a SELECT behind its columns, in the only order they may come.

``CLAUSES`` is that order. Each rule stands on its first word and fills its part of the
draft; one that finds its word used otherwise leaves the cursor where it is.

Source: hogql 5.1 to 5.5.
"""

from collections.abc import Callable
from typing import Final, Literal, TypeAlias

from hogql import ast
from hogql.errors import UnsupportedSyntaxError
from hogql.parser.cursor import Cursor
from hogql.parser.lists import parse_open_list
from hogql.parser.orders import interpolate, order_items
from hogql.parser.pratt import parse_expression, parse_list
from hogql.parser.selects.draft import Draft
from hogql.parser.selects.limits import limit, limit_by_or_limit, offset
from hogql.parser.sources.joins import from_clause
from hogql.parser.windows import window

Clause: TypeAlias = Callable[[Cursor, Draft], None]


def _from(cursor: Cursor, draft: Draft) -> None:
    cursor.position += 1
    draft.select_from = from_clause(cursor)


def _array_join(cursor: Cursor, draft: Draft) -> None:
    """``[LEFT | INNER] ARRAY JOIN array AS name, ...``."""
    position = cursor.position
    side = cursor.kinds[position] if cursor.kinds[position] != "ARRAY" else ""
    if not cursor.take_words(*([side] if side else []), "ARRAY", "JOIN"):
        return
    if draft.select_from is None:
        cursor.position = position
        raise cursor.error("Using ARRAY JOIN without a FROM clause is not permitted")
    arrays = parse_open_list(cursor)
    for item in arrays:
        if not isinstance(item, ast.Alias):
            error = cursor.error("ARRAY JOIN arrays must have an alias", fix="Add AS and a name.")
            error.start, error.end = item.start, item.end
            raise error
    draft.array_join_op = _ARRAY_JOINS[side]
    draft.array_join_list = arrays


_ARRAY_JOINS: Final[dict[str, Literal["ARRAY JOIN", "LEFT ARRAY JOIN", "INNER ARRAY JOIN"]]] = {
    "": "ARRAY JOIN",
    "LEFT": "LEFT ARRAY JOIN",
    "INNER": "INNER ARRAY JOIN",
}


def _condition(field: str) -> Clause:
    def rule(cursor: Cursor, draft: Draft) -> None:
        cursor.position += 1
        setattr(draft, field, parse_expression(cursor))

    return rule


def _sample(cursor: Cursor, draft: Draft) -> None:
    del draft
    if cursor.kinds[cursor.position] == "USING" and cursor.kinds[cursor.position + 1] != "SAMPLE":
        return
    raise _unsupported(cursor, "SAMPLE behind the tables", "Write SAMPLE behind a table's name.")


def _group_by(cursor: Cursor, draft: Draft) -> None:
    if not cursor.take_words("GROUP", "BY"):
        return
    mode = cursor.kinds[cursor.position]
    following = cursor.kinds[cursor.position + 1]
    if mode == "ALL" and following not in _CONTINUES_NAME:
        cursor.position += 1
        draft.group_by_mode = "all"
    elif cursor.take_words("GROUPING", "SETS", "("):
        draft.group_by_mode = "grouping_sets"
        draft.group_by = _grouping_sets(cursor)
    elif mode in {"CUBE", "ROLLUP"} and following == "(" and _is_whole(cursor):
        cursor.position += 2
        draft.group_by_mode = "cube" if mode == "CUBE" else "rollup"
        draft.group_by = parse_list(cursor, ")")
    else:
        draft.group_by = parse_open_list(cursor)


_CONTINUES_NAME: Final = frozenset({".", "(", ",", "+", "-", "*", "/", "%", "=", "[", "::"})


def _is_whole(cursor: Cursor) -> bool:
    """Whether ``CUBE (...)`` is the whole clause and not a call among other expressions."""
    behind = cursor.kinds[cursor.matching(cursor.position + 1)]
    return behind not in _CONTINUES_NAME


def _grouping_sets(cursor: Cursor) -> tuple[ast.GroupingSet, ...]:
    sets: list[ast.GroupingSet] = []
    while True:
        start = cursor.starts[cursor.position]
        cursor.expect("(")
        items = parse_list(cursor, ")")
        end = cursor.ends[cursor.position - 1]
        sets.append(ast.GroupingSet(exprs=items, start=start, end=end))
        if not cursor.take(","):
            break
    cursor.expect(")")
    return tuple(sets)


def _group_modifiers(cursor: Cursor, draft: Draft) -> None:
    """``WITH CUBE``, ``WITH ROLLUP``, ``WITH TOTALS``: kept for the compiler."""
    if cursor.take_words("WITH", "CUBE"):
        draft.group_by_with = "CUBE"
    elif cursor.take_words("WITH", "ROLLUP"):
        draft.group_by_with = "ROLLUP"
    draft.with_totals = cursor.take_words("WITH", "TOTALS")


def _windows(cursor: Cursor, draft: Draft) -> None:
    cursor.position += 1
    windows: dict[str, ast.WindowExpr] = {}
    while True:
        name = cursor.expect_name("the name of a window")
        cursor.expect("AS")
        cursor.expect("(")
        windows[name] = window(cursor)
        if not cursor.take(","):
            break
    draft.windows = tuple(windows.items())


def _order_by(cursor: Cursor, draft: Draft) -> None:
    if cursor.take_words("ORDER", "BY"):
        draft.order_by = order_items(cursor)
        draft.interpolate = interpolate(cursor)


def _settings(cursor: Cursor, draft: Draft) -> None:
    del draft
    raise _unsupported(cursor, "SETTINGS", "Leave it out: the limits of a query are set for you.")


def _unsupported(cursor: Cursor, what: str, fix: str) -> UnsupportedSyntaxError:
    start, end = cursor.starts[cursor.position], cursor.ends[cursor.position]
    return UnsupportedSyntaxError(f"{what} is not supported.", start=start, end=end, fix=fix)


CLAUSES: Final[tuple[tuple[str, Clause], ...]] = (
    ("FROM", _from),
    ("LEFT", _array_join),
    ("INNER", _array_join),
    ("ARRAY", _array_join),
    ("PREWHERE", _condition("prewhere")),
    ("WHERE", _condition("where")),
    ("USING", _sample),
    ("SAMPLE", _sample),
    ("GROUP", _group_by),
    ("WITH", _group_modifiers),
    ("HAVING", _condition("having")),
    ("QUALIFY", _condition("qualify")),
    ("USING", _sample),
    ("WINDOW", _windows),
    ("ORDER", _order_by),
    ("LIMIT", limit_by_or_limit),
    ("LIMIT", limit),
    ("OFFSET", offset),
    ("SETTINGS", _settings),
)
