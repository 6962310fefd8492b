"""Which cohorts and actions a query names, so that the caller loads these and no others.

    person_id IN COHORT 5 AND matchesAction('Buy')  ->  cohort_ids {5}, action_names {'Buy'}

The condition of an action may name more: look through it too, until nothing new is found.
"""

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from hogql import ast

if TYPE_CHECKING:
    from collections.abc import Iterable

MATCHES_ACTION: Final = "matchesaction"
_COHORT_OPERATORS: Final = frozenset(
    {ast.CompareOperationOp.InCohort, ast.CompareOperationOp.NotInCohort}
)


class References(Struct, frozen=True, kw_only=True):
    """Ids and names as they are written; whether they exist is for the caller to find out."""

    cohort_ids: frozenset[int] = frozenset()
    cohort_names: frozenset[str] = frozenset()
    action_ids: frozenset[int] = frozenset()
    action_names: frozenset[str] = frozenset()

    def __or__(self, other: "References") -> "References":
        """Both together."""
        return References(
            cohort_ids=self.cohort_ids | other.cohort_ids,
            cohort_names=self.cohort_names | other.cohort_names,
            action_ids=self.action_ids | other.action_ids,
            action_names=self.action_names | other.action_names,
        )

    def __bool__(self) -> bool:
        """Whether anything is named."""
        return bool(self.cohort_ids or self.cohort_names or self.action_ids or self.action_names)


def find_references(node: ast.Node) -> References:
    """Every cohort and action that the tree names, sub-queries included."""
    cohorts: list[object] = []
    actions: list[object] = []
    for item in ast.walk(node):
        if isinstance(item, ast.CompareOperation) and item.op in _COHORT_OPERATORS:
            cohorts.extend(written(each) for each in named_items(item.right))
        elif isinstance(item, ast.Call) and item.name.lower() == MATCHES_ACTION:
            actions.extend(written(each) for each in item.args)
    return References(
        cohort_ids=_ids(cohorts),
        cohort_names=_names(cohorts),
        action_ids=_ids(actions),
        action_names=_names(actions),
    )


def named_items(node: ast.Node) -> tuple[ast.Node, ...]:
    """The cohorts on the right of ``IN COHORT``: one, or a list of them."""
    return node.exprs if isinstance(node, ast.Tuple | ast.Array) else (node,)


def written(node: ast.Node) -> int | str | None:
    """The id or name that a constant holds; None for anything else."""
    value = node.value if isinstance(node, ast.Constant) else None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int | str) and not isinstance(value, bool) else None


def _ids(values: "Iterable[object]") -> frozenset[int]:
    return frozenset(value for value in values if isinstance(value, int))


def _names(values: "Iterable[object]") -> frozenset[str]:
    return frozenset(value for value in values if isinstance(value, str))
