"""Where the cursor stands in a text, and so what may be written there.

SELECT properties.$br|  FROM events   ->  Place(chain=("properties",), prefix="$br", ...)
"""

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from msgspec import Struct

from hogql.editor.autocomplete.reach import Keys, table_reach
from hogql.editor.autocomplete.scopes import Around, find_reach, look_around, sources_in
from hogql.editor.autocomplete.words import (
    Group,
    Word,
    around,
    group_words,
    read_words,
    read_words_from,
)

if TYPE_CHECKING:
    from hogql.context import Context
    from hogql.editor.autocomplete.reach import Reach

Language: TypeAlias = Literal["hogQL", "hogQLExpr", "hogTemplate", "hog"]
Sort: TypeAlias = Literal["nothing", "value", "inside", "table", "after table", "hole", "start"]
MAX_LENGTH: Final = 100_000
"""Longer texts get no suggestions."""

_AFTER_TABLE: Final = frozenset({"JOIN", "ON", "USING"})
_BEFORE: Final[dict[str, Sort]] = {
    "AS": "nothing",
    "GROUP": "after table",
    "ORDER": "after table",
}
"""What stands right behind these words: a name of the author's own, or ``BY``."""

_NUMBERS_ONLY: Final = frozenset({"LIMIT", "OFFSET", "SETTINGS"})


class Place(Struct, frozen=True, kw_only=True):
    """A place in a text. ``chain`` are the names in front of the word that is being typed.

    ``reach`` is what they lead to. ``in_string``: the word is a key in quotes, ``properties['k``.
    """

    sort: Sort
    prefix: str = ""
    chain: tuple[str, ...] = ()
    reach: "Reach | None" = None
    around: Around | None = None
    in_string: bool = False

    @property
    def keys(self) -> Keys | None:
        """The properties whose names may follow."""
        return self.reach if isinstance(self.reach, Keys) else None


NOTHING: Final = Place(sort="nothing")


def read_place(
    text: str, position: int, context: "Context", *, language: Language, source: str | None
) -> Place:
    """The place of the cursor; ``source`` is the query around an expression."""
    if len(text) > MAX_LENGTH or not 0 <= position <= len(text):
        return NOTHING
    if language == "hogTemplate":
        text, position = _inside_braces(text, position)
        if not text:
            return NOTHING
    place = _read(text, position, context)
    if language == "hogQL" or place.around is None:
        return place
    return _as_value(place, context, _sources(language, source, context))


def _sources(language: Language, source: str | None, context: "Context") -> "dict[str, Reach]":
    """What an expression may read: the sources of the query around it, else ``events``."""
    if language != "hogQLExpr":
        return {}
    if source is not None and len(source) <= MAX_LENGTH:
        return sources_in(group_words(list(read_words(source)), len(source)), context)
    events = table_reach("events", context)
    return {} if events is None else {"events": events}


def _as_value(place: Place, context: "Context", sources: "dict[str, Reach]") -> Place:
    """The place in an expression that no SELECT stands around."""
    around_it = place.around
    if around_it is None or around_it.sources or around_it.clause:
        return place
    around_it.sources = sources
    sort: Sort = "value" if place.sort == "start" else place.sort
    reach = find_reach(place.chain, sources, context)
    return Place(
        sort=sort,
        prefix=place.prefix,
        chain=place.chain,
        reach=reach,
        around=around_it,
        in_string=place.in_string,
    )


def _inside_braces(text: str, position: int) -> tuple[str, int]:
    """The expression in the braces around the cursor of a template; empty outside of them."""
    start = text.rfind("{", 0, position)
    if start < 0 or "}" in text[start:position]:
        return "", 0
    end = text.find("}", position)
    return text[start : end + 1 if end >= 0 else len(text)], position - start


class _Cursor(Struct, frozen=True, kw_only=True):
    """The words of a text, those in front of the cursor's word, and where that begins."""

    words: list[Word]
    behind: list[Word]
    start: int
    length: int

    def brackets(self) -> Group:
        return around(group_words(self.words, self.length), self.start)


def _read(text: str, position: int, context: "Context") -> Place:
    words = _words_at(text, position)
    behind = [word for word in words if word.start < position]
    current = behind[-1] if behind and behind[-1].end >= position else None
    if current is not None and current.kind in {"comment", "number"}:
        return NOTHING
    behind = [word for word in behind if word.kind != "comment"]
    if current is not None and current.kind == "string" and _is_inside(text, current, position):
        start, prefix = current.start, text[current.start + 1 : position]
        cursor = _Cursor(words=words, behind=behind[:-1], start=start, length=len(text))
        return _key_in_string(cursor, prefix, context)
    prefix, start = "", position
    if current is not None and current.is_name:
        prefix, start = text[current.start : position].lstrip('`"'), current.start
        behind = behind[:-1]
    else:
        # Without a word here, ``e.| FROM events`` would read as the field ``FROM`` of ``e``.
        place = next((at for at, word in enumerate(words) if word.start >= position), len(words))
        words.insert(place, Word("word", "", position, position))
    cursor = _Cursor(words=words, behind=behind, start=start, length=len(text))
    return _place(cursor, prefix, context)


def _words_at(text: str, position: int) -> list[Word]:
    """The words of the text; a quote that nothing closes ends at the cursor, not at the end."""
    words = list(read_words(text))
    last = words[-1] if words else None
    if last is None or last.kind not in {"string", "quoted"} or not last.start < position:
        return words
    if last.end - last.start > 1 and text[last.end - 1] == text[last.start]:
        return words
    rest = read_words(text[position:])
    moved = (
        Word(word.kind, word.text, word.start + position, word.end + position) for word in rest
    )
    return [*words[:-1], *read_words_from(text[:position], last.start), *moved]


def _is_inside(text: str, word: Word, position: int) -> bool:
    """Whether the cursor stands between the quotes, the second of which may be missing."""
    if position < word.end:
        return True
    return word.end - word.start == 1 or text[word.end - 1] != "'"


def _key_in_string(cursor: _Cursor, prefix: str, context: "Context") -> Place:
    """``properties['k``: the key of a property; any other text is the author's own."""
    if not cursor.behind or cursor.behind[-1].sign != "[":
        return NOTHING
    chain = _chain(cursor.behind[:-1], has_dot=False)
    around_it = look_around(cursor.brackets(), cursor.start, context)
    reach = find_reach(chain, around_it.sources, context)
    return Place(
        sort="inside", prefix=prefix, chain=chain, reach=reach, around=around_it, in_string=True
    )


def _place(cursor: _Cursor, prefix: str, context: "Context") -> Place:
    brackets = cursor.brackets()
    around_it = look_around(brackets, cursor.start, context)
    behind = cursor.behind
    has_dot = bool(behind) and behind[-1].sign in {".", "?."}
    chain = _chain(behind, has_dot=True) if has_dot else ()
    sort = _sort(brackets, behind, around_it, has_dot=has_dot)
    reach = find_reach(chain, around_it.sources, context)
    return Place(sort=sort, prefix=prefix, chain=chain, reach=reach, around=around_it)


def _chain(behind: list[Word], *, has_dot: bool) -> tuple[str, ...]:
    """The dotted name that the words end with; ``has_dot`` when a dot is the last of them."""
    names: list[str] = []
    place = len(behind) - (2 if has_dot else 1)
    while place >= 0 and behind[place].is_name:
        names.append(behind[place].text)
        if place < 2 or behind[place - 1].sign not in {".", "?."}:
            break
        place -= 2
    return tuple(reversed(names))


def _sort(brackets: Group, behind: list[Word], around_it: Around, *, has_dot: bool) -> Sort:
    last = behind[-1] if behind else None
    if brackets.bracket == "{":
        return "hole"
    if last is not None and last.keyword in _BEFORE:
        return _BEFORE[last.keyword]
    if around_it.clause == "FROM":
        return _sort_in_from(brackets, behind, has_dot=has_dot)
    if has_dot:
        return "inside"
    if around_it.clause in _NUMBERS_ONLY:
        return "after table"
    has_select = bool(around_it.clause) or brackets.parent is not None
    return "value" if has_select and around_it.clause != "WITH" else "start"


def _sort_in_from(brackets: Group, behind: list[Word], *, has_dot: bool) -> Sort:
    """Behind FROM, JOIN and commas stand tables, behind ON conditions."""
    for word in reversed(behind):
        if word.keyword in {"FROM", "JOIN"} or word.sign in {",", "("}:
            is_first = word is behind[-1] or has_dot
            is_value = word.sign == "(" and bool(brackets.items) and not is_first
            if is_value:
                return "value"
            return "table" if is_first else "after table"
        if word.keyword in _AFTER_TABLE:
            return "inside" if has_dot else "value"
    return "value"
