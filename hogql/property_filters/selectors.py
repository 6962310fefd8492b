r"""CSS selectors as regular expressions over an elements chain.

    'div > a.small[data-x="1"]'  ->  (?:^|;)a<classes with .small>:<pairs with attr__data-x="1">
                                     <rest>;div<rest>(?:;|$)

A chain holds the clicked element and those around it, innermost first (sdk-protocol 4.10):

    a.btn.small:attr__data-x="1"href="/x"nth-child="2"nth-of-type="1"text="Go";div:nth-child="1"...

Classes and attributes stand in the order of their characters, so that the conditions on one element
can be asked from left to right; ``;`` and ``"`` inside a value are told from those between values.

What is understood: tags, ``*``, ``.class``, ``#id``, ``[name]``, ``[name="value"]`` with ``=``,
``^=``, ``$=``, ``*=``, ``:nth-child(n)``, ``:nth-of-type(n)``, ``>``, blanks, lists with commas,
and ``\`` before any sign. Anything else is refused, rather than never found.

Source: PostHog ``posthog/models/event/event.py`` (``Selector``) for what a selector means.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from hogql.errors import QueryError

MAX_LENGTH: Final = 2000

_STATES: Final = (
    "active|after|before|checked|disabled|empty|enabled|first-child|first-of-type|focus|"
    "focus-visible|focus-within|hover|invalid|last-child|last-of-type|link|nth-child|nth-of-type|"
    "only-child|optional|required|root|target|valid|visited"
)
"""What a colon may be followed by in CSS. In a class any other colon is part of the name, as are
brackets after a hyphen: people paste ``md:w-[12px]`` without the backslashes that CSS wants."""

_NAME: Final = (
    rf"(?:\\.|[^\s.#:\[\]>+~,*\"'()=\\]|:(?!(?:{_STATES})(?![\w-]))|(?<=-)\[[^\s\"'\]]*\])+"
)
_TOKEN: Final = re.compile(
    r"(?P<comma>\s*,\s*)|(?P<child>\s*>\s*)|(?P<blank>\s+)"
    rf"|\.(?P<class>{_NAME})|\#(?P<id>{_NAME})"
    r"|\[\s*(?P<key>[^\s\"'=\]^$*~|]+)\s*"
    r"(?:(?P<op>[\^$*]?=)\s*(?P<value>\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|[^\s\"'\]]+)\s*)?\]"
    r"|:(?P<position>nth-child|nth-of-type)\(\s*(?P<nth>[0-9]{1,6})\s*\)"
    r"|(?P<any>\*)|(?P<tag>[A-Za-z](?:\\.|[\w-])*)",
    re.DOTALL,
)
_PLAIN_KEYS: Final = frozenset({"href", "text", "nth-child", "nth-of-type"})

_QUOTED: Final = r'"(?:\\[\s\S]|[^"\\])*"'
_REST: Final = rf'(?:[^;"]|{_QUOTED})*'
_PAIR: Final = rf'(?:attr__[^="]*|[^:.;="]+)={_QUOTED}'
_MORE_CLASSES: Final = r'(?:\.[^;"]*)?'


@dataclass(frozen=True, kw_only=True, slots=True)
class Element:
    """What one part of a selector asks of one element; ``is_child`` after a ``>``."""

    tag: str | None
    classes: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    is_child: bool

    def pattern(self) -> str:
        """The regular expression of the element, without the signs around it."""
        tag = re.escape(self.tag) if self.tag else r'[^.:;"]*'
        classes = "".join(rf"{_MORE_CLASSES}\.{re.escape(name)}" for name in self.classes)
        head = f"{tag}{classes}{_MORE_CLASSES}"
        if not self.pairs:
            return f"{head}(?::(?:{_PAIR}{_REST})?)?"
        asked = "".join(rf"(?:{_PAIR})*{re.escape(key)}={value}" for key, value in self.pairs)
        return f"{head}:{asked}{_REST}"


@lru_cache(maxsize=256)
def selector_pattern(selector: str) -> str:
    """The regular expression for chains in which ``selector`` finds an element.

    Raises QueryError for what is no selector, or one that we can not look for.
    """
    if len(selector) > MAX_LENGTH:
        message = f"A selector may have at most {MAX_LENGTH} characters"
        raise QueryError(message)
    patterns = [_pattern(elements) for elements in _read(selector)]
    return patterns[0] if len(patterns) == 1 else "|".join(patterns)


def _pattern(elements: list[Element]) -> str:
    """``elements`` from the outermost to the innermost, as they are written."""
    found = ""
    for element in reversed(elements):
        found = f"{found}{element.pattern()}"
        if element is not elements[0]:
            found += ";" if element.is_child else rf";(?:{_REST};)*"
    return rf"(?:^|;){found}(?:;|$)"


class _Part:
    """One compound of a selector while it is being read."""

    __slots__ = ("classes", "is_child", "pairs", "tag", "was_read")

    def __init__(self, *, is_child: bool) -> None:
        self.tag: str | None = None
        self.classes: set[str] = set()
        self.pairs: dict[str, str] = {}
        self.is_child = is_child
        self.was_read = False

    def take(self, found: re.Match[str]) -> None:
        """Add what one token says."""
        self.was_read = True
        if found["tag"]:
            self.tag = _unescape(found["tag"])
        elif found["class"]:
            self.classes.add(_unescape(found["class"]))
        elif found["id"]:
            self.pairs["attr_id"] = _value("=", _unescape(found["id"]))
        elif found["position"]:
            self.pairs[found["position"]] = _value("=", found["nth"])
        elif found["key"]:
            self.pairs[_key(found["key"])] = _value(found["op"], _unquote(found["value"]))

    def element(self) -> Element:
        """What was read; in the order in which chains write it."""
        return Element(
            tag=self.tag,
            classes=tuple(sorted(self.classes)),
            pairs=tuple(sorted(self.pairs.items())),
            is_child=self.is_child,
        )


def _read(selector: str) -> list[list[Element]]:
    """Every selector of the list, each as its elements."""
    lists: list[list[Element]] = [[]]
    part = _Part(is_child=False)
    place, text = 0, selector.strip()
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None or (found["tag"] and part.was_read):
            raise _unknown(selector, text[place:])
        place = found.end()
        if not (found["comma"] or found["child"] or found["blank"]):
            part.take(found)
            continue
        if not part.was_read:
            raise _unknown(selector, text[found.start() :])
        lists[-1].append(part.element())
        part = _Part(is_child=bool(found["child"]))
        if found["comma"]:
            lists.append([])
    if not part.was_read:
        raise _unknown(selector, "its end")
    lists[-1].append(part.element())
    return lists


def _unknown(selector: str, rest: str) -> QueryError:
    return QueryError(
        f"The selector '{selector[:80]}' can not be looked for, because of '{rest[:20]}'",
        fix="Use tags, .classes, #ids, [attributes], :nth-child(n), blanks and >",
    )


def _key(name: str) -> str:
    if name == "id":
        return "attr_id"
    return name if name in _PLAIN_KEYS or name.startswith("attr__") else f"attr__{name}"


def _value(operator: str | None, written: str) -> str:
    """The regular expression of an attribute's value, its quotes included."""
    if operator is None:
        return _QUOTED
    inside = re.escape(written.replace('"', '\\"'))
    anything = r'(?:\\[\s\S]|[^"\\])*'
    before = anything if operator in {"$=", "*="} else ""
    after = anything if operator in {"^=", "*="} else ""
    return f'"{before}{inside}{after}"'


def _unquote(written: str | None) -> str:
    if written is None:
        return ""
    is_quoted = written[0] in "\"'" and written[0] == written[-1]
    return _unescape(written[1:-1] if is_quoted else written)


def _unescape(written: str) -> str:
    return re.sub(r"\\(.)", r"\1", written, flags=re.DOTALL)
