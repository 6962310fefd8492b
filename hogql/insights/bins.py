"""Histograms: bins of equal width from the smallest number to the greatest (insights 3.4).

    10, 20, 40 in 4 bins  ->  [10,17.5]  [17.5,25]  [25,32.5]  [32.5,40.01]

Bins are half-open; the last edge is a little higher, so that the greatest number is inside. A value
that is no number is in no bin, which is the empty text. One statement finds the edges and uses them.

Source: PostHog's histogram breakdowns; tests/golden/insights (trends-11-histogram).
"""

from typing import Final

from hogql import ast
from hogql.insights.templates import select
from hogql.parser import parse_expr

BEYOND: Final = 0.01

_EDGES: Final = """
    SELECT tuple(min({number}), max({number})) AS edges FROM events WHERE {where} LIMIT 1
"""
_LOW, _HIGH = "tupleElement({edges}, 1)", "tupleElement({edges}, 2)"
_WIDTH: Final = f"({_HIGH} - {_LOW}) / {{bins}}"
_PLACE: Final = f"""
    if({_HIGH} > {_LOW}, least(floor(({{number}} - {_LOW}) / ({_WIDTH})), {{bins}} - 1), 0)
"""
_NAME: Final = f"""
    concat(
        '[', toString(round({_LOW} + {{place}} * {_WIDTH}, 2)),
        ',', toString(round(if(
            {_HIGH} > {_LOW} and {{place}} < {{bins}} - 1,
            {_LOW} + ({{place}} + 1) * {_WIDTH},
            {_HIGH} + {{beyond}}
        ), 2)), ']'
    )
"""
_OR_NONE: Final = "if(isNull({number}) or not isFinite({number}), '', {name})"


def bin_of(number: ast.Expr, bins: int, where: ast.Expr) -> ast.Expr:
    """Return the name of the bin of a number, among those of the events that ``where`` keeps."""
    edges = select(_EDGES, number=number, where=where)
    count = ast.Constant(value=bins)
    place = parse_expr(_PLACE, number=number, edges=edges, bins=count)
    beyond = ast.Constant(value=BEYOND)
    name = parse_expr(_NAME, edges=edges, place=place, bins=count, beyond=beyond)
    return parse_expr(_OR_NONE, number=number, name=name)
