"""Filters in the address of a list: words to search, lists, yes and no."""

from typing import TYPE_CHECKING, Final

import orjson

from shared.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Mapping

YES: Final = frozenset({"true", "1", "yes"})
NO: Final = frozenset({"false", "0", "no"})
MOST_WORDS: Final = 20
MOST_ITEMS: Final = 1000


def read_text(query: "Mapping[str, str]", name: str) -> str:
    """Return the text, empty when there is none; InvalidRequestError for a null character."""
    text = query.get(name, "")
    if "\0" in text:
        raise InvalidRequestError("Null characters are not allowed.", attr=name)
    return text


def read_patterns(query: "Mapping[str, str]", name: str = "search") -> tuple[str, ...]:
    """Return a pattern of LIKE for each word: all must be in what is found."""
    return tuple(f"%{escape_like(word)}%" for word in read_text(query, name).split()[:MOST_WORDS])


def read_flag(query: "Mapping[str, str]", name: str) -> bool | None:
    """Return what was answered, None when nothing was."""
    text = query.get(name, "").lower()
    if text not in {*YES, *NO, ""}:
        raise InvalidRequestError("Must be true or false.", attr=name)
    return text in YES if text else None


def read_list(query: "Mapping[str, str]", name: str) -> tuple[str, ...] | None:
    """Return a list that was sent as JSON or with commas, None when none was sent."""
    text = read_text(query, name)
    if not text:
        return None
    items = _from_json(text, name) if text.startswith("[") else text.split(",")
    if len(items) > MOST_ITEMS or any("\0" in item for item in items):
        raise InvalidRequestError("This list is not valid.", attr=name)
    return tuple(items)


def escape_like(text: str) -> str:
    """Return the pattern of LIKE that finds the text itself."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _from_json(text: str, name: str) -> list[str]:
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise InvalidRequestError("This list is not valid JSON.", attr=name) from error
    if not all(isinstance(item, str) for item in value):
        raise InvalidRequestError("A list of texts is required.", attr=name)
    return list(value)
