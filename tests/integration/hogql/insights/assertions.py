"""The assertions of tests/golden/insights: a path into an answer, and what must be there.

    results[0].data    results.*.count    results[?breakdown_value=='pro'].data    columns.length

``[?key==value]`` picks the element of a list that has it; an element that is a list itself is known
by its first item.
"""

import ast
import math
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, JsonValue

if TYPE_CHECKING:
    from collections.abc import Callable

_STEP = re.compile(r"\[\?(?P<key>[^=\]]+)==(?P<wanted>.+?)\](?=\.|\[|$)|[^.\[\]]+")


class Assertion(BaseModel):
    """One of a case."""

    model_config = ConfigDict(extra="forbid")

    path: str
    op: str = "equals"
    value: JsonValue = None

    @property
    def is_seen(self) -> bool:
        """Whether the answer of a node shows it; others are about statuses and figures inside."""
        return not self.path.startswith(("#", "$"))

    def check(self, response: JsonValue) -> None:
        """Raise AssertionError, saying what was found, unless it holds."""
        found = find(response, self.path)
        assert _HOLDS[self.op](found, self.value), f"{self.path}: {found} is not {self.value}"


def find(value: JsonValue, path: str) -> JsonValue:
    """Return what a path names."""
    found: JsonValue = value
    for match in _STEP.finditer(path):
        if match[0] == "*":
            assert isinstance(found, list)
            rest = path[match.end() :].removeprefix(".")
            return [find(item, rest) for item in found]
        found = _picked(found, match) if match["key"] else _under(found, match[0])
    return found


def _picked(value: JsonValue, match: re.Match[str]) -> JsonValue:
    assert isinstance(value, list)
    wanted: JsonValue = ast.literal_eval(match["wanted"])
    for item in value:
        known = item[0] if isinstance(item, list) else item
        if isinstance(known, Mapping) and known.get(match["key"]) == wanted:
            return item
    raise AssertionError(f"Nothing has {match['key']} == {wanted}: {value}")


def _under(value: JsonValue, step: str) -> JsonValue:
    if isinstance(value, Mapping):
        return value[step]
    assert isinstance(value, list)
    return len(value) if step == "length" else value[int(step)]


def _is_close(found: JsonValue, wanted: JsonValue) -> bool:
    if isinstance(found, list) and isinstance(wanted, list):
        return len(found) == len(wanted) and all(map(_is_close, found, wanted))
    if isinstance(found, int | float) and isinstance(wanted, int | float):
        return math.isclose(found, wanted, rel_tol=1e-6, abs_tol=1e-6)
    return found == wanted


def _same_items(found: JsonValue, wanted: JsonValue) -> bool:
    assert isinstance(found, list)
    assert isinstance(wanted, list)
    return sorted(map(str, found)) == sorted(map(str, wanted))


_HOLDS: "dict[str, Callable[[JsonValue, JsonValue], bool]]" = {
    "equals": lambda found, wanted: found == wanted,
    "approx": _is_close,
    "set_equals": _same_items,
    "one_of": lambda found, wanted: isinstance(wanted, list) and found in wanted,
    "starts_with": lambda found, wanted: str(found).startswith(str(wanted)),
    "is_set": lambda found, _: found is not None and found != "",
    "exists": lambda _found, _: True,
}
