"""What an event is on a path: a page, a screen, the name of an event or what an expression says.

    event  ->  item  --cleaning rules-->  shorter item  --groupings-->  the first wildcard it fits

Source: PostHog ``posthog/hogql_queries/insights/paths_query_runner.py``; insights 8.1.
"""

import re
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.actors import read_expression
from hogql.insights.errors import InsightError
from hogql.insights.paths.models import PathType
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE, all_of, any_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hogql.insights.context import InsightContext
    from hogql.insights.paths.models import PathsFilter

ATTR: Final = "pathsFilter"
_PAGE: Final = """
    if(event = '$pageview',
        if(endsWith({url}, '/') AND {url} != '/', substring({url}, 1, length({url}) - 1), {url}),
        {other})
"""
_URL: Final = parse_expr("ifNull(toString(properties.$current_url), '')")
_SCREEN: Final = "if(event = '$screen', ifNull(toString(properties.$screen_name), ''), {other})"
_CONDITIONS: Final = {
    PathType.PAGEVIEW: parse_expr("event = '$pageview'"),
    PathType.SCREEN: parse_expr("event = '$screen'"),
    PathType.CUSTOM: parse_expr("NOT startsWith(event, '$')"),
}


def item_of(asked: "PathsFilter", context: "InsightContext") -> ast.Expr:
    """Return the text that an event is on a path."""
    item = _named(asked)
    for pattern, alias in _rules(asked, context):
        parts = (ast.Constant(value=pattern), ast.Constant(value=alias))
        item = ast.Call(name="replaceRegexpAll", args=(item, *parts))
    groups = asked.groupings or ()
    if not groups:
        return item
    branches = (part for group in groups for part in (_matches(item, group), _text(group)))
    return ast.Call(name="multiIf", args=(*branches, item))


def is_on_path(asked: "PathsFilter", item: ast.Expr) -> ast.Expr:
    """Return the condition that an event is on a path."""
    types = [_CONDITIONS[one] for one in asked.types or () if one in _CONDITIONS]
    excluded = asked.excluded or ()
    is_left: ast.Expr = TRUE
    if excluded:
        names = ast.Tuple(exprs=tuple(_text(name) for name in excluded))
        is_left = ast.CompareOperation(left=item, op=ast.CompareOperationOp.NotIn, right=names)
    return all_of(any_of(*types) if types else TRUE, is_left)


def plain(point: str | None) -> str:
    """Return a start or end point as items are written: without its trailing slash."""
    point = point or ""
    return point[:-1] if len(point) > 1 and point.endswith("/") else point


def _named(asked: "PathsFilter") -> ast.Expr:
    item: ast.Expr = parse_expr("toString(event)")
    if asked.expression and _has(asked, PathType.HOGQL):
        written = read_expression(asked.expression, attr=f"{ATTR}.pathsHogQLExpression")
        item = parse_expr("ifNull(toString({written}), '')", written=written)
    elif PathType.HOGQL in (asked.types or ()):
        message = "Paths by HogQL need an expression."
        raise InsightError(message, attr=f"{ATTR}.pathsHogQLExpression")
    if _has(asked, PathType.SCREEN):
        item = parse_expr(_SCREEN, other=item)
    return parse_expr(_PAGE, url=_URL, other=item) if _has(asked, PathType.PAGEVIEW) else item


def _has(asked: "PathsFilter", kind: PathType) -> bool:
    return kind in asked.types if asked.types else kind not in (asked.excluded or ())


def _rules(asked: "PathsFilter", context: "InsightContext") -> "Iterator[tuple[str, str]]":
    if asked.replacements:
        yield from ((rule.regex, rule.alias) for rule in context.path_cleaning)
    for at, rule in enumerate(asked.local_rules or ()):
        try:
            re.compile(rule.regex)
        except re.error as error:
            place = f"{ATTR}.localPathCleaningFilters.{at}.regex"
            message = "This is no regular expression."
            raise InsightError(message, attr=place) from error
        yield rule.regex, rule.alias


def _matches(item: ast.Expr, group: str) -> ast.Expr:
    pattern = ".*".join(re.escape(part) for part in group.split("*"))
    return ast.Call(name="match", args=(item, _text(pattern)))


def _text(value: str) -> ast.Expr:
    return ast.Constant(value=value)
