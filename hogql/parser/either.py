"""Two ways to read the same place, of which only trying tells which one fits.

``{a}`` behind an arrow is a placeholder, ``{a b}`` a block of two statements: Hog puts no semicolon
between statements, so the first token that fits nowhere decides.
"""

from typing import TYPE_CHECKING, TypeVar

from hogql.errors import HogQLSyntaxError

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql.parser.cursor import Cursor

_First = TypeVar("_First")
_Second = TypeVar("_Second")


def either(
    cursor: "Cursor",
    first: "Callable[[Cursor], _First]",
    second: "Callable[[Cursor], _Second]",
) -> "_First | _Second":
    """What ``first`` reads here, or else ``second``; an error is that of the one that came further.

    What failed once is not tried again in the same place, so that nesting stays cheap.
    """
    place = (cursor.position, first)
    if place in cursor.failures:
        return second(cursor)
    before = cursor.state()
    try:
        return first(cursor)
    except HogQLSyntaxError as error:
        cursor.failures.add(place)
        cursor.restore(before)
        try:
            return second(cursor)
        except HogQLSyntaxError as other:
            raise (other if _place(other) > _place(error) else error) from None


def _place(error: HogQLSyntaxError) -> int:
    return error.start if error.start is not None else -1
