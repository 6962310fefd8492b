"""The tables that a query names, found before it is compiled so that its context can be loaded.

SELECT .. FROM system.cohorts AS c JOIN events  ->  {"system.cohorts", "events"}
"""

from typing import Final

from hogql import ast

_SYSTEM: Final = "system."


def tables_of(tree: ast.Node) -> frozenset[str]:
    """Every name after FROM, as written: of tables, of saved queries and of common tables."""
    return frozenset(
        ".".join(node.table.chain)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinExpr) and isinstance(node.table, ast.Field)
    )


def system_tables_of(tree: ast.Node) -> frozenset[str]:
    """The ``system`` tables among them, without the prefix."""
    return frozenset(
        name.removeprefix(_SYSTEM) for name in tables_of(tree) if name.startswith(_SYSTEM)
    )
