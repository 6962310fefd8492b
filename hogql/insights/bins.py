"""Histograms: bins of equal width from the smallest number to the greatest (insights 3.4).

    10, 20, 40 in 4 bins  ->  [10,17.5]  [17.5,25]  [25,32.5]  [32.5,40.01]

Bins are half-open; the last edge is a little higher, so that the greatest number is inside. What is
no number is in no bin, which is the empty text. One statement finds the edges and uses them.

Source: PostHog's histogram breakdowns; tests/golden/insights (trends-11-histogram).
"""

from typing import Final

from hogql import ast
from hogql.insights.templates import select
from hogql.parser import parse_expr

BEYOND: Final = 0.01

_EDGES: Final = """
    SELECT tuple(
        assumeNotNull(min({number})),
        (assumeNotNull(max({number})) - assumeNotNull(min({number}))) / {bins},
        assumeNotNull(max({number}))
    ) AS edges
    FROM events WHERE {where} LIMIT 1
"""
_PLACE: Final = """
    if(tupleElement(edges, 2) > 0,
        least(floor(({number} - tupleElement(edges, 1)) / tupleElement(edges, 2)), {last}), 0)
"""
_NAME: Final = """
    concat(
        '[', toString(round(tupleElement(edges, 1) + place * tupleElement(edges, 2), 2)),
        ',', toString(round(if(
            tupleElement(edges, 2) > 0 and place < {last},
            tupleElement(edges, 1) + (place + 1) * tupleElement(edges, 2),
            tupleElement(edges, 3) + {beyond}
        ), 2)), ']'
    )
"""
_OF_EDGES: Final = """
    arrayElement(arrayMap(
        edges -> arrayElement(arrayMap(place -> {name}, array({place})), 1), array({edges})
    ), 1)
"""
_OR_NONE: Final = "if(ifNull(isFinite({number}), false), {name}, '')"


def bin_of(number: ast.Expr, bins: int, where: ast.Expr) -> ast.Expr:
    """Return the name of the bin of a number, among those of the events that ``where`` keeps.

    Trap: a statement inside is compiled as often as it is written, so lambdas name its result.
    """
    last = ast.Constant(value=bins - 1)
    edges = select(_EDGES, number=number, where=where, bins=ast.Constant(value=bins))
    name = parse_expr(_NAME, last=last, beyond=ast.Constant(value=BEYOND))
    place = parse_expr(_PLACE, number=number, last=last)
    found = parse_expr(_OF_EDGES, name=name, place=place, edges=edges)
    return parse_expr(_OR_NONE, number=number, name=found)
