"""The pieces of canonical text: quoting, brackets where an operator needs them, lists.

Every rule answers the text and how tightly it binds; ``operand`` adds brackets to what binds less
tightly than its place demands. The powers are the parser's own.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, TypeVar

from msgspec import Struct

from hogql.parser.pratt import TIGHTEST
from hogql.tokens import KEYWORDS, RESERVED_ALIASES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from hogql.ast import Node

RuleT = TypeVar("RuleT", bound="Callable[..., Text]")

_PLAIN: Final = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*", re.ASCII)
_HARMLESS: Final = frozenset(
    {"timestamp", "date", "id", "key", "first", "last", "name", "time", "second", "minute", "hour"}
    | {"day", "week", "month", "quarter", "year"}
)
_CALLABLE: Final = _HARMLESS | frozenset(
    {"if", "left", "right", "any", "replace", "and", "or", "not", "in", "like", "ilike", "filter"}
    | {"array", "extract", "range", "substring", "trim", "truncate"}
)
_ESCAPES: Final = {
    "\\": "\\\\",
    "\b": "\\b",
    "\f": "\\f",
    "\r": "\\r",
    "\n": "\\n",
    "\t": "\\t",
    "\a": "\\a",
    "\v": "\\v",
}
_SPECIAL: Final = re.compile(r"[\\\x07-\x0d]")


class Text(Struct, frozen=True, kw_only=True):
    """HogQL text and the power with which it holds together; the default needs no brackets."""

    text: str
    power: int = TIGHTEST


RULES: Final["dict[type[Node], Callable[..., Text]]"] = {}
"""The rule of each kind of node; a family of nodes adds its own when it is imported."""


def renders(*kinds: "type[Node]") -> "Callable[[RuleT], RuleT]":
    """Make a function the rule of these kinds of nodes."""

    def add(rule: RuleT) -> RuleT:
        RULES.update(dict.fromkeys(kinds, rule))
        return rule

    return add


def render(node: "Node") -> Text:
    """The text of one node."""
    return RULES[type(node)](node)


def operand(node: "Node", least: int) -> str:
    """The text of a node, in brackets if it binds less tightly than ``least``."""
    found = render(node)
    return found.text if found.power >= least else f"({found.text})"


def plain(node: "Node") -> str:
    """The text of a node in a place that takes any expression."""
    return render(node).text


def listed(nodes: "Iterable[Node]") -> str:
    """Expressions separated by commas."""
    return ", ".join([plain(node) for node in nodes])


def string(value: str) -> str:
    """A string literal."""
    escaped = _SPECIAL.sub(lambda match: _ESCAPES[match[0]], value)
    return "'" + escaped.replace("'", "\\'") + "'"


@lru_cache(maxsize=4096)
def name(value: str) -> str:
    """A name, quoted where the bare word would mean something else."""
    lowered = value.lower()
    is_bare = lowered not in KEYWORDS or lowered in _HARMLESS
    return value if is_bare and _PLAIN.fullmatch(value) else _quoted(value)


def function_name(value: str) -> str:
    """The name of a function: more words are safe in front of a bracket."""
    is_word = value.lower() in _CALLABLE and _PLAIN.fullmatch(value) is not None
    return value if is_word else name(value)


def alias(value: str) -> str:
    """A name after ``AS``."""
    return _quoted(value) if value.lower() in RESERVED_ALIASES else name(value)


def names(values: "Iterable[str]") -> str:
    """Names separated by commas."""
    return ", ".join([name(value) for value in values])


def _quoted(value: str) -> str:
    escaped = _SPECIAL.sub(lambda match: _ESCAPES[match[0]], value)
    return "`" + escaped.replace("`", "``") + "`"
