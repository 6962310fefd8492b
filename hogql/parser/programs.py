"""Hog programs: declarations and statements around HogQL expressions.

They are parsed for ``program`` texts and for block lambdas only (hogql 5.13).
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.parser.either import either
from hogql.parser.pratt import PREFIX, parse_expression
from hogql.tokens import EOF

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql.parser.cursor import Cursor

_ENDS: Final = frozenset({EOF, "}"})


def program(cursor: "Cursor") -> ast.Program:
    """Statements to the end of the text."""
    declarations = _statements(cursor, EOF)
    return ast.Program(declarations=declarations, start=0, end=cursor.ends[cursor.position])


def block(cursor: "Cursor") -> ast.Block:
    """``{ statements }``."""
    start = cursor.starts[cursor.position]
    cursor.expect("{")
    cursor.enter()
    declarations = _statements(cursor, "}")
    cursor.expect("}")
    cursor.depth -= 1
    end = cursor.ends[cursor.position - 1]
    return ast.Block(declarations=declarations, start=start, end=end)


def _statements(cursor: "Cursor", closing: str) -> tuple[ast.Node, ...]:
    found: list[ast.Node] = []
    while cursor.kinds[cursor.position] != closing:
        if not cursor.take(";"):
            found.append(_declared(cursor))
    return tuple(found)


def _declared(cursor: "Cursor") -> ast.Node:
    """A statement, or a variable."""
    if cursor.kinds[cursor.position] != "LET":
        return statement(cursor)
    node = _declaration(cursor, cursor.starts[cursor.position])
    cursor.take(";")
    return node


def statement(cursor: "Cursor") -> ast.Node:
    """One statement with the semicolon that may end it."""
    cursor.enter()
    kind = cursor.kinds[cursor.position]
    rule = _STATEMENTS.get(kind, _expression_statement)
    if kind in {"IF", "FOR"} and not _opens_statement(cursor, kind):
        rule = _expression_statement
    node = rule(cursor)
    cursor.depth -= 1
    return node


def _opens_statement(cursor: "Cursor", kind: str) -> bool:
    """Whether ``if (...)`` or ``for (...)`` is not the call of a function."""
    opened = cursor.position + 1
    if cursor.kinds[opened] != "(":
        return False
    if kind == "FOR" and cursor.kinds[opened + 1] == "LET":
        return True
    if kind == "FOR":
        return cursor.finds(opened + 1, ";")
    return cursor.kinds[cursor.matching(opened)] not in _ENDS


def _brace_statement(cursor: "Cursor") -> ast.Node:
    """A block, or a dict or placeholder where no block can stand."""
    return either(cursor, block, _expression_statement)


def _empty(cursor: "Cursor") -> ast.Node:
    """A semicolon where a statement must stand, as in ``while (f());``."""
    cursor.position += 1
    position = cursor.position - 1
    return ast.ExprStatement(start=cursor.starts[position], end=cursor.ends[position])


def _declaration(cursor: "Cursor", start: int) -> ast.VariableDeclaration:
    cursor.position += 1
    name = cursor.expect_name("the name of a variable")
    expr = parse_expression(cursor) if cursor.take(":=") else None
    end = cursor.ends[cursor.position - 1]
    return ast.VariableDeclaration(name=name, expr=expr, start=start, end=end)


def _expression_statement(cursor: "Cursor") -> ast.Node:
    start = cursor.starts[cursor.position]
    node = _assignment_or(cursor, lambda expr, end: _effect(expr, start, end))
    cursor.take(";")
    return node


def _effect(expr: ast.Expr, start: int, end: int) -> ast.Node:
    return ast.ExprStatement(expr=expr, start=start, end=end)


def _assignment_or(cursor: "Cursor", wrap: "Callable[[ast.Expr, int], ast.Node]") -> ast.Node:
    """``left := right``, or what ``wrap`` makes of a lone expression."""
    position = cursor.position
    start = cursor.starts[position]
    left = parse_expression(cursor)
    if isinstance(left, ast.NamedArgument):
        field = ast.Field(chain=(left.name,), start=start, end=cursor.ends[position])
        return ast.VariableAssignment(left=field, right=left.value, start=start, end=left.end)
    if cursor.take(":="):
        right = parse_expression(cursor)
        end = cursor.ends[cursor.position - 1]
        return ast.VariableAssignment(left=left, right=right, start=start, end=end)
    return wrap(left, cursor.ends[cursor.position - 1])


def _optional(cursor: "Cursor") -> ast.Expr | None:
    kind = cursor.kinds[cursor.position]
    if kind == "{":
        return either(cursor, parse_expression, _nothing)
    return parse_expression(cursor) if kind in PREFIX else None


def _nothing(cursor: "Cursor") -> None:
    """``return`` in front of a block returns nothing."""
    del cursor


def _return(cursor: "Cursor") -> ast.Node:
    start = cursor.starts[cursor.position]
    cursor.position += 1
    expr = _optional(cursor)
    end = cursor.ends[cursor.position - 1]
    cursor.take(";")
    return ast.ReturnStatement(expr=expr, start=start, end=end)


def _throw(cursor: "Cursor") -> ast.Node:
    start = cursor.starts[cursor.position]
    cursor.position += 1
    expr = parse_expression(cursor)
    end = cursor.ends[cursor.position - 1]
    cursor.take(";")
    return ast.ThrowStatement(expr=expr, start=start, end=end)


def _condition(cursor: "Cursor") -> ast.Expr:
    cursor.position += 1
    cursor.expect("(")
    expr = parse_expression(cursor)
    cursor.expect(")")
    return expr


def _if(cursor: "Cursor") -> ast.Node:
    start = cursor.starts[cursor.position]
    expr = _condition(cursor)
    then = statement(cursor)
    otherwise = statement(cursor) if cursor.take("ELSE") else None
    end = cursor.ends[cursor.position - 1]
    return ast.IfStatement(expr=expr, then=then, else_=otherwise, start=start, end=end)


def _while(cursor: "Cursor") -> ast.Node:
    start = cursor.starts[cursor.position]
    expr = _condition(cursor)
    body = statement(cursor)
    cursor.take(";")
    return ast.WhileStatement(
        expr=expr, body=body, start=start, end=cursor.ends[cursor.position - 1]
    )


def _for(cursor: "Cursor") -> ast.Node:
    start, position = cursor.starts[cursor.position], cursor.position
    is_in = cursor.kinds[position + 2] == "LET" and cursor.kinds[position + 4] in {"IN", ","}
    cursor.position = position + 2
    node = _for_in(cursor, start) if is_in else _for_counting(cursor, start)
    cursor.take(";")
    return node


def _for_in(cursor: "Cursor", start: int) -> ast.ForInStatement:
    cursor.position += 1
    first = cursor.expect_name("the name of a variable")
    second = cursor.expect_name("the name of a variable") if cursor.take(",") else None
    cursor.expect("IN")
    expr = parse_expression(cursor)
    cursor.expect(")")
    body = statement(cursor)
    return ast.ForInStatement(
        key_var=first if second else None,
        value_var=second or first,
        expr=expr,
        body=body,
        start=start,
        end=cursor.ends[cursor.position - 1],
    )


def _for_counting(cursor: "Cursor", start: int) -> ast.ForStatement:
    initializer = _step(cursor, ";")
    condition = None if cursor.kinds[cursor.position] == ";" else parse_expression(cursor)
    cursor.expect(";")
    increment = _step(cursor, ")")
    body = statement(cursor)
    return ast.ForStatement(
        initializer=initializer,
        condition=condition,
        increment=increment,
        body=body,
        start=start,
        end=cursor.ends[cursor.position - 1],
    )


def _step(cursor: "Cursor", closing: str) -> ast.Node | None:
    node: ast.Node | None = None
    if cursor.kinds[cursor.position] == "LET":
        node = _declaration(cursor, cursor.starts[cursor.position])
    elif cursor.kinds[cursor.position] != closing:
        node = _assignment_or(cursor, lambda expr, _: expr)
    cursor.expect(closing)
    return node


def _function(cursor: "Cursor") -> ast.Node:
    start = cursor.starts[cursor.position]
    cursor.position += 1
    name = cursor.expect_name("the name of a function")
    cursor.expect("(")
    params: list[str] = []
    while not cursor.take(")"):
        params.append(cursor.expect_dotted("the name of a parameter"))
        if not cursor.take(",") and cursor.kinds[cursor.position] != ")":
            raise cursor.fail("',' or ')'")
    body = block(cursor)
    end = cursor.ends[cursor.position - 1]
    return ast.Function(name=name, params=tuple(params), body=body, start=start, end=end)


def _try(cursor: "Cursor") -> ast.Node:
    start = cursor.starts[cursor.position]
    cursor.position += 1
    tried = block(cursor)
    catches: list[tuple[str | None, str | None, ast.Node]] = []
    while cursor.take("CATCH"):
        catches.append(_catch(cursor))
    finally_stmt = block(cursor) if cursor.take("FINALLY") else None
    end = cursor.ends[cursor.position - 1]
    return ast.TryCatchStatement(
        try_stmt=tried, catches=tuple(catches), finally_stmt=finally_stmt, start=start, end=end
    )


def _catch(cursor: "Cursor") -> tuple[str | None, str | None, ast.Node]:
    name: str | None = None
    kind: str | None = None
    if cursor.take("("):
        name = cursor.expect_name("the name of a variable")
        kind = cursor.expect_name("the name of an error") if cursor.take(":") else None
        cursor.expect(")")
    return name, kind, block(cursor)


_STATEMENTS: Final[dict[str, "Callable[[Cursor], ast.Node]"]] = {
    ";": _empty,
    "RETURN": _return,
    "THROW": _throw,
    "IF": _if,
    "WHILE": _while,
    "FOR": _for,
    "FUN": _function,
    "FN": _function,
    "TRY": _try,
    "{": _brace_statement,
}
