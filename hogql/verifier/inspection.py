"""The verifier's own knowledge of a safe statement, on sqlglot's tree.

    SELECT, or set operations of SELECTs, where every table is one of
        cte_N                                          a WITH at the head of the statement
        numbers(n)                                     n a constant of at most a million
        (SELECT cols FROM t [FINAL] PREWHERE team_id = N [AND safe]) AS a

Whatever is not known to be safe is refused: every kind of node, every part of a SELECT, every
function and every table is on a list. Imported only by ``hogql.verify``, at first use: sqlglot
takes longer to load than the compiler itself.
"""

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from sqlglot import exp

from hogql.verifier.dialect import COUNTED_KINDS, find_dropped, read_statement
from hogql.verifier.guards import fault_of_guard, has_other_parts, is_guard
from hogql.verifier.known import is_known_call
from hogql.verifier.parts import PARTS, PASSIVE
from hogql.verifier.tables import FENCES

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlglot.tokenizer_core import TokenType

OWNER: Final = "team_id"
MAX_NUMBERS: Final = 1_000_000
NUMBERS_TAKES: Final = (1, 2)
"""A count, or a start and a count; the last of three would be a step."""
COMMON_NAME: Final = re.compile(r"cte_[0-9]{1,3}")
SOURCES: Final = (exp.Table, exp.Final, exp.Subquery)
JOIN_PARTS: Final = frozenset({"this", "on", "side", "kind", "expressions"})
TABLE_PARTS: Final = frozenset({"this", "alias"})
CHOICE_PARTS: Final = frozenset({"this", "expressions", "query", "field"})
DICTIONARY: Final = ("person_overrides_dict", "new_key")


def find_fault(sql: str, team_id: int, user_id: int | None = None) -> str | None:
    """Why the statement may not run, None when it may."""
    root, words = read_statement(sql)
    if root is None:
        return "not exactly one query that can be read"
    return _Inspection(root, team_id, user_id).find_fault(words)


class _Inspection:
    """One walk over one statement."""

    def __init__(self, root: exp.Query, team_id: int, user_id: int | None) -> None:
        self.root = root
        self.team_id = team_id
        self.user_id = user_id or 0
        self.commons = frozenset(item.alias for item in root.ctes)

    def find_fault(self, words: "Counter[TokenType]") -> str | None:
        """The first thing wrong with the statement."""
        met: Counter[type[exp.Expr]] = Counter()
        stack: list[exp.Expr] = [self.root]
        while stack:
            node = stack.pop()
            kind = type(node)
            if kind in COUNTED_KINDS:
                met[kind] += 1
            if kind not in PASSIVE:
                fault = self._fault_of(node, kind)
                if fault is not None:
                    return fault
            _push_parts(node, stack)
        return self._fault_of_commons() or find_dropped(words, met)

    def _fault_of_commons(self) -> str | None:
        for name in self.commons:
            if not COMMON_NAME.fullmatch(name):
                return f"common table {name!r}"
        return None

    def _fault_of(self, node: exp.Expr, kind: type[exp.Expr]) -> str | None:
        rule = RULES.get(kind)
        if rule is not None:
            return rule(node, self)
        allowed = PARTS.get(kind)
        if allowed is None:
            return f"statement part {kind.__name__}"
        if node.args.keys() <= allowed:
            return None
        return f"part of a {kind.__name__}" if has_other_parts(node, allowed) else None


def _push_parts(node: exp.Expr, stack: list[exp.Expr]) -> None:
    for value in node.args.values():
        if isinstance(value, exp.Expr):
            stack.append(value)
        elif isinstance(value, list):
            stack.extend([item for item in value if isinstance(item, exp.Expr)])


def _fault_of_owner(node: exp.Expr, _: _Inspection) -> str | None:
    """The column of the fence is named inside a guard and nowhere else."""
    if node.args["this"].lower() != OWNER:
        return None
    parent = node.parent
    is_column = isinstance(parent, exp.Column) and not parent.args.get("table")
    select = node.find_ancestor(exp.Select)
    return None if is_column and is_guard(select) else "team_id outside a guard"


def _fault_of_source(node: exp.Expr, _: _Inspection) -> str | None:
    """What stands after FROM is a table or a query: a name of anything else was not looked up."""
    return None if isinstance(node.this, SOURCES) else "FROM something else"


def _fault_of_join(node: exp.Expr, _: _Inspection) -> str | None:
    if has_other_parts(node, JOIN_PARTS):
        return "part of a join"
    is_array = isinstance(node, exp.Join) and node.kind == "ARRAY"
    return None if is_array or isinstance(node.this, SOURCES) else "JOIN of something else"


def _fault_of_with(node: exp.Expr, inspection: _Inspection) -> str | None:
    return None if node.parent is inspection.root else "inner WITH"


def _fault_of_prewhere(node: exp.Expr, _: _Inspection) -> str | None:
    return None if is_guard(node.parent) else "PREWHERE outside a guard"


def _fault_of_parameter(node: exp.Expr, _: _Inspection) -> str | None:
    """A parameter holds a value; ``{name:Identifier}`` would hold the name of a table."""
    return None if isinstance(node.args.get("kind"), exp.DataType) else "a name as a parameter"


def _fault_of_table(node: exp.Expr, inspection: _Inspection) -> str | None:
    if isinstance(node.this, exp.Func):
        return _fault_of_numbers(node.this)
    if not isinstance(node.this, exp.Identifier) or has_other_parts(node, TABLE_PARTS):
        return "a table with more than a name"
    if node.name in inspection.commons:
        return None
    if not isinstance(node, exp.Table) or node.name not in FENCES:
        return f"table {node.name!r}"
    return fault_of_guard(node, node.name, inspection.team_id, inspection.user_id)


def _fault_of_choices(node: exp.Expr, _: _Inspection) -> str | None:
    """ClickHouse takes a name after IN for a table, in brackets too."""
    if has_other_parts(node, CHOICE_PARTS):
        return "IN of something else"
    field = node.args.get("field")
    items = node.expressions
    is_list = field is None or isinstance(field, exp.Placeholder) or _is_tuple(field)
    is_name = len(items) == 1 and isinstance(items[0].unnest(), exp.Column | exp.Dot)
    return "IN of a name" if is_name or not is_list else None


def _is_tuple(node: exp.Expr) -> bool:
    """``tuple(x)``: what stands in a call is never taken for a table."""
    return isinstance(node, exp.Anonymous) and node.this == "tuple"


def _fault_of_numbers(node: exp.Func) -> str | None:
    if not isinstance(node, exp.Anonymous) or node.name != "numbers":
        return "a table function"
    if len(node.expressions) not in NUMBERS_TAKES:
        return "numbers of something else"
    count = node.expressions[-1]
    if isinstance(count, exp.Anonymous) and count.name == "least" and count.expressions:
        count = count.expressions[-1]
    is_number = isinstance(count, exp.Literal) and count.this.isdigit() and not count.is_string
    return None if is_number and int(count.this) <= MAX_NUMBERS else "numbers without a bound"


def _fault_of_call(node: exp.Expr, _: _Inspection) -> str | None:
    name = node.this
    if not isinstance(name, str):
        return "a call of something else than a name"
    if is_known_call(name) or (name == "numbers" and isinstance(node.parent, exp.Table)):
        return None
    return None if name == "dictGetOrDefault" and _is_person_key(node) else f"function {name}"


def _is_person_key(node: exp.Expr) -> bool:
    """The dictionary of merged persons, asked for the key of a row's person and nothing else."""
    if not isinstance(node, exp.Anonymous) or len(node.expressions) != 4:
        return False
    dictionary, attribute, key, default = node.expressions
    names = (dictionary, attribute)
    if not all(isinstance(item, exp.Literal) and item.is_string for item in names):
        return False
    if (dictionary.this, attribute.this) != DICTIONARY or key != default:
        return False
    if isinstance(key, exp.Anonymous) and key.this == "cityHash64" and len(key.expressions) == 1:
        (only,) = key.expressions
        return isinstance(only, exp.Column) and only.name == "person_id"
    return isinstance(key, exp.Column) and key.name == "person_key"


RULES: Final[dict[type[exp.Expr], "Callable[[exp.Expr, _Inspection], str | None]"]] = {
    exp.Anonymous: _fault_of_call,
    exp.AnonymousAggFunc: _fault_of_call,
    exp.CombinedAggFunc: _fault_of_call,
    exp.CombinedParameterizedAgg: _fault_of_call,
    exp.From: _fault_of_source,
    exp.Identifier: _fault_of_owner,
    exp.In: _fault_of_choices,
    exp.Join: _fault_of_join,
    exp.ParameterizedAgg: _fault_of_call,
    exp.Placeholder: _fault_of_parameter,
    exp.PreWhere: _fault_of_prewhere,
    exp.Table: _fault_of_table,
    exp.With: _fault_of_with,
}
"""Kinds of nodes with a rule of their own."""
