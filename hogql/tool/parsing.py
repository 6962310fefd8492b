"""The verb ``parse``: a text and its tree in PostHog's form, without positions."""

from typing import TYPE_CHECKING, Final

from hogql.ast.wire import Json, to_json
from hogql.parser import (
    parse_expr,
    parse_first_order_expr,
    parse_program,
    parse_select,
    parse_template,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hogql.ast import Node
    from hogql.tool.requests import Request

_PARSERS: Final["Mapping[str, Callable[[str], Node]]"] = {
    "select": parse_select,
    "expr": parse_expr,
    "order": parse_first_order_expr,
    "program": parse_program,
    "template": parse_template,
}


def parse_request(request: "Request") -> dict[str, Json]:
    """The tree of a text."""
    return {"ok": True, "ast": to_json(_PARSERS[request.kind](request.sql))}
