"""What to write instead, for the mistakes that are made most. Only errors come here.

    SELECT a FROM t WHERE b === c   ->  "One = compares."
    SELECT count( FROM t            ->  "Close the ( before this."

Rules are tried in order; each looks at the tokens around the one that could not stand there.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

from hogql.tokens import DECIMAL, EOF, IDENTIFIER, NAMES, NUMBERS, QUOTED, RESERVED, STRING

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql.parser.cursor import Cursor

_CLAUSES: Final = (
    "FROM",
    "PREWHERE",
    "WHERE",
    "GROUP",
    "HAVING",
    "QUALIFY",
    "WINDOW",
    "ORDER",
    "LIMIT",
)
_ORDER: Final = (
    "Clauses come in this order: FROM, PREWHERE, WHERE, GROUP BY, HAVING, QUALIFY, WINDOW, "
    "ORDER BY, LIMIT, OFFSET."
)
_WRITING: Final = frozenset(
    {"insert", "update", "delete", "drop", "create", "alter", "truncate", "replace", "merge"}
    | {"show", "describe", "explain", "set", "use", "grant", "attach", "detach", "optimize"}
)
_OPERANDS: Final = frozenset({IDENTIFIER, QUOTED, STRING, ")", "]", "}"}) | NUMBERS
_BEGINNINGS: Final = frozenset({IDENTIFIER, QUOTED, STRING}) | NUMBERS
_CLOSERS: Final = {"(": ")", "[": "]", "{": "}"}
_COMPARISONS: Final = frozenset({"=", "==", "!=", "<>", "<=", ">="})


def hint(cursor: "Cursor") -> str | None:
    """The advice for the token under the cursor."""
    for rule in _RULES:
        found = rule(cursor, cursor.kinds[cursor.position], _before(cursor))
        if found is not None:
            return found
    return None


def _before(cursor: "Cursor") -> str:
    return cursor.kinds[cursor.position - 1] if cursor.position else ""


def _hog_keyword(cursor: "Cursor", kind: str, before: str) -> str | None:
    del before
    if kind not in RESERVED:
        return None
    word = cursor.values[cursor.position]
    return f'{word} is a keyword of Hog; quote it ("{word}") to use it as a name.'


def _first_word(cursor: "Cursor", kind: str, before: str) -> str | None:
    if before or kind == EOF:
        return None
    word = cursor.values[cursor.position].lower()
    if word in _WRITING:
        return "HogQL only reads: start with SELECT or WITH."
    if kind == "FROM":
        return "Put SELECT and its columns in front of FROM."
    if _resembles(word, ["select"]):
        return "Did you mean SELECT?"
    return "Put SELECT in front." if "FROM" in cursor.kinds else None


def _comparison(cursor: "Cursor", kind: str, before: str) -> str | None:
    del cursor
    if kind in {"=", "=="} and before in _COMPARISONS:
        return "One comparison is enough: a = b, a != b."
    return None


def _brackets(cursor: "Cursor", kind: str, before: str) -> str | None:
    """A bracket that is missing on either side."""
    del before
    opened: list[int] = []
    for place in range(cursor.position):
        found = cursor.kinds[place]
        if found in _CLOSERS:
            opened.append(place)
        elif opened and found == _CLOSERS[cursor.kinds[opened[-1]]]:
            opened.pop()
    if opened and (
        kind == EOF or kind in _CLAUSES or cursor.kinds[cursor.position - 1] in _CLAUSES
    ):
        bracket = cursor.kinds[opened[-1]]
        place = cursor.starts[opened[-1]] + 1
        return f"Close the '{bracket}' at character {place} with '{_CLOSERS[bracket]}'."
    if not opened and kind in _CLOSERS.values():
        return f"No bracket is open that this '{kind}' could close."
    return None


def _clause(cursor: "Cursor", kind: str, before: str) -> str | None:
    if kind in {"GROUP", "ORDER"} and cursor.kinds[cursor.position + 1] != "BY":
        return f"Write {kind} BY."
    if before == ";":
        return "Send one statement at a time."
    return _ORDER if kind in _CLAUSES[1:] and before in _OPERANDS else None


def _parameter(cursor: "Cursor", kind: str, before: str) -> str | None:
    if kind in {":", "?"} and before not in _OPERANDS:
        return "A value to fill in later is written {name}."
    if kind == "/" and cursor.kinds[cursor.position + 1] == "*":
        return "Close the comment with */."
    return None


def _interval(cursor: "Cursor", kind: str, before: str) -> str | None:
    if before == "INTERVAL" and kind == DECIMAL:
        return f"Add a unit: INTERVAL {cursor.values[cursor.position]} day."
    if before == "(" and cursor.kinds[cursor.position - 2] == "EXCEPT":
        return "Columns are left out with * EXCLUDE (name)."
    return None


def _misspelt(cursor: "Cursor", kind: str, before: str) -> str | None:
    """``FROM t wher a = 1``: the word was taken for an alias."""
    del kind
    for place in (cursor.position - 1, cursor.position - 2):
        if place > 0 and cursor.kinds[place] == IDENTIFIER and before in NAMES:
            found = _resembles(cursor.values[place].lower(), [word.lower() for word in _CLAUSES])
            if found:
                return f"Did you mean {found.upper()}?"
    return None


def _missing(cursor: "Cursor", kind: str, before: str) -> str | None:
    if kind == "," and before in {",", "SELECT", "("}:
        return "There is one comma too many."
    if kind == "," and before in _OPERANDS:
        return "One expression may stand here; put a list in brackets."
    position = cursor.position
    if position > 1 and cursor.kinds[position - 2] == "<" and before == IDENTIFIER:
        return "A name right behind < opens a tag; put a space between them to compare."
    if before in _OPERANDS and kind in _BEGINNINGS:
        return "A comma or an operator is missing in front of it."
    return None


def _resembles(word: str, words: list[str]) -> str | None:
    matches = import_module("difflib").get_close_matches
    found: list[str] = matches(word, words, n=1, cutoff=0.75)
    return found[0] if found and found[0] != word else None


_RULES: Final["tuple[Callable[[Cursor, str, str], str | None], ...]"] = (
    _hog_keyword,
    _first_word,
    _comparison,
    _brackets,
    _parameter,
    _interval,
    _misspelt,
    _clause,
    _missing,
)
