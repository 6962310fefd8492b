"""Canonical text of Hog programs: every statement that may end in a semicolon does."""

from hogql import ast
from hogql.canonical.text import Text, name, names, operand, plain, renders
from hogql.parser import pratt


@renders(ast.Program)
def _program(node: ast.Program) -> Text:
    return Text(text=" ".join([plain(item) for item in node.declarations]), power=0)


@renders(ast.Block)
def _block(node: ast.Block) -> Text:
    """An empty block keeps a semicolon: ``{}`` is a dict."""
    inside = " ".join([plain(item) for item in node.declarations])
    return Text(text="{ " + (f"{inside} ;" if inside else ";") + " }")


def _let(node: ast.VariableDeclaration) -> str:
    value = f" := {plain(node.expr)}" if node.expr is not None else ""
    return f"let {name(node.name)}{value}"


def _assignment(node: ast.VariableAssignment) -> str:
    return f"{operand(node.left, pratt.POSTFIX)} := {plain(node.right)}"


@renders(ast.VariableDeclaration)
def _declaration(node: ast.VariableDeclaration) -> Text:
    return Text(text=f"{_let(node)};", power=0)


@renders(ast.VariableAssignment)
def _assign(node: ast.VariableAssignment) -> Text:
    return Text(text=f"{_assignment(node)};", power=0)


@renders(ast.ExprStatement)
def _effect(node: ast.ExprStatement) -> Text:
    return Text(text=f"{plain(node.expr) if node.expr is not None else ''};", power=0)


@renders(ast.ReturnStatement)
def _return(node: ast.ReturnStatement) -> Text:
    return Text(text=f"return {plain(node.expr)};" if node.expr else "return;", power=0)


@renders(ast.ThrowStatement)
def _throw(node: ast.ThrowStatement) -> Text:
    return Text(text=f"throw {plain(node.expr)};", power=0)


@renders(ast.IfStatement)
def _if(node: ast.IfStatement) -> Text:
    otherwise = f" else {plain(node.else_)}" if node.else_ is not None else ""
    return Text(text=f"if ({plain(node.expr)}) {plain(node.then)}{otherwise}", power=0)


@renders(ast.WhileStatement)
def _while(node: ast.WhileStatement) -> Text:
    return Text(text=f"while ({plain(node.expr)}) {plain(node.body)}", power=0)


@renders(ast.ForStatement)
def _for(node: ast.ForStatement) -> Text:
    condition = plain(node.condition) if node.condition is not None else ""
    steps = f"{_step(node.initializer)}; {condition}; {_step(node.increment)}"
    return Text(text=f"for ({steps}) {plain(node.body)}", power=0)


def _step(node: ast.Node | None) -> str:
    if isinstance(node, ast.VariableDeclaration):
        return _let(node)
    if isinstance(node, ast.VariableAssignment):
        return _assignment(node)
    return plain(node) if node is not None else ""


@renders(ast.ForInStatement)
def _for_in(node: ast.ForInStatement) -> Text:
    key = f"{name(node.key_var)}, " if node.key_var is not None else ""
    head = f"let {key}{name(node.value_var)} in {plain(node.expr)}"
    return Text(text=f"for ({head}) {plain(node.body)}", power=0)


@renders(ast.Function)
def _function(node: ast.Function) -> Text:
    return Text(text=f"fun {name(node.name)}({names(node.params)}) {plain(node.body)}", power=0)


@renders(ast.TryCatchStatement)
def _try(node: ast.TryCatchStatement) -> Text:
    parts = [f"try {plain(node.try_stmt)}"]
    for variable, kind, body in node.catches:
        typed = f": {name(kind)}" if kind is not None else ""
        head = f" ({name(variable)}{typed})" if variable is not None else ""
        parts.append(f"catch{head} {plain(body)}")
    if node.finally_stmt is not None:
        parts.append(f"finally {plain(node.finally_stmt)}")
    return Text(text=" ".join(parts), power=0)
