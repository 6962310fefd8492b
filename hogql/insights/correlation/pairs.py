"""Properties as pairs of a name and a text, the same for counts and for the people behind them.

names      [("$browser", "Firefox"), ("plan", "")]      a missing one is the empty text
$all       every property that there is
a click    [("elements_chain", "click__~~__<chain>")]
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.correlation.plan import ALL, AUTOCAPTURE
from hogql.insights.taxonomy.models import pairs
from hogql.parser import parse_expr

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CHAIN: Final = "elements_chain"
DIVIDER: Final = "__~~__"

_EVERY: Final = "JSONExtractKeysAndValues(properties, 'String')"
_CLICK: Final = """
    array(tuple('elements_chain',
        concat(ifNull(toString(properties.$event_type), ''), '__~~__', elements_chain)))
"""
_CLICK_OR_EVERY: Final = "if(event = '$autocapture', {click}, {every})"
_KNOWN: Final = "if(known.key = '', {nothing}, known.pairs)"
_HAS: Final = """
    arrayExists(
        pair -> tupleElement(pair, 1) = {name} AND tupleElement(pair, 2) IN {texts}, {pairs})
"""


def pairs_of_actor(names: "Sequence[str]") -> ast.Expr:
    """Return the pairs of a person or a group."""
    if ALL in names:
        return parse_expr(_EVERY)
    return pairs((name, name) for name in dict.fromkeys(names))


def pairs_of_known(names: "Sequence[str]") -> ast.Expr:
    """Return the pairs of a group in a join: one that nothing is known of has no properties."""
    if ALL in names:
        return ast.Field(chain=("known", "pairs"))
    nothing = tuple(
        ast.Tuple(exprs=(ast.Constant(value=name), ast.Constant(value="")))
        for name in dict.fromkeys(names)
    )
    return parse_expr(_KNOWN, nothing=ast.Array(exprs=nothing))


def pairs_of_event(event_names: "Iterable[str]") -> ast.Expr:
    """Return the pairs of an event; that of a click is what was clicked."""
    if AUTOCAPTURE not in event_names:
        return parse_expr(_EVERY)
    return parse_expr(_CLICK_OR_EVERY, click=parse_expr(_CLICK), every=parse_expr(_EVERY))


def has_pair(name: str, texts: "Iterable[str]", among: ast.Expr) -> ast.Expr:
    """Return the condition that a property has one of some texts."""
    listed = ast.Tuple(exprs=tuple(ast.Constant(value=text) for text in texts))
    return parse_expr(_HAS, name=ast.Constant(value=name), texts=listed, pairs=among)
