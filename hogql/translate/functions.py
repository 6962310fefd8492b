"""Plain functions. ``SIMPLE`` maps a class to a name and to the order of its arguments.

STRPOS(a, b)  ->  position(a, b)      SPLIT_PART(a, '-', 2)  ->  splitByString('-', a)[2]
"""

from typing import TYPE_CHECKING, Final

from sqlglot import exp

from hogql import ast
from hogql.ast import CompareOperationOp
from hogql.translate.making import (
    arithmetic,
    call,
    compare,
    is_null,
    number,
    plus,
    text,
    whole_number,
)
from hogql.translate.translator import rule

if TYPE_CHECKING:
    from hogql.translate.translator import Translator

SIMPLE: Final[dict[type[exp.Expr], tuple[str, ...]]] = {
    exp.Lower: ("lower", "this"),
    exp.Upper: ("upper", "this"),
    exp.Length: ("length", "this"),
    exp.Substring: ("substring", "this", "start", "length"),
    exp.Left: ("left", "this", "expression"),
    exp.Right: ("right", "this", "expression"),
    exp.Reverse: ("reverse", "this"),
    exp.Repeat: ("repeat", "this", "times"),
    exp.Replace: ("replaceAll", "this", "expression", "replacement"),
    exp.StartsWith: ("startsWith", "this", "expression"),
    exp.EndsWith: ("endsWith", "this", "expression"),
    exp.StrPosition: ("position", "this", "substr"),
    exp.Initcap: ("initcap", "this"),
    exp.Concat: ("concat", "expressions"),
    exp.ConcatWs: ("concatWithSeparator", "expressions"),
    exp.Coalesce: ("coalesce", "this", "expressions"),
    exp.Nullif: ("nullIf", "this", "expression"),
    exp.Greatest: ("greatest", "this", "expressions"),
    exp.Least: ("least", "this", "expressions"),
    exp.Abs: ("abs", "this"),
    exp.Ceil: ("ceil", "this", "decimals"),
    exp.Floor: ("floor", "this", "decimals"),
    exp.Round: ("round", "this", "decimals"),
    exp.Trunc: ("trunc", "this", "decimals"),
    exp.Sqrt: ("sqrt", "this"),
    exp.Exp: ("exp", "this"),
    exp.Ln: ("log", "this"),
    exp.Pow: ("pow", "this", "expression"),
    exp.Sign: ("sign", "this"),
    exp.Rand: ("rand",),
    exp.Uuid: ("generateUUIDv4",),
    exp.RegexpExtractAll: ("extractAll", "this", "expression"),
    exp.RegexpCount: ("countMatches", "this", "expression"),
    exp.RegexpSplit: ("splitByRegexp", "expression", "this"),
    exp.Split: ("splitByString", "expression", "this"),
    exp.StringToArray: ("splitByString", "expression", "this"),
    exp.ArrayContains: ("has", "this", "expression"),
    exp.ArrayContainsAll: ("hasAll", "this", "expression"),
    exp.ArrayOverlaps: ("hasAny", "this", "expression"),
    exp.ArrayConcat: ("arrayConcat", "this", "expressions"),
    exp.ArrayAppend: ("arrayPushBack", "this", "expression"),
    exp.ArrayPrepend: ("arrayPushFront", "this", "expression"),
    exp.ArrayToString: ("arrayStringConcat", "this", "expression"),
    exp.ArrayDistinct: ("arrayDistinct", "this"),
    exp.ArrayReverse: ("arrayReverse", "this"),
    exp.ArraySum: ("arraySum", "this"),
    exp.ArrayMax: ("arrayMax", "this"),
    exp.ArrayMin: ("arrayMin", "this"),
    exp.ArrayFilter: ("arrayFilter", "expression", "this"),
    exp.Transform: ("arrayMap", "expression", "this"),
    exp.Flatten: ("arrayFlatten", "this"),
    exp.Explode: ("arrayJoin", "this"),
    exp.Unnest: ("arrayJoin", "expressions"),
    exp.RowNumber: ("row_number",),
    exp.Rank: ("rank",),
    exp.DenseRank: ("dense_rank",),
    exp.PercentRank: ("percent_rank",),
    exp.CumeDist: ("cume_dist",),
    exp.Ntile: ("ntile", "this"),
    exp.Lag: ("lag", "this", "offset", "default"),
    exp.Lead: ("lead", "this", "offset", "default"),
    exp.FirstValue: ("first_value", "this"),
    exp.LastValue: ("last_value", "this"),
    exp.NthValue: ("nth_value", "this", "offset"),
    exp.Sum: ("sum", "this"),
    exp.Avg: ("avg", "this"),
    exp.Min: ("min", "this"),
    exp.Max: ("max", "this"),
    exp.CountIf: ("countIf", "this"),
    exp.ApproxDistinct: ("uniq", "this"),
    exp.AnyValue: ("any", "this"),
    exp.ArgMax: ("argMax", "this", "expression"),
    exp.ArgMin: ("argMin", "this", "expression"),
    exp.Stddev: ("stddevSamp", "this"),
    exp.StddevSamp: ("stddevSamp", "this"),
    exp.StddevPop: ("stddevPop", "this"),
    exp.Variance: ("varSamp", "this"),
    exp.VariancePop: ("varPop", "this"),
    exp.Corr: ("corr", "this", "expression"),
    exp.CovarSamp: ("covarSamp", "this", "expression"),
    exp.CovarPop: ("covarPop", "this", "expression"),
    exp.Median: ("median", "this"),
    exp.ArrayUniqueAgg: ("groupUniqArray", "this"),
    exp.ArrayConcatAgg: ("groupArrayArray", "this"),
}


_LOGARITHMS: Final[dict[ast.Scalar, str]] = {2: "log2", 10: "log10"}


@rule(*SIMPLE)
def _simple(translator: "Translator", node: exp.Expr) -> ast.Node:
    name, *keys = SIMPLE[type(node)]
    args: list[ast.Node] = []
    for key in keys:
        value = node.args.get(key)
        args += translator.exprs(value if isinstance(value, list) else [value] if value else [])
    return call(name, *args)


@rule(exp.ArraySize)
def _array_size(translator: "Translator", node: exp.Expr) -> ast.Node:
    dimension = node.args.get("expression")
    if dimension is not None and dimension.name != "1":
        return translator.unsupported(node)
    return call("length", translator.expr(node.this))


@rule(exp.If)
def _if(translator: "Translator", node: exp.Expr) -> ast.Node:
    otherwise = translator.maybe(node.args.get("false")) or ast.Constant(value=None)
    return call("if", translator.expr(node.this), translator.expr(node.args["true"]), otherwise)


@rule(exp.Nvl2)
def _nvl2(translator: "Translator", node: exp.Expr) -> ast.Node:
    value = is_null(translator.expr(node.this), negated=True)
    otherwise = translator.maybe(node.args.get("false")) or ast.Constant(value=None)
    return call("if", value, translator.expr(node.args["true"]), otherwise)


@rule(exp.Contains)
def _contains(translator: "Translator", node: exp.Expr) -> ast.Node:
    place = call("position", *translator.exprs([node.this, node.args["expression"]]))
    return compare(place, CompareOperationOp.Gt, number(0))


@rule(exp.Trim)
def _trim(translator: "Translator", node: exp.Expr) -> ast.Node:
    position = str(node.args.get("position") or "BOTH").upper()
    names = {"LEADING": "trimLeft", "TRAILING": "trimRight"}
    args = [node.this, node.args.get("expression")]
    return call(names.get(position, "trim"), *translator.exprs([arg for arg in args if arg]))


@rule(exp.Pad)
def _pad(translator: "Translator", node: exp.Expr) -> ast.Node:
    args = [node.this, node.args["expression"], node.args.get("fill_pattern")]
    name = "leftPad" if node.args.get("is_left") else "rightPad"
    return call(name, *translator.exprs([arg for arg in args if arg]))


@rule(exp.Log)
def _log(translator: "Translator", node: exp.Expr) -> ast.Node:
    """``LOG(base, value)``; with one argument it is the natural or the decimal logarithm."""
    value = node.args.get("expression")
    if value is None:
        name = "log10" if translator.dialect in {"postgres", "redshift", "duckdb"} else "log"
        return call(name, translator.expr(node.this))
    base, argument = translator.exprs([node.this, value])
    known = _LOGARITHMS.get(base.value) if isinstance(base, ast.Constant) else None
    if known:
        return call(known, argument)
    return arithmetic(call("log", argument), ast.ArithmeticOperationOp.Div, call("log", base))


@rule(exp.SplitPart)
def _split_part(translator: "Translator", node: exp.Expr) -> ast.Node:
    keys = ("delimiter", "this", "part_index")
    separator, value, place = translator.exprs([node.args[key] for key in keys])
    return ast.ArrayAccess(array=call("splitByString", separator, value), property=place)


@rule(exp.SubstringIndex)
def _part_before(translator: "Translator", node: exp.Expr) -> ast.Node:
    """All before the n-th separator, or behind it from the right."""
    keys = ("delimiter", "this", "count")
    separator, value, count = translator.exprs([node.args[key] for key in keys])
    parts = call("splitByString", separator, value)
    whole = whole_number(count)
    if whole in {1, -1}:
        return ast.ArrayAccess(array=parts, property=count)
    if whole is None:
        return translator.unsupported(node)
    first = number(1 if whole > 0 else whole)
    kept = call("arraySlice", parts, first, number(abs(whole)))
    return call("arrayStringConcat", kept, separator)


@rule(exp.Dayname)
def _day_name(translator: "Translator", node: exp.Expr) -> ast.Node:
    return call("dateName", text("weekday"), translator.expr(node.this))


@rule(exp.RegexpReplace)
def _replace_pattern(translator: "Translator", node: exp.Expr) -> ast.Node:
    flags = node.args["modifiers"].name if node.args.get("modifiers") else ""
    is_single = bool(node.args.get("single_replace")) and "g" not in flags
    pattern = translator.expr(node.args["expression"])
    if "i" in flags and isinstance(pattern, ast.Constant):
        pattern = text(f"(?i){pattern.value}")
    replacement = translator.maybe(node.args.get("replacement")) or text("")
    name = "replaceRegexpOne" if is_single else "replaceRegexpAll"
    return call(name, translator.expr(node.this), pattern, replacement)


@rule(exp.RegexpExtract, exp.RegexpSubstr)
def _extract_pattern(translator: "Translator", node: exp.Expr) -> ast.Node:
    """``extract`` answers the first group if there is one, else the whole match."""
    args = translator.exprs([node.this, node.args["expression"]])
    group = node.args.get("group")
    pattern = args[1].value if isinstance(args[1], ast.Constant) else ""
    has_group = "(" in str(pattern)
    if isinstance(group, exp.Literal) and int(group.this) != int(has_group):
        return call("regexpExtract", *args, translator.expr(group))
    return call("extract", *args)


_OTHER_NAMES: Final = {
    "unix_timestamp": "toUnixTimestamp",
    "sysdate": "now",
    "jsonb_array_length": "JSONArrayLength",
    "json_array_length": "JSONArrayLength",
    "newid": "generateUUIDv4",
    "array_cat": "arrayConcat",
    "list_contains": "has",
    "list_sort": "arraySort",
    "list_distinct": "arrayDistinct",
}
"""Functions that sqlglot has no class for."""


@rule(exp.Anonymous)
def _other(translator: "Translator", node: exp.Expr) -> ast.Node:
    name = str(node.this).lower()
    args = translator.exprs(node.expressions)
    if name == "weekday" and len(args) == 1:
        return plus(call("toDayOfWeek", *args), -1)
    if name == "json_unquote" and len(args) == 1:
        return args[0]
    if name in _OTHER_NAMES:
        return call(_OTHER_NAMES[name], *args)
    return translator.named_function(str(node.this), args, node)
