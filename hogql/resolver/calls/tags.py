"""HogQLX: a tag as the value that the interface draws (hogql 2.9, 6.12).

<a href={url}>text</a>  ->  tuple('__hx_tag', 'a', 'href', url if it is one, 'children', ('text'))

Only the kinds and attributes listed here exist, and an address is one of the web or of this site:
what a row holds can not become a script (case 62).
"""

import re
from typing import TYPE_CHECKING, Final

from hogql.errors import UnsupportedSyntaxError
from hogql.plan.making import call, text, tuple_of
from hogql.plan.nodes import Node, Value
from hogql.resolver.coerce import as_text, as_value
from hogql.resolver.scope import at
from hogql.types import BOOL, STRING

if TYPE_CHECKING:
    from hogql import ast
    from hogql.resolver.scope import Scope

_EVERYWHERE: Final = frozenset({"key", "title", "children"})
_NAMES: Final = """
b blockquote br code div em h1 h2 h3 h4 h5 h6 hr i li ol p pre s small span strong sub sup table
tbody td th thead tr u ul
"""
_PLAIN: Final = frozenset(_NAMES.split())
_ATTRIBUTES: Final[dict[str, frozenset[str]]] = {
    "a": frozenset({"href", "target"}),
    "Sparkline": frozenset({"data", "labels", "type"}),
    "RecordingButton": frozenset({"sessionId", "recordingStatus"}),
    "ExplainCSPReport": frozenset({"properties"}),
    **dict.fromkeys(_PLAIN, frozenset[str]()),
}
_TARGETS: Final = frozenset({"_blank", "_self"})
_ADDRESS: Final = r"^(https?://|/[^/\\]|/$|#)"


def resolve_tag(node: "ast.HogQLXTag", scope: "Scope") -> Node:
    """The tag with its attributes in order; ``children`` are a tuple."""
    allowed = _ATTRIBUTES.get(node.kind)
    if allowed is None:
        message = f"The tag <{node.kind}> is not supported"
        raise UnsupportedSyntaxError(message, start=node.start, end=node.end)
    parts: list[Node] = [text("__hx_tag"), text(node.kind)]
    for attribute in node.attributes:
        if attribute.name not in allowed | _EVERYWHERE:
            raise at(attribute, f"The tag <{node.kind}> has no attribute '{attribute.name}'")
        parts.append(text(attribute.name))
        parts.append(_value(attribute, scope))
    return tuple_of(tuple(parts))


def _value(attribute: "ast.HogQLXAttribute", scope: "Scope") -> Node:
    if isinstance(attribute.value, tuple):
        return tuple_of(tuple(as_value(scope.resolve(item)) for item in attribute.value))
    found = as_value(scope.resolve(attribute.value))
    if attribute.name == "href":
        return _address(found, attribute)
    if attribute.name == "target" and (not isinstance(found, Value) or found.value not in _TARGETS):
        raise at(attribute, "The attribute 'target' is '_blank' or '_self'")
    return found


def _address(node: Node, place: "ast.Node") -> Node:
    """An address of the web, or of this site; the address of a row that is neither is empty."""
    if isinstance(node, Value):
        if not isinstance(node.value, str) or not re.match(_ADDRESS, node.value, re.IGNORECASE):
            raise at(place, "An href must begin with https://, http:// or /")
        return node
    address = call("ifNull", STRING, as_text(node), text(""))
    pattern = text(f"(?i){_ADDRESS}")
    return call("if", STRING, call("match", BOOL, address, pattern), address, text(""))
