"""Statements of Hog, the scripting language around HogQL expressions.

Only ``program`` texts and block lambdas hold them; the query path refuses them (hogql 5.13).
"""

from dataclasses import dataclass, field

from hogql.ast.nodes import Expr, Node


@dataclass(frozen=True, kw_only=True, slots=True)
class Program(Node):
    """A whole text."""

    declarations: tuple[Node, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Block(Node):
    """``{ ... }``."""

    declarations: tuple[Node, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class VariableDeclaration(Node):
    """``let name := expr``."""

    name: str
    expr: Expr | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class VariableAssignment(Node):
    """``left := right``."""

    left: Expr
    right: Expr


@dataclass(frozen=True, kw_only=True, slots=True)
class ExprStatement(Node):
    """An expression for its effect."""

    expr: Expr | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ReturnStatement(Node):
    """``return expr``."""

    expr: Expr | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ThrowStatement(Node):
    """``throw expr``."""

    expr: Expr


@dataclass(frozen=True, kw_only=True, slots=True)
class IfStatement(Node):
    """``if (expr) then else else_``."""

    expr: Expr
    then: Node
    else_: Node | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class WhileStatement(Node):
    """``while (expr) body``."""

    expr: Expr
    body: Node


@dataclass(frozen=True, kw_only=True, slots=True)
class ForStatement(Node):
    """``for (initializer; condition; increment) body``."""

    initializer: Node | None = None
    condition: Expr | None = None
    increment: Node | None = None
    body: Node


@dataclass(frozen=True, kw_only=True, slots=True)
class ForInStatement(Node):
    """``for (let key, value in expr) body``."""

    key_var: str | None = field(default=None, metadata={"wire": "keyVar"})
    value_var: str = field(metadata={"wire": "valueVar"})
    expr: Expr
    body: Node


@dataclass(frozen=True, kw_only=True, slots=True)
class Function(Node):
    """``fun name(params) body``."""

    name: str
    params: tuple[str, ...] = ()
    body: Node


@dataclass(frozen=True, kw_only=True, slots=True)
class TryCatchStatement(Node):
    """``try {} catch (name: type) {} finally {}``; a catch is (name, type, block)."""

    try_stmt: Node
    catches: tuple[tuple[str | None, str | None, Node], ...] = ()
    finally_stmt: Node | None = None
