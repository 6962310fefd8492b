"""Functions that are written in HogQL itself: the template's arguments are values, not text.

split_part(event, '-', 2)  ->  the template ``(text, by, n) -> ...``, resolved with
                               text, by, n bound to what the caller's arguments resolved to

A template sees nothing of the query but its arguments, and a call of its own name in it is the
plain function of the table: so a function that throws on some values gets its guard.
"""

import re
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from hogql import ast
from hogql.errors import HogQLError, QueryError
from hogql.functions.expansions import BITS, EXPANSIONS, SURE
from hogql.parser import parse_expr
from hogql.plan.nodes import Value
from hogql.resolver.calls.arguments import coerce_arguments
from hogql.resolver.calls.building import check_constants, check_count, find
from hogql.resolver.calls.ranges import is_within
from hogql.resolver.coerce import as_value
from hogql.resolver.scope import at
from hogql.types import STRING, array_of

if TYPE_CHECKING:
    from hogql.plan.nodes import Node
    from hogql.resolver.scope import Scope


@lru_cache(maxsize=512)
def read_template(name: str, count: int, *, is_sure: bool = False) -> ast.Lambda:
    """The template of a function for so many arguments; parsed when first called for.

    ``is_sure``: the arguments are known to need no guard.
    """
    for text in (SURE[name],) if is_sure else EXPANSIONS[name]:
        found = parse_expr(text)
        if not isinstance(found, ast.Lambda):
            message = f"The template of {name} is no lambda"
            raise TypeError(message)
        if len(found.args) == count:
            return found
    message = f"Function '{name}' does not take {count} arguments"
    raise QueryError(message)


def has_template(name: str, scope: "Scope") -> bool:
    """Whether the function of that name, in lower case, is written in HogQL."""
    return name in EXPANSIONS and scope.expanding != name


@lru_cache(maxsize=64)
def _lists_of(name: str) -> "dict[str, Node]":
    """The constant arrays that a function's template uses."""
    words = set(re.findall(r"[A-Z_]{5,}", " ".join(EXPANSIONS[name])))
    if not words:
        return {}
    known: dict[str, tuple[str, ...]] = import_module("hogql.functions.lookups").lists()
    of = array_of(STRING)
    return {word: Value(of, known[word], "Array(String)") for word in words if word in known}


def expand(node: ast.Call, scope: "Scope", args: "tuple[Node, ...]") -> "Node":
    """What the call means, said with other functions."""
    function = find(node.name, node)
    if node.distinct or node.filter_expr or node.within_group or node.params:
        raise at(node, f"Function '{node.name}' is not an aggregate")
    check_count(function, len(args), node)
    check_constants(function, args, node)
    values = tuple(as_value(arg) for arg in args)
    values = coerce_arguments(function, values, scope)
    name = node.name.lower()
    is_sure = name in SURE and is_within(values[1], 0, BITS)
    template = read_template(name, len(args), is_sure=is_sure)
    outer = scope.locals, scope.expanding
    scope.locals = {**_lists_of(name), **dict(zip(template.args, values, strict=True))}
    scope.expanding = name
    try:
        return scope.resolve(template.expr)
    except HogQLError as error:
        raise at(node, error.message, error.fix) from error
    finally:
        scope.locals, scope.expanding = outer
