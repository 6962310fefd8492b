"""What the query nodes about the shape of a project's data share (insights 14).

Source: PostHog's typed client (``TeamTaxonomyQuery``, ``EventTaxonomyQuery``).
"""

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

from pydantic import Field

from hogql import ast
from hogql.insights.periods import TIMESTAMP, literal

if TYPE_CHECKING:
    from hogql.insights.context import InsightContext

DEFAULT_LIMIT: Final = 500
DEFAULT_VALUES: Final = 5
LOOKS_BACK: Final = timedelta(days=30)
MAX_ROWS: Final = ast.Constant(value=50_000)
Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=400)]
Values: TypeAlias = Annotated[int, Field(ge=1, le=200)] | None
Limit: TypeAlias = Annotated[int, Field(ge=1, le=10_000)] | None
Offset: TypeAlias = Annotated[int, Field(ge=0, le=1_000_000)] | None


def is_recent(context: "InsightContext") -> ast.Expr:
    """Return the condition that an event is of the last 30 days."""
    return ast.CompareOperation(
        left=TIMESTAMP, op=ast.CompareOperationOp.GtEq, right=literal(context.now - LOOKS_BACK)
    )
