"""Values as forms and addresses wrote them: ``"true"``, ``"7"``, JSON in a text, empty for none."""

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import JsonValue

TRUE: Final = frozenset({"true", "1", "yes"})
FALSE: Final = frozenset({"false", "0", "no"})


def yes_of(value: "JsonValue") -> "JsonValue":
    """Return true, false or, for what was not said, None; what is neither stays, to be refused."""
    if not isinstance(value, str):
        return None if value in ({}, []) else value
    text = value.lower()
    if text in TRUE:
        return True
    return False if text in FALSE else (value or None)


def number_of(value: "JsonValue") -> "JsonValue":
    """Return the number that a text holds; what holds none stays, to be refused."""
    if not isinstance(value, str):
        return value
    for read in (int, float):
        try:
            return read(value)
        except ValueError:
            continue
    return value or None


def object_of(value: "JsonValue") -> "JsonValue":
    """Return what a text of JSON holds; a text that is none stays."""
    if not isinstance(value, str):
        return value
    try:
        found: JsonValue = json.loads(value)
    except (ValueError, RecursionError):
        return value
    return found


def list_of(value: "JsonValue") -> "list[JsonValue]":
    """Return the entries of a list, or of a text that holds one; one thing is a list of it."""
    found = object_of(value)
    if found is None or found == "":
        return []
    return found if isinstance(found, list) else [found]


def pick(legacy: "Mapping[str, JsonValue]", names: "Mapping[str, str]") -> "dict[str, JsonValue]":
    """Return the fields under their new names, without those that say nothing."""
    found = {new: legacy.get(old) for old, new in names.items()}
    return without_nothing(found)


def without_nothing(value: "Mapping[str, JsonValue]") -> "dict[str, JsonValue]":
    """Return the fields that say something: neither null nor an empty text."""
    return {name: each for name, each in value.items() if each is not None and each != ""}
