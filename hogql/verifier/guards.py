"""What a fence around a physical table looks like, on sqlglot's tree.

    (SELECT columns FROM t [FINAL] PREWHERE team_id = N [AND safe comparisons]) AS a

The facts of each table are in ``tables``.
"""

from typing import TYPE_CHECKING, Final

from sqlglot import exp

from hogql.verifier.tables import FENCES, Fence

if TYPE_CHECKING:
    from collections.abc import Mapping

COMPARISONS: Final = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE)
GUARD_PARTS: Final = frozenset({"expressions", "from_", "prewhere"})
SUBQUERY_PARTS: Final = frozenset({"this", "alias"})
TABLE_PARTS: Final = frozenset({"this"})
FINAL_RULES: Final = {"always": (True,), "maybe": (True, False), "never": (False,)}


def fault_of_guard(table: exp.Table, name: str, team_id: int, user_id: int) -> str | None:
    """Why the sub-select around a physical table is no fence, None when it is one."""
    fence = FENCES[name]
    select, is_final = _select_around(table)
    if is_final not in FINAL_RULES[fence.final]:
        return f"FINAL of {name}"
    if select is None or has_other_parts(table, TABLE_PARTS):
        return f"{name} does not stand alone in a sub-select"
    return _fault_of_select(select, name, team_id, user_id)


def _fault_of_select(select: exp.Select, name: str, team_id: int, user_id: int) -> str | None:
    fence = FENCES[name]
    if has_other_parts(select, GUARD_PARTS):
        return f"the guard of {name} has more than columns and PREWHERE"
    if not all(_is_reading(item, fence) for item in select.expressions):
        return f"the guard of {name} computes"
    prewhere = select.args.get("prewhere")
    if not isinstance(prewhere, exp.PreWhere):
        return f"{name} has no PREWHERE"
    owners = {"team_id": team_id, "user_id": user_id} if fence.is_personal else {"team_id": team_id}
    return _fault_of_conditions(prewhere.this, name, owners)


def _fault_of_conditions(condition: exp.Expr, name: str, owners: "Mapping[str, int]") -> str | None:
    others = _conjuncts(condition)
    for column, owner in owners.items():
        fences = [part for part in others if _is_fence(part, column, owner)]
        if len(fences) != 1:
            return f"{name} is not fenced by {column}"
        others = [part for part in others if part is not fences[0]]
    if not all(_is_safe(part, FENCES[name].safe) for part in others):
        return f"the PREWHERE of {name} holds more than safe comparisons"
    return None


def _select_around(table: exp.Table) -> tuple[exp.Select | None, bool]:
    """The sub-select that reads the table directly, and whether it says FINAL."""
    holder = table.parent
    is_final = isinstance(holder, exp.Final)
    source = holder.parent if isinstance(holder, exp.Final) else holder
    select = source.parent if isinstance(source, exp.From) else None
    if not isinstance(select, exp.Select):
        return None, is_final
    around = select.parent
    is_alone = isinstance(around, exp.Subquery) and not has_other_parts(around, SUBQUERY_PARTS)
    return (select if is_alone else None), is_final


def has_other_parts(node: exp.Expr, allowed: frozenset[str]) -> bool:
    """Whether a node has a part that is not on the list."""
    return any(value for part, value in node.args.items() if part not in allowed)


def is_guard(node: exp.Expr | None) -> bool:
    """Whether a SELECT reads a physical table; its form is checked where the table is met."""
    if not isinstance(node, exp.Select):
        return False
    source = node.args.get("from_")
    inner = source.this if isinstance(source, exp.From) else None
    table = inner.this if isinstance(inner, exp.Final) else inner
    return isinstance(table, exp.Table) and table.name in FENCES


def _conjuncts(node: exp.Expr) -> list[exp.Expr]:
    found: list[exp.Expr] = []
    stack = [node]
    while stack:
        current = stack.pop()
        if isinstance(current, exp.And):
            stack.extend((current.left, current.right))
        else:
            found.append(current)
    return found


def _is_fence(node: exp.Expr, column: str, owner: int) -> bool:
    if not isinstance(node, exp.EQ) or not _is_column(node.this, frozenset({column})):
        return False
    value = node.expression
    return isinstance(value, exp.Literal) and not value.is_string and value.this == str(owner)


def _is_column(node: exp.Expr, names: frozenset[str]) -> bool:
    return isinstance(node, exp.Column) and not node.args.get("table") and node.name in names


def _is_safe(node: exp.Expr, columns: frozenset[str]) -> bool:
    """A comparison of a raw column with constants, or several of them."""
    if isinstance(node, exp.Paren):
        return _is_safe(node.this, columns)
    if isinstance(node, exp.And | exp.Or):
        return _is_safe(node.left, columns) and _is_safe(node.right, columns)
    if isinstance(node, exp.Not):
        return isinstance(node.this, exp.In) and _is_safe_list(node.this, columns)
    if isinstance(node, exp.In):
        return _is_safe_list(node, columns)
    if not isinstance(node, COMPARISONS):
        return False
    return _is_column(node.left, columns) and is_constant(node.right)


LIST_PARTS: Final = frozenset({"this", "expressions", "field"})


def _is_safe_list(node: exp.In, columns: frozenset[str]) -> bool:
    if has_other_parts(node, LIST_PARTS) or not _is_column(node.this, columns):
        return False
    field = node.args.get("field")
    values = node.expressions if field is None else [field]
    return bool(values) and all(is_constant(value) for value in values)


def is_constant(node: exp.Expr) -> bool:
    """Whether a node is a literal or a parameter."""
    if isinstance(node, exp.Neg):
        node = node.this
    return isinstance(node, exp.Literal | exp.Placeholder | exp.Boolean)


def _is_reading(node: exp.Expr, fence: Fence) -> bool:
    """A column, the value or presence of a constant key in a map, or the number one."""
    inner = node.this if isinstance(node, exp.Alias) else node
    if isinstance(inner, exp.Column):
        return not inner.args.get("table") and isinstance(inner.this, exp.Identifier)
    if isinstance(inner, exp.Bracket):
        keys = inner.expressions
        return _is_column(inner.this, fence.maps) and len(keys) == 1 and is_constant(keys[0])
    if isinstance(inner, exp.Anonymous) and inner.name == "mapContains":
        of, *keys = inner.expressions
        return _is_column(of, fence.maps) and len(keys) == 1 and is_constant(keys[0])
    return isinstance(inner, exp.Literal) and inner.this == "1"
