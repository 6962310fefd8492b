"""Survey functions: PostHog's, written out in HogQL (hogql A.5).

getSurveyResponse(1)  ->  coalesce(nullIf(the answer by the question's id, ''), ... by its number)
uniqueSurveySubmissionsFilter('s')  ->  uuid IN (the last event of each submission)

Source: PostHog ``posthog/hogql/functions/survey.py``: the keys of the properties, and what counts
as one submission.
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.parser import parse_expr
from hogql.resolver.calls.building import check_count, find
from hogql.resolver.scope import at

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql.plan.nodes import Node
    from hogql.resolver.scope import Scope

_ONE: Final = (
    "coalesce(nullIf(JSONExtractString(properties, {by_id}), ''), nullIf({by_number}, ''))"
)
_MANY: Final = """if(JSONHas(properties, {by_id})
    AND length(JSONExtractArrayRaw(properties, {by_id})) > 0,
    JSONExtractArrayRaw(properties, {by_id}), JSONExtractArrayRaw(properties, {by_number}))"""
_ID: Final = """concat('$survey_response_', JSONExtractString(
    JSONExtractArrayRaw(properties, '$survey_questions')[{place}], 'id'))"""
_LAST: Final = """uuid IN (SELECT argMax(uuid, timestamp) FROM events
    WHERE event = 'survey sent' AND properties.$survey_id = {survey} AND {bounds}
    GROUP BY if(coalesce(properties.$survey_submission_id, '') = '', toString(uuid),
                properties.$survey_submission_id))"""


def _constants(node: ast.Call) -> list[ast.Constant]:
    check_count(find(node.name, node), len(node.args), node)
    found = [arg for arg in node.args if isinstance(arg, ast.Constant)]
    if len(found) != len(node.args):
        raise at(node, f"The arguments of '{node.name}' must be constants")
    return found


def _response(node: ast.Call, scope: "Scope") -> "Node":
    number, *rest = (arg.value for arg in _constants(node))
    if not isinstance(number, int | str) or not str(number).lstrip("-").isdigit():
        raise at(node, "The first argument of 'getSurveyResponse' must be the number of a question")
    place = int(number)
    by_id: ast.Expr = parse_expr(_ID, place=ast.Constant(value=place + 1))
    if rest and rest[0]:
        by_id = ast.Constant(value=f"$survey_response_{rest[0]}")
    by_number = "$survey_response" if place == 0 else f"$survey_response_{place}"
    if len(rest) > 1 and rest[1]:
        return scope.resolve(
            parse_expr(_MANY, by_id=by_id, by_number=ast.Constant(value=by_number))
        )
    answer = ast.Field(chain=("properties", by_number))
    return scope.resolve(parse_expr(_ONE, by_id=by_id, by_number=answer))


def _last_of_submission(node: ast.Call, scope: "Scope") -> "Node":
    survey, *bounds = _constants(node)
    tests: list[ast.Expr] = [ast.Constant(value=True)]
    for op, bound in zip((">=", "<="), bounds, strict=False):
        tests.append(parse_expr(f"timestamp {op} {{bound}}", bound=bound))
    return scope.resolve(parse_expr(_LAST, survey=survey, bounds=ast.And(exprs=tuple(tests))))


SURVEYS: Final["dict[str, Callable[[ast.Call, Scope], Node]]"] = {
    "getsurveyresponse": _response,
    "uniquesurveysubmissionsfilter": _last_of_submission,
}
