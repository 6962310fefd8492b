"""The grammar put together: which rule every token starts or continues. Read this first.

Rules live in modules by what they parse; none of them knows another's table. Importing this module
fills ``PREFIX``, ``INFIX``, ``QUERY`` and ``BLOCKS``.
"""

from typing import Final

from hogql.ast import And, ArithmeticOperationOp, CompareOperationOp, Or
from hogql.parser import access, brackets, lambdas, names, operators, pratt, primaries, specials
from hogql.parser.orders import order_item
from hogql.parser.pratt import Infix, Prefix, parse_expression
from hogql.parser.primaries import template
from hogql.parser.programs import block, program
from hogql.parser.selects.queries import continue_query, query
from hogql.parser.tags import tag
from hogql.tokens import NAMES, NUMBERS, STRING, TAG_OPEN, TEMPLATE

__all__ = ["order_item", "parse_expression", "program", "query", "tag", "template"]

_PREFIX: Final[dict[str, Prefix]] = {
    **dict.fromkeys(NAMES, names.name),
    **dict.fromkeys(NUMBERS, primaries.number),
    STRING: primaries.string,
    TEMPLATE: template,
    TAG_OPEN: tag,
    "NULL": primaries.null,
    ".": primaries.fraction,
    "-": primaries.negated,
    "+": primaries.positive,
    "#": primaries.positional,
    "NOT": primaries.negation,
    "[": primaries.array,
    "ARRAY": primaries.array,
    "(": brackets.parenthesis,
    "{": brackets.brace,
    "*": brackets.star_prefix,
    "COLUMNS": brackets.columns,
    "CASE": specials.case,
    "CAST": specials.cast,
    "TRY_CAST": specials.try_cast,
    "INTERVAL": specials.interval,
    "TRIM": specials.trim,
    "DATE": specials.literal_date,
    "TIMESTAMP": specials.literal_date,
    "LAMBDA": specials.colon_lambda,
}

_COMPARISONS: Final = {
    "=": CompareOperationOp.Eq,
    "==": CompareOperationOp.Eq,
    "!=": CompareOperationOp.NotEq,
    "<>": CompareOperationOp.NotEq,
    "<": CompareOperationOp.Lt,
    "<=": CompareOperationOp.LtEq,
    ">": CompareOperationOp.Gt,
    ">=": CompareOperationOp.GtEq,
    "LIKE": CompareOperationOp.Like,
    "ILIKE": CompareOperationOp.ILike,
    "~": CompareOperationOp.Regex,
    "=~": CompareOperationOp.Regex,
    "!~": CompareOperationOp.NotRegex,
    "~*": CompareOperationOp.IRegex,
    "=~*": CompareOperationOp.IRegex,
    "!~*": CompareOperationOp.NotIRegex,
}

_INFIX: Final[dict[str, tuple[int, Infix]]] = {
    ".": (pratt.POSTFIX, access.dot),
    "?.": (pratt.POSTFIX, access.nullish_dot),
    "[": (pratt.POSTFIX, access.bracket),
    "(": (pratt.POSTFIX, access.call),
    "::": (pratt.POSTFIX, access.cast),
    "*": (pratt.PRODUCT, operators.arithmetic(ArithmeticOperationOp.Mult, pratt.PRODUCT)),
    "/": (pratt.PRODUCT, operators.arithmetic(ArithmeticOperationOp.Div, pratt.PRODUCT)),
    "%": (pratt.PRODUCT, operators.percent),
    "+": (pratt.SUM, operators.arithmetic(ArithmeticOperationOp.Add, pratt.SUM)),
    "-": (pratt.SUM, operators.arithmetic(ArithmeticOperationOp.Sub, pratt.SUM)),
    "||": (pratt.SUM, operators.concat),
    **{symbol: (pratt.COMPARE, operators.comparison(op)) for symbol, op in _COMPARISONS.items()},
    "IN": (pratt.COMPARE, operators.is_in),
    "NOT": (pratt.COMPARE, operators.negated),
    "IGNORE": (pratt.IGNORE_NULLS, operators.ignore_nulls),
    "IS": (pratt.IS_NULL, operators.is_something),
    "<=>": (pratt.SAME, operators.is_same),
    "??": (pratt.NULLISH, operators.nullish),
    "BETWEEN": (pratt.BETWEEN, operators.between),
    "AND": (pratt.AND, operators.chain(And, "AND", pratt.AND)),
    "OR": (pratt.OR, operators.chain(Or, "OR", pratt.OR)),
    "?": (pratt.TERNARY, operators.ternary),
    "AS": (pratt.ALIAS, operators.alias),
}

pratt.PREFIX.update(_PREFIX)
pratt.INFIX.update(_INFIX)
pratt.QUERY.append(pratt.QueryRules(query=query, continue_query=continue_query))
lambdas.BLOCKS.append(block)
