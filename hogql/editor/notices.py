"""What to tell the author of a query that runs: traps, habits that cost, facts about properties.

    tree, text, Context  ->  Notice("warning", "`a ?? b = c` means ...", start, end, fix)

``fix`` is the text to put in place of what stands between ``start`` and ``end``.
"""

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from msgspec import Struct

from hogql import ast
from hogql.context import DEFAULT_LIMITS
from hogql.schema.events import EVENTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hogql.context import Context

Level: TypeAlias = Literal["error", "warning", "notice"]
_LOOSE: Final = ast.CompareOperation | ast.BetweenExpr | ast.And | ast.Or


class Notice(Struct, frozen=True, kw_only=True):
    """Something to tell about a part of the text; offsets count characters."""

    level: Level
    message: str
    start: int | None = None
    end: int | None = None
    fix: str | None = None


def notices_of(query: ast.Node, text: str, context: "Context") -> "Iterator[Notice]":
    """Everything worth telling about the tree of a text, in the order of the text's parts."""
    for node in ast.walk(query):
        for kind, look in _LOOKS:
            if isinstance(node, kind):
                yield from look(node, text, context)
    yield from _about_whole(query, text, context)


def _about_nullish(node: ast.Call, text: str, _: "Context") -> "Iterator[Notice]":
    """``a ?? b = c`` compares before it falls back (hogql 3)."""
    if not node.is_sugar or node.name != "ifNull" or len(node.args) != 2:
        return
    left, right = node.args
    if not isinstance(right, _LOOSE) or left.end is None or right.start is None:
        return
    if "(" in text[left.end : right.start]:
        return
    yield Notice(
        level="warning",
        message=f"This means {text[left.start : left.end]} ?? ({text[right.start : right.end]})."
        " Put the fallback in brackets to compare its result.",
        start=node.start,
        end=node.end,
        fix=_in_brackets(left, right, text),
    )


def _in_brackets(left: ast.Node, right: ast.Node, text: str) -> str | None:
    if not isinstance(right, ast.CompareOperation) or right.left.end is None:
        return None
    return f"({text[left.start : right.left.end]}){text[right.left.end : right.end]}"


def _about_name(node: ast.Field, _: str, context: "Context") -> "Iterator[Notice]":
    if node.chain[-1] == "team_id":
        message = "team_id is always this project's own: a condition on it changes nothing."
        yield Notice(level="notice", message=message, start=node.start, end=node.end)
    if "properties" in node.chain[:-1]:
        place = node.chain.index("properties")
        yield from _about_property(node, node.chain[:place], node.chain[place + 1], context)


def _about_access(node: ast.ArrayAccess, _: str, context: "Context") -> "Iterator[Notice]":
    array, key = node.array, node.property
    if not isinstance(array, ast.Field) or array.chain[-1] != "properties":
        return
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        yield from _about_property(node, array.chain[:-1], key.value, context)


def _about_property(
    node: ast.Node, before: tuple[str, ...], key: str, context: "Context"
) -> "Iterator[Notice]":
    owner, known = _type_of(before, key, context)
    parts = [f"{owner} property '{key}' is of type '{known}'."] if known else []
    if owner == "Event" and key in EVENTS.hot:
        parts.append(f"The property '{key}' has a column of its own and is fast to read.")
    if parts:
        message = " ".join(parts)
        yield Notice(level="notice", message=message, start=node.start, end=node.end)


def _type_of(before: tuple[str, ...], key: str, context: "Context") -> tuple[str, str | None]:
    """Whose property it is, as far as its name tells, and its type in the definitions."""
    if "person" in before or "poe" in before:
        return "Person", context.person_property_types.get(key)
    for place, name in enumerate(context.group_types):
        if name in before or f"group_{place}" in before:
            return "Group", context.group_property_types.get((place, key))
    return "Event", context.property_types.get(key)


def _about_star(node: ast.SelectQuery, _: str, __: "Context") -> "Iterator[Notice]":
    for item in node.select:
        if isinstance(item, ast.Field) and item.chain[-1] == "*" and _is_table(node.select_from):
            message = "* reads every column, all properties included. Name the columns you need."
            yield Notice(level="notice", message=message, start=item.start, end=item.end)


def _is_table(source: ast.JoinExpr | None) -> bool:
    return source is not None and isinstance(source.table, ast.Field)


def _about_whole(query: ast.Node, text: str, context: "Context") -> "Iterator[Notice]":
    if not isinstance(query, ast.SelectQuery | ast.SelectSetQuery) or query.limit is not None:
        return
    if isinstance(query, ast.SelectQuery) and query.select_from is None:
        return
    most = DEFAULT_LIMITS[context.limit_context]
    end = len(text.rstrip().removesuffix(";").rstrip())
    message = f"Without a LIMIT at most {most:,} rows are answered."
    yield Notice(level="notice", message=message, start=end, end=end, fix=f"\nLIMIT {most}")


_LOOKS: Final["tuple[tuple[type[ast.Node], Callable[..., Iterator[Notice]]], ...]"] = (
    (ast.Call, _about_nullish),
    (ast.Field, _about_name),
    (ast.ArrayAccess, _about_access),
    (ast.SelectQuery, _about_star),
)
