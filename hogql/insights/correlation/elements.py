r"""What was clicked, out of the text that tells it: the element first, then those around it.

    a.small:href="/x"nth-child="1"text="Go";div:nth-child="2"
        ->  [{tag_name: "a", attr_class: ["small"], href: "/x", nth_child: 1, text: "Go", order: 0},
             {tag_name: "div", nth_child: 2, order: 1}]

A quote inside a value is written ``\"``.

Source: PostHog's elements chain (sdk-protocol 4.10) and its list of elements in answers.
"""

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import JsonValue

MOST_ELEMENTS: Final = 200
_ATTRIBUTE: Final = re.compile(r'([^"=]+?)="((?:\\"|[^"])*)"')
_ELEMENT: Final = re.compile(r'((?:"(?:\\"|[^"])*"|[^";])+)')
_COUNTS: Final = {"nth-child": "nth_child", "nth-of-type": "nth_of_type"}
_TEXTS: Final = ("text", "href", "attr_id")


def elements_of(chain: str) -> "tuple[JsonValue, ...]":
    """Return the elements of a chain; none of an empty one."""
    return tuple(_elements(chain))


def _elements(chain: str) -> "Iterator[JsonValue]":
    for order, found in enumerate(_ELEMENT.finditer(chain)):
        if order == MOST_ELEMENTS:
            return
        yield _element(found[1], order)


def _element(text: str, order: int) -> "JsonValue":
    head, rest = _parts(text)
    tag, *classes = head.split(".")
    attributes = {
        name: value.replace('\\"', '"') for name, value in _ATTRIBUTE.findall(rest) if name
    }
    shown: dict[str, JsonValue] = {
        "event": None,
        "tag_name": tag or None,
        "attr_class": list(classes) or None,
        **{name: attributes.get(name) for name in _TEXTS},
        **{name: _count(attributes.get(written)) for written, name in _COUNTS.items()},
        "attributes": {
            name: value
            for name, value in attributes.items()
            if name not in _TEXTS and name not in _COUNTS
        },
        "order": order,
    }
    return shown


def _parts(text: str) -> tuple[str, str]:
    """The name with its classes, and the attributes; a class may have a colon in its name."""
    first_value = text.find('"')
    end = text.rfind(":", 0, first_value if first_value >= 0 else None)
    return (text[:end], text[end + 1 :]) if end >= 0 else (text, "")


def _count(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() else None
