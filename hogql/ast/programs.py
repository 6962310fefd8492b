"""Statements of Hog, the scripting language around HogQL expressions.

Only ``program`` texts and block lambdas hold them; the query path refuses them (hogql 5.13).
"""

from typing import ClassVar

from hogql.ast.nodes import Expr, Node, Wire


class Program(Node, frozen=True, kw_only=True):
    """A whole text."""

    declarations: tuple[Node, ...] = ()


class Block(Node, frozen=True, kw_only=True):
    """``{ ... }``."""

    declarations: tuple[Node, ...] = ()


class VariableDeclaration(Node, frozen=True, kw_only=True):
    """``let name := expr``."""

    name: str
    expr: Expr | None = None


class VariableAssignment(Node, frozen=True, kw_only=True):
    """``left := right``."""

    left: Expr
    right: Expr


class ExprStatement(Node, frozen=True, kw_only=True):
    """An expression for its effect."""

    expr: Expr | None = None


class ReturnStatement(Node, frozen=True, kw_only=True):
    """``return expr``."""

    expr: Expr | None = None


class ThrowStatement(Node, frozen=True, kw_only=True):
    """``throw expr``."""

    expr: Expr


class IfStatement(Node, frozen=True, kw_only=True):
    """``if (expr) then else else_``."""

    expr: Expr
    then: Node
    else_: Node | None = None


class WhileStatement(Node, frozen=True, kw_only=True):
    """``while (expr) body``."""

    expr: Expr
    body: Node


class ForStatement(Node, frozen=True, kw_only=True):
    """``for (initializer; condition; increment) body``."""

    initializer: Node | None = None
    condition: Expr | None = None
    increment: Node | None = None
    body: Node


class ForInStatement(Node, frozen=True, kw_only=True):
    """``for (let key, value in expr) body``."""

    WIRE: ClassVar[Wire] = {"key_var": "keyVar", "value_var": "valueVar"}

    key_var: str | None = None
    value_var: str
    expr: Expr
    body: Node


class Function(Node, frozen=True, kw_only=True):
    """``fun name(params) body``."""

    name: str
    params: tuple[str, ...] = ()
    body: Node


class TryCatchStatement(Node, frozen=True, kw_only=True):
    """``try {} catch (name: type) {} finally {}``; a catch is (name, type, block)."""

    try_stmt: Node
    catches: tuple[tuple[str | None, str | None, Node], ...] = ()
    finally_stmt: Node | None = None
