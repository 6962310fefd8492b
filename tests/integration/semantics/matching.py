"""Compares one value that a case expects with one that is stored, and says how they differ.

Besides plain JSON a case may write ``{"$like": pattern}``, ``{"$same": name}`` (the same value
wherever that name stands, another for another name), ``{"$person": distinct_id}`` (the person id of
that distinct id in the case's project) and ``{"$absent": true}``. In tables of text, null means
that there is no such key, and what is no string is stored as its JSON.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from tests.integration.semantics.formulas import person_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MISSING: Final = object()
WORDS: Final = frozenset({"$like", "$same", "$person", "$absent"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Bindings:
    """What names stand for in one case of the project ``team_id``."""

    team_id: int
    values: dict[str, Any] = field(default_factory=dict)

    def is_bound(self, name: str, value: Any) -> bool:
        """Whether the name may stand for the value: for no other, and no other name for it."""
        if name not in self.values and value in self.values.values():
            return False
        return bool(self.values.setdefault(name, value) == value)


def is_match(expected: Any, found: Any, bindings: Bindings, *, is_text: bool = False) -> bool:
    """Whether the stored value is the one expected; ``is_text`` for tables that hold texts."""
    if isinstance(expected, dict) and len(expected) == 1 and not expected.keys().isdisjoint(WORDS):
        return _is_meant(*next(iter(expected.items())), found, bindings)
    if expected is None:
        return found is MISSING or found is None
    if is_text and not isinstance(expected, str):
        return found is not MISSING and is_json_of(expected, found)
    return type(expected) is type(found) and bool(expected == found)


def _is_meant(word: str, argument: Any, found: Any, bindings: Bindings) -> bool:
    """Whether a stored value is what one of the words says."""
    if word == "$person":
        return bool(found == person_of(bindings.team_id, argument))
    if word == "$same":
        return found is not MISSING and bindings.is_bound(argument, found)
    if word == "$like":
        return isinstance(found, str) and re.fullmatch(argument, found, re.DOTALL) is not None
    return found is MISSING


def is_json_of(expected: Any, found: str) -> bool:
    """Whether a text is the JSON of a value, numbers and booleans told apart."""
    try:
        read = json.loads(found)
    except ValueError:
        return False
    return json.dumps(read, sort_keys=True) == json.dumps(expected, sort_keys=True)


def differences(
    expected: Mapping[str, Any],
    found: Mapping[str, Any],
    bindings: Bindings,
    *,
    place: str,
    is_text: bool = False,
) -> Iterator[str]:
    """Yield a line for each key that is not as expected; others may be there."""
    for name, value in expected.items():
        stored = found.get(name, MISSING)
        if not is_match(value, stored, bindings, is_text=is_text):
            shown = "nothing" if stored is MISSING else repr(stored)
            yield f"{place}.{name}: expected {value!r}, stored {shown}"
