"""What may be written at a place, the likeliest first.

Place, Context, definitions, variables  ->  fields, tables, functions, keywords that fit the prefix
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from msgspec import Struct

from hogql.editor.autocomplete.keywords import keywords_after
from hogql.editor.autocomplete.reach import Keys, names_in
from hogql.functions.registry import all_functions, find_function
from hogql.schema.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hogql.context import Context
    from hogql.editor.autocomplete.places import Place
    from hogql.editor.autocomplete.scopes import Around
    from hogql.functions.registry import Function

ItemKind: TypeAlias = Literal[
    "Class", "Constant", "Field", "Function", "Keyword", "Property", "Variable"
]
MOST: Final = 200
_PLAIN_NAME: Final = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")


class Definition(Struct, frozen=True, kw_only=True):
    """A property of the project, as its definitions have it."""

    name: str
    property_type: str | None = None


class Suggestion(Struct, frozen=True, kw_only=True):
    """One thing to write; ``label`` is shown, ``insert_text`` is written."""

    label: str
    insert_text: str
    kind: ItemKind
    detail: str | None = None
    documentation: str | None = None


class Suggestions(Struct, frozen=True, kw_only=True):
    """What fits; ``is_incomplete`` when there is more than is listed."""

    items: tuple[Suggestion, ...]
    is_incomplete: bool


def suggest(
    place: "Place",
    context: "Context",
    *,
    definitions: "Iterable[Definition]" = (),
    holes: "Mapping[str, object]",
) -> Suggestions:
    """What fits at the place. ``holes`` are the names that may stand in braces, with their parts.

    ``definitions`` are those of ``place.keys``; the caller looks for them.
    """
    wanted = place.prefix.lower()
    found: dict[str, Suggestion] = {}
    for item in _all(place, context, definitions, holes):
        if wanted in item.label.lower():
            found.setdefault(item.label, item)
    fitting = list(found.values())
    fitting.sort(key=lambda item: _rank(item.label.lower(), wanted))
    return Suggestions(items=tuple(fitting[:MOST]), is_incomplete=len(fitting) > MOST)


def _rank(label: str, wanted: str) -> int:
    """The word itself comes first, then what begins with it, then what has it somewhere."""
    if not wanted or label == wanted:
        return 0
    return 1 if label.startswith(wanted) else 2


def _all(
    place: "Place",
    context: "Context",
    definitions: "Iterable[Definition]",
    holes: "Mapping[str, object]",
) -> "Iterator[Suggestion]":
    around = place.around
    if place.sort == "nothing" or around is None:
        return
    if place.sort == "hole":
        yield from _holes(holes, place.chain)
    elif isinstance(place.reach, Keys):
        yield from _keys(place, definitions, context)
    elif place.sort == "table":
        yield from _tables(place, around, context)
        yield from _keywords("", ("SELECT",))
    elif place.sort == "inside":
        yield from _inside(place, context)
    else:
        if place.sort == "value":
            yield from _values(around, context)
        yield from _keywords(around.clause, ())


def _keys(
    place: "Place", definitions: "Iterable[Definition]", context: "Context"
) -> "Iterator[Suggestion]":
    keys = place.keys
    for each in definitions:
        if keys is None or (keys.kind, each.name) in context.restrictions.properties:
            continue
        yield Suggestion(
            label=each.name,
            insert_text=_in_quotes(each.name) if place.in_string else as_name(each.name),
            kind="Property",
            detail=each.property_type or "String",
            documentation=f"A property of the {keys.kind}.",
        )


def _tables(place: "Place", around: "Around", context: "Context") -> "Iterator[Suggestion]":
    """Tables by what is left of their names behind ``system.``."""
    if not place.chain:
        for name in around.commons:
            yield Suggestion(label=name, insert_text=as_name(name), kind="Class", detail="WITH")
    start = "".join(f"{name}." for name in place.chain)
    for name in TABLES:
        if name.startswith(start) and name not in context.restrictions.tables:
            rest = name[len(start) :]
            yield Suggestion(label=rest, insert_text=rest, kind="Class", detail="table")
    if not start:
        yield Suggestion(
            label="numbers", insert_text="numbers()", kind="Class", detail="numbers(count)"
        )


def _inside(place: "Place", context: "Context") -> "Iterator[Suggestion]":
    if place.reach is None:
        return
    for known in names_in(place.reach, context):
        kind: ItemKind = "Class" if known.is_table else "Field"
        yield Suggestion(
            label=known.name, insert_text=as_name(known.name), kind=kind, detail=known.detail
        )


def _values(around: "Around", context: "Context") -> "Iterator[Suggestion]":
    """Fields of every source, aliases, the sources themselves, functions."""
    for reach in around.sources.values():
        for known in names_in(reach, context):
            kind: ItemKind = "Class" if known.is_table else "Field"
            yield Suggestion(
                label=known.name, insert_text=as_name(known.name), kind=kind, detail=known.detail
            )
    for name in (*around.aliases, *around.expressions):
        yield Suggestion(label=name, insert_text=as_name(name), kind="Variable", detail="alias")
    for name in around.sources:
        if name:
            yield Suggestion(label=name, insert_text=as_name(name), kind="Class", detail="table")
    yield from _functions()


@lru_cache(maxsize=1)
def _functions() -> tuple[Suggestion, ...]:
    """Every function, and of each aggregate the form with a condition."""
    plain = all_functions()
    conditional = (find_function(f"{each.name}If") for each in plain if each.is_aggregate)
    found = {each.name: each for each in (*plain, *conditional) if each is not None}
    return tuple(map(_function, found.values()))


def _function(function: "Function") -> Suggestion:
    return Suggestion(
        label=function.name,
        insert_text=f"{function.name}()",
        kind="Function",
        detail=function.signature,
        documentation=function.help,
    )


def _holes(holes: "Mapping[str, object]", chain: tuple[str, ...]) -> "Iterator[Suggestion]":
    inner: object = holes
    for name in chain:
        inner = inner.get(name) if isinstance(inner, dict) else None
    if isinstance(inner, dict):
        for name in inner:
            yield Suggestion(label=name, insert_text=name, kind="Variable")


def _keywords(clause: str, only: tuple[str, ...]) -> "Iterator[Suggestion]":
    for word in only or keywords_after(clause):
        yield Suggestion(label=word, insert_text=word, kind="Keyword")


def as_name(name: str) -> str:
    """The name as it is written in a query, in backticks where it needs them."""
    if _PLAIN_NAME.fullmatch(name):
        return name
    escaped = name.replace("\\", "\\\\").replace("`", "``")
    return f"`{escaped}`"


def _in_quotes(name: str) -> str:
    return name.replace("\\", "\\\\").replace("'", "\\'")
