"""What the query nodes about the shape of a project's data share (insights 14).

Source: PostHog's typed client (``TeamTaxonomyQuery``, ``EventTaxonomyQuery``).
"""

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

from pydantic import Field

from hogql import ast
from hogql.insights.periods import TIMESTAMP, literal
from hogql.parser import parse_expr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hogql.insights.context import InsightContext

DEFAULT_LIMIT: Final = 500
DEFAULT_VALUES: Final = 5
LOOKS_BACK: Final = timedelta(days=30)
MAX_ROWS: Final = ast.Constant(value=50_000)
Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=400)]
Values: TypeAlias = Annotated[int, Field(ge=1, le=200)] | None
Limit: TypeAlias = Annotated[int, Field(ge=1, le=10_000)] | None
Offset: TypeAlias = Annotated[int, Field(ge=0, le=1_000_000)] | None


def is_recent(context: "InsightContext", back: timedelta = LOOKS_BACK) -> ast.Expr:
    """Return the condition that an event is of the time up to now."""
    return ast.CompareOperation(
        left=TIMESTAMP, op=ast.CompareOperationOp.GtEq, right=literal(context.now - back)
    )


def as_text(value: ast.Expr) -> ast.Expr:
    """Return the text of a value, empty for none."""
    return parse_expr("ifNull(toString({value}), '')", value=value)


def pairs(marked: "Iterable[tuple[str | int, str]]") -> ast.Array:
    """Return an array of (mark, text of the property of that name)."""
    return ast.Array(
        exprs=tuple(
            ast.Tuple(
                exprs=(ast.Constant(value=mark), as_text(ast.Field(chain=("properties", name))))
            )
            for mark, name in marked
        )
    )
