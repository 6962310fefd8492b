"""Series of numbers and times.

GENERATE_SERIES(1, 3)                     ->  range(1, 4)
GENERATE_SERIES(a, b, INTERVAL '1 day')   ->  arrayMap((n) -> a + toIntervalDay(n), range(0, ...))
"""

from typing import TYPE_CHECKING

from sqlglot import exp

from hogql import ast
from hogql.tokens import INTERVALS
from hogql.translate.making import Interval, arithmetic, call, field, number, plus, text
from hogql.translate.translator import rule
from hogql.translate.units import intervals_of

if TYPE_CHECKING:
    from hogql.translate.translator import Translator


@rule(exp.GenerateSeries, exp.ExplodingGenerateSeries, exp.GenerateDateArray)
def _series(translator: "Translator", node: exp.Expr) -> ast.Node:
    found = series(translator, node)
    is_rows = isinstance(node, exp.ExplodingGenerateSeries)
    return call("arrayJoin", found) if is_rows else found


def series(translator: "Translator", node: exp.Expr) -> ast.Node:
    """The array of all numbers or times of a series."""
    from_, to = translator.exprs([node.args["start"], node.args["end"]])
    step = node.args.get("step")
    spans = None if step is None else intervals_of(translator, step)
    if spans is None and not isinstance(node, exp.GenerateDateArray):
        stop = to if node.args.get("is_end_exclusive") else plus(to, 1)
        return call("range", from_, stop, *translator.exprs([step] if step else []))
    each = spans[0] if spans else Interval(count=1, unit="DAY")
    if not isinstance(each, Interval) or each.count < 1 or len(spans or [each]) > 1:
        return translator.unsupported(node)
    steps = call("dateDiff", text(each.unit.lower()), from_, to)
    if each.count > 1:
        steps = call("intDiv", steps, number(each.count))
    offset: ast.Node = field("n")
    if each.count > 1:
        offset = arithmetic(offset, ast.ArithmeticOperationOp.Mult, number(each.count))
    item = arithmetic(from_, ast.ArithmeticOperationOp.Add, call(INTERVALS[each.unit], offset))
    counted = call("range", number(0), plus(steps, 1))
    return call("arrayMap", ast.Lambda(args=("n",), expr=item), counted)
