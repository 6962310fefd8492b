"""Numbers whose bounds are known before any row is read, so that no guard need test them.

bitAnd(x, 63)   whole x that is never null  ->  between 0 and 63
17              ->  17
"""

from hogql.plan.nodes import Function, Node, Value


def is_within(node: Node, low: int, high: int) -> bool:
    """Whether a value is in every row a whole number between two bounds."""
    if isinstance(node, Value):
        return type(node.value) is int and low <= node.value <= high
    if not isinstance(node, Function) or node.name != "bitAnd":
        return False
    if any(arg.type.kind != "int" or arg.type.nullable for arg in node.args):
        return False
    return low <= 0 and any(is_within(arg, 0, high) for arg in node.args)
