"""Casts: conversions of HogQL, which answer null for what they can not read.

x::date  ->  toDate(x)    SAFE_CAST(x AS INT64)  ->  toInt(x)
(properties->>'a')::text  ->  properties.a
"""

from typing import TYPE_CHECKING, Final

from sqlglot import exp

from hogql.translate.json_paths import is_property
from hogql.translate.making import call, number
from hogql.translate.translator import rule
from hogql.translate.units import intervals_of, moved

if TYPE_CHECKING:
    from hogql import ast
    from hogql.translate.translator import Translator

_KINDS: Final[dict[str, frozenset[str]]] = {
    "toDate": frozenset({"DATE", "DATE32"}),
    "toDateTime": frozenset(
        {"DATETIME", "DATETIME64", "TIMESTAMP", "TIMESTAMPTZ", "TIMESTAMPLTZ", "TIMESTAMPNTZ"}
        | {"SMALLDATETIME", "DATETIME2", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"}
    ),
    "toInt": frozenset(
        {"TINYINT", "SMALLINT", "MEDIUMINT", "INT", "BIGINT", "INT128", "INT256", "BIT", "SERIAL"}
        | {"UTINYINT", "USMALLINT", "UINT", "UBIGINT", "UINT128", "UINT256", "UMEDIUMINT"}
    ),
    "toFloat": frozenset({"FLOAT", "DOUBLE", "DECIMAL", "BIGDECIMAL", "MONEY", "DECFLOAT"}),
    "toString": frozenset(
        {"CHAR", "NCHAR", "VARCHAR", "NVARCHAR", "TEXT", "TINYTEXT", "MEDIUMTEXT", "LONGTEXT"}
        | {"NAME", "BPCHAR"}
    ),
    "toBool": frozenset({"BOOLEAN"}),
    "toUUID": frozenset({"UUID"}),
}
CONVERSIONS: Final = {kind: name for name, kinds in _KINDS.items() for kind in kinds}
_IGNORED: Final = frozenset({"JSON", "JSONB", "VARIANT", "OBJECT", "SUPER", "UNKNOWN"})


@rule(exp.Cast, exp.TryCast)
def _cast(translator: "Translator", node: exp.Expr) -> "ast.Node":
    spans = intervals_of(translator, node)
    if spans is not None:
        return moved(spans[0], spans[1:], later=True)
    value = translator.expr(node.this)
    target = node.args["to"]
    kind = str(getattr(target.this, "name", target.this))
    if kind in _IGNORED:
        return value
    name = CONVERSIONS.get(kind)
    if name is None:
        translator.note("This cast was left out", node)
        return value
    if name == "toString" and is_property(value):
        return value
    scale = target.expressions[1].name if len(target.expressions) > 1 else ""
    if name == "toFloat" and scale.isdigit() and int(scale):
        return call("toDecimal", value, number(int(scale)))
    return call(name, value)


@rule(exp.ToNumber)
def _to_number(translator: "Translator", node: exp.Expr) -> "ast.Node":
    return call("toFloat", translator.expr(node.this))
