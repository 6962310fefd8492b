"""Samples: an answer from a share of the persons, scaled up where a sum was asked for.

    tree, 0.1  ->  the same tree, FROM events SAMPLE 0.1        12 events  ->  about 120

Whole persons are taken, so that funnels and retention of a sample hold. Means, extremes and
quantiles are those of the sample.

Source: PostHog ``posthog/queries/util.py`` (``correct_result_for_sampling``).
"""

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql import ast

if TYPE_CHECKING:
    from hogql.insights.nodes import InsightNode

EVENTS: Final = ast.Field(chain=("events",))


def factor_of(request: "InsightNode") -> float:
    """Return the share of the persons that is asked for, 1 for all."""
    return request.sampling_factor or 1.0


def sampled(tree: ast.SelectQuery, factor: float) -> ast.SelectQuery:
    """Return the query over a share of the persons, in every SELECT that reads events."""
    if factor == 1:
        return tree
    ratio = ast.RatioExpr(left=ast.Constant(value=factor))

    def take_share(node: ast.Node) -> ast.Node:
        if isinstance(node, ast.JoinExpr) and node.table == EVENTS and node.sample is None:
            return replace(node, sample=ast.SampleExpr(sample_value=ratio))
        return node

    found = ast.rewrite(tree, take_share)
    return found if isinstance(found, ast.SelectQuery) else tree


def scaled_up(number: float, factor: float) -> float:
    """Return the number that all persons would give, for a number that is a sum."""
    return number if factor == 1 else round(number / factor)
