"""The names that a text gives, so that ours never mean the same.

SELECT x AS a FROM events AS e, arrayMap(i -> ..)  ->  values {a, i}, tables {e}
"""

from hogql import ast
from hogql.resolver.sizes import check_sizes


def names_of(query: ast.Node) -> tuple[frozenset[str], frozenset[str]]:
    """Every name that the text gives to a value, and every one that it gives to a table."""
    values: set[str] = set()
    tables: set[str] = set()
    nodes = list(ast.walk(query))
    check_sizes(nodes)
    for node in nodes:
        if type(node) is ast.Alias:
            values.add(node.alias)
        elif type(node) is ast.Lambda:
            values.update(node.args)
        elif type(node) is ast.JoinExpr and node.alias:
            tables.add(node.alias)
    return frozenset(values), frozenset(tables)
