"""Type names after ``CAST(x AS``: brackets, several words and arrays are kept as text.

Nullable( String )  ->  "nullable(string)"
"""

from typing import TYPE_CHECKING

from hogql.errors import UnsupportedSyntaxError
from hogql.tokens import DECIMAL, NAMES, STRING

if TYPE_CHECKING:
    from hogql.parser.cursor import Cursor


def type_name(cursor: "Cursor") -> str:
    """The type under the cursor, in lower case and with single spaces."""
    cursor.enter()
    words = [cursor.expect_name("a type name")]
    while cursor.kinds[cursor.position] in NAMES:
        words.append(cursor.expect_name())
    text = " ".join(words).lower()
    if len(words) == 1 and cursor.take("("):
        text += f"({_arguments(cursor)})"
    while cursor.take("["):
        size = cursor.values[cursor.position]
        text += f"[{size}]" if cursor.take(DECIMAL) else "[]"
        cursor.expect("]")
    cursor.depth -= 1
    return text


def _arguments(cursor: "Cursor") -> str:
    parts: list[str] = []
    while not cursor.take(")"):
        parts.append(_argument(cursor))
        if not cursor.take(",") and cursor.kinds[cursor.position] != ")":
            raise cursor.fail("',' or ')'")
    return ", ".join(parts)


def _argument(cursor: "Cursor") -> str:
    if cursor.kinds[cursor.position] == STRING:
        return _text(cursor)
    if cursor.kinds[cursor.position] == DECIMAL:
        return cursor.expect_value(DECIMAL, "a number")
    return type_name(cursor)


def _text(cursor: "Cursor") -> str:
    position = cursor.position
    if cursor.kinds[position + 1] == "=":
        raise UnsupportedSyntaxError(
            "Enum types with values are not supported.",
            start=cursor.starts[position],
            end=cursor.ends[position],
            fix="Cast to String.",
        )
    cursor.position = position + 1
    return cursor.text[cursor.starts[position] : cursor.ends[position]]
