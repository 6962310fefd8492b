"""Joining conditions: nothing to ask is true, and true adds nothing to an AND."""

from typing import Final

from hogql import ast

TRUE: Final = ast.Constant(value=True)


def all_of(*conditions: ast.Expr) -> ast.Expr:
    """Return the conjunction, flat, of the conditions that can be false; TRUE when none can."""
    parts: list[ast.Expr] = []
    for condition in conditions:
        if isinstance(condition, ast.And):
            parts.extend(condition.exprs)
        elif condition != TRUE:
            parts.append(condition)
    if not parts:
        return TRUE
    return parts[0] if len(parts) == 1 else ast.And(exprs=tuple(parts))


def any_of(*conditions: ast.Expr) -> ast.Expr:
    """Return the disjunction of the conditions; TRUE when there is none, as PostHog's groups."""
    if not conditions:
        return TRUE
    return conditions[0] if len(conditions) == 1 else ast.Or(exprs=conditions)
