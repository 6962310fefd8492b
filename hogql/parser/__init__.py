"""Text -> tree: the only way in. ``grammar`` is the list of all rules.

    parse_select("SELECT count() FROM events WHERE {cond}", cond=node)  ->  SelectQuery
    parse_expr("a + 1")                                                 ->  ArithmeticOperation
    parse_order_expr("timestamp DESC")                                  ->  OrderExpr

Keyword arguments are nodes put in place of ``{name}``; other placeholders stay in the tree.
"""

from hogql.parser.entry import (
    parse_expr,
    parse_first_order_expr,
    parse_order_expr,
    parse_program,
    parse_select,
    parse_template,
)

__all__ = [
    "parse_expr",
    "parse_first_order_expr",
    "parse_order_expr",
    "parse_program",
    "parse_select",
    "parse_template",
]
