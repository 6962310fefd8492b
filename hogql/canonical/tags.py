"""Canonical text of HogQLX tags."""

from hogql import ast
from hogql.canonical.text import Text, plain, renders, string


@renders(ast.HogQLXTag)
def _tag(node: ast.HogQLXTag) -> Text:
    inside: tuple[ast.Expr, ...] = ()
    parts = [f"<{node.kind}"]
    for attribute in node.attributes:
        if isinstance(attribute.value, tuple):
            inside = attribute.value
        else:
            parts.append(_attribute(attribute.name, attribute.value))
    opening = " ".join(parts)
    if not inside:
        return Text(text=f"{opening} />")
    return Text(text=f"{opening}>{_children(inside)}</{node.kind}>")


def _attribute(name: str, value: ast.Expr) -> str:
    if isinstance(value, ast.Constant) and value.value is True:
        return name
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return f"{name}={string(value.value)}"
    return f"{name}={{{plain(value)}}}"


def _children(nodes: tuple[ast.Expr, ...]) -> str:
    parts: list[str] = []
    was_text = False
    for node in nodes:
        is_text = not was_text and _is_plain_text(node)
        if isinstance(node, ast.HogQLXTag):
            parts.append(plain(node))
        elif is_text and isinstance(node, ast.Constant):
            parts.append(str(node.value))
        else:
            parts.append("{" + plain(node) + "}")
        was_text = is_text
    return "".join(parts)


def _is_plain_text(node: ast.Expr) -> bool:
    """Whether a child can stand as it is: no tag or hole in it, and not mere layout."""
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return False
    text = node.value
    is_layout = not text.strip() and ("\n" in text or "\r" in text)
    return bool(text) and not is_layout and "<" not in text and "{" not in text
