"""Writes the clicked element and those around it as one line of text, as PostHog's SDK does.

    $elements [{tag_name, attr__class, nth_child, ...}, ...] --> a.small:href="/x"nth-child="1"...

Elements are joined by ``;``, innermost first; the attributes of each are in alphabetical order and
quotes inside values are escaped. Source: PostHog's elements chain (sdk-protocol 4.10).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import orjson

if TYPE_CHECKING:
    from collections.abc import Mapping

    from functions.ingest.draft import Draft
    from shared.json import Json

PROPERTIES: Final = frozenset({"$elements", "$elements_chain"})
_LONGEST_HREF: Final = 2048
_LONGEST_TEXT: Final = 400


def chain_elements(draft: Draft) -> None:
    """Move the elements out of the properties into their column."""
    chain = draft.properties.pop("$elements_chain", None)
    elements = draft.properties.pop("$elements", None)
    if isinstance(chain, str):
        draft.elements_chain = chain
    elif isinstance(elements, list):
        parts = (_write_element(element) for element in elements if isinstance(element, dict))
        draft.elements_chain = ";".join(parts)


def _write_element(element: Mapping[str, Json]) -> str:
    tag = _text(element.get("tag_name") or "")
    classes = "".join(f".{name}" for name in sorted(_classes(element.get("attr__class"))))
    attributes = {
        "nth-child": _text(element.get("nth_child") or 0),
        "nth-of-type": _text(element.get("nth_of_type") or 0),
        "text": _text(element.get("$el_text") or "")[:_LONGEST_TEXT],
        "href": _text(element.get("attr__href") or "")[:_LONGEST_HREF],
        "attr_id": _text(element.get("attr__id") or ""),
        **{name: _text(value) for name, value in element.items() if name.startswith("attr__")},
        "attr__class": " ".join(_classes(element.get("attr__class"))),
    }
    pairs = (
        f'{name}="{_escape(attributes[name])}"' for name in sorted(attributes) if attributes[name]
    )
    return f"{tag}{classes}:{''.join(pairs)}"


def _classes(value: Json) -> list[str]:
    """Return the class names in the order sent, without quotes, which would end an attribute."""
    names = value if isinstance(value, list) else [value]
    words = (word for name in names if isinstance(name, str) for word in name.split())
    return [word.replace('"', "") for word in words]


def _text(value: Json) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def _escape(value: str) -> str:
    return value.replace('"', '\\"')
