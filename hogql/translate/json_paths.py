"""Values inside JSON: as properties where the column holds properties, else by JSON functions.

properties->>'plan', JSON_VALUE(properties, '$.plan')  ->  properties.plan
payload->'a'->>'b'  ->  JSONExtractString(payload, 'a', 'b')
"""

from typing import TYPE_CHECKING, Final

from sqlglot import exp, jsonpath

from hogql import ast
from hogql.translate.making import call, number, text
from hogql.translate.translator import rule

if TYPE_CHECKING:
    from hogql.translate.translator import Translator

_SCALARS: Final = (exp.JSONExtractScalar, exp.JSONBExtractScalar, exp.JSONValue)


def is_property(node: ast.Node) -> bool:
    """Whether the node reads a property, which is text unless it is defined otherwise."""
    if isinstance(node, ast.ArrayAccess):
        return is_property(node.array)
    return isinstance(node, ast.Field) and "properties" in node.chain[:-1]


def _holds_properties(node: ast.Node) -> bool:
    return is_property(node) or (isinstance(node, ast.Field) and node.chain[-1] == "properties")


@rule(exp.JSONExtract, exp.JSONBExtract, *_SCALARS)
def _extract(translator: "Translator", node: exp.Expr) -> ast.Node:
    column = translator.expr(node.this)
    path = node.args.get("expression") or node.args.get("path")
    keys = _keys(translator, path)
    if keys is None:
        return translator.unsupported(node)
    return _read(column, keys, is_text=isinstance(node, _SCALARS))


def _read(column: ast.Node, keys: "list[ast.Constant]", *, is_text: bool) -> ast.Node:
    """The value under the keys; those of an earlier step are taken together with these."""
    if _holds_properties(column):
        for key in keys:
            is_next = isinstance(column, ast.Field) and isinstance(key.value, str)
            if is_next and isinstance(column, ast.Field):
                column = ast.Field(chain=(*column.chain, str(key.value)))
            else:
                column = ast.ArrayAccess(array=column, property=key)
        return column
    name = "JSONExtractString" if is_text else "JSONExtractRaw"
    if isinstance(column, ast.Call) and column.name == "JSONExtractRaw":
        return call(name, *column.args, *keys)
    return call(name, column, *keys)


def _keys(translator: "Translator", path: "exp.Expr | None") -> "list[ast.Constant] | None":
    """The keys of a path; places count from one here."""
    if isinstance(path, exp.JSONPath):
        steps = [step for step in path.expressions if not isinstance(step, exp.JSONPathRoot)]
        if not all(isinstance(step, exp.JSONPathKey | exp.JSONPathSubscript) for step in steps):
            return None
        return [_key(step.this) for step in steps]
    if path is None:
        return None
    if isinstance(path, exp.Literal) and path.name[:1] == "{" and path.name[-1:] == "}":
        steps = [step.strip() for step in path.name[1:-1].split(",")]
        return [_key(int(step) if step.isdigit() else step) for step in steps]
    if isinstance(path, exp.Literal) and path.name.startswith("$"):
        return _keys(translator, jsonpath.parse(path.name))
    found = translator.expr(path)
    return [found] if isinstance(found, ast.Constant) else None


def _key(value: object) -> ast.Constant:
    if isinstance(value, int):
        return number(value + 1 if value >= 0 else value)
    return text(str(value))


@rule(exp.ParseJSON)
def _parse(translator: "Translator", node: exp.Expr) -> ast.Node:
    return translator.expr(node.this)


@rule(exp.JSONExtractArray)
def _items(translator: "Translator", node: exp.Expr) -> ast.Node:
    keys = _keys(translator, node.args.get("expression")) or []
    return call("JSONExtractArrayRaw", translator.expr(node.this), *keys)
