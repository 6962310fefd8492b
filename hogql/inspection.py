"""The verifier's own knowledge of a safe statement, on sqlglot's tree.

    SELECT, or set operations of SELECTs, where every table is one of
        cte_N                                          a WITH at the head of the statement
        numbers(n)                                     n a constant of at most a million
        (SELECT cols FROM t [FINAL] PREWHERE team_id = N [AND safe]) AS a

Imported only by ``verify``, at first use: sqlglot takes longer to load than the compiler itself.
"""

import re
from typing import TYPE_CHECKING, ClassVar, Final

from sqlglot import exp
from sqlglot.dialects.clickhouse import ClickHouse
from sqlglot.errors import SqlglotError
from sqlglot.parsers.clickhouse import ClickHouseParser

if TYPE_CHECKING:
    from collections.abc import Callable

# Names are repeated here, not imported: a slip in the compiler's lists must not widen these.
SAFE_COLUMNS: Final = {
    "events": frozenset({"event", "timestamp", "distinct_id", "session_id", "uuid", "inserted_at"}),
    "person_overrides": frozenset({"old_key"}),
}
READ_WITH_FINAL: Final = frozenset({"person_overrides"})
MAPS: Final = frozenset({"properties", "person_properties", "groups"})
MAX_NUMBERS: Final = 1_000_000
COMMON_NAME: Final = re.compile(r"cte_[0-9]{1,3}")
DICTIONARY: Final = ("person_overrides_dict", "new_key")
REFUSED_CALLS: Final = re.compile(
    r"dict.*|joinget.*|sleep.*|throwif|getsetting.*|getmacro|getserverport|hostname|fqdn|current.*|"
    r"user|version|uptime|file|url.*cluster|remote.*|cluster.*|input|executable|python|catboost.*|"
    r"decrypt|encrypt|aes_.*|tryDecrypt|finalizeaggregation|initializeaggregation|runningaccumulate|"
    r"addressto.*|demangle|modelevaluate|queryid|query_id|initialqueryid|serveruuid|tcpport|"
    r"getoskernelversion|displayname|filesystem.*|evalmlmethod|servertimezone"
)
REFUSED_NODES: Final = (
    exp.Command,
    exp.DDL,
    exp.Delete,
    exp.Insert,
    exp.Merge,
    exp.Update,
    exp.Into,
    exp.Kill,
    exp.Pragma,
    exp.QueryOption,
    exp.SetItem,
    exp.TableSample,
    exp.Use,
)
COMPARISONS: Final = (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE)
GUARD_PARTS: Final = ("expressions", "from_", "prewhere")


class StrictParser(ClickHouseParser):
    """Keeps every function under the name it is written with, as a call of that name."""

    FUNCTIONS: ClassVar["dict[str, Callable[..., exp.Expr]]"] = {}


class Strict(ClickHouse):
    """ClickHouse's dialect; without counting indexes anew, which would type every bracket."""

    INDEX_OFFSET = 0
    Parser = StrictParser


def find_fault(sql: str, team_id: int) -> str | None:
    """Why the statement may not run, None when it may."""
    try:
        statements = Strict().parse(sql)
    except (SqlglotError, RecursionError) as error:
        return f"not parsed: {type(error).__name__}"
    only = statements[0] if len(statements) == 1 else None
    if not isinstance(only, exp.Query) or isinstance(only, exp.Table):
        return "not exactly one query"
    if any(only.args.get(part) for part in ("settings", "format")):
        return "settings or format"
    return _Inspection(only, team_id).find_fault()


class _Inspection:
    """One walk over one statement."""

    def __init__(self, root: exp.Query, team_id: int) -> None:
        self.root = root
        self.team_id = team_id
        self.commons = frozenset(item.alias for item in root.ctes)

    def find_fault(self) -> str | None:
        """The first thing wrong with the statement."""
        for name in self.commons:
            if not COMMON_NAME.fullmatch(name):
                return f"common table {name!r}"
        for node in self.root.walk():
            fault = self._fault_of(node)
            if fault is not None:
                return fault
        return None

    def _fault_of(self, node: exp.Expr) -> str | None:
        if isinstance(node, exp.Identifier):
            return self._fault_of_name(node)
        if isinstance(node, exp.Func):
            return _fault_of_call(node)
        if isinstance(node, exp.Table):
            return self._fault_of_table(node)
        return self._fault_of_part(node)

    def _fault_of_part(self, node: exp.Expr) -> str | None:
        if isinstance(node, exp.In):
            return _fault_of_choices(node)
        if isinstance(node, REFUSED_NODES):
            return f"statement part {type(node).__name__}"
        if isinstance(node, exp.With) and node.parent is not self.root:
            return "inner WITH"
        if isinstance(node, exp.PreWhere) and not _is_guard(node.parent):
            return "PREWHERE outside a guard"
        return None

    def _fault_of_name(self, node: exp.Identifier) -> str | None:
        if node.name.lower() != "team_id":
            return None
        parent = node.parent
        is_column = isinstance(parent, exp.Column) and not parent.args.get("table")
        select = node.find_ancestor(exp.Select)
        return None if is_column and _is_guard(select) else "team_id outside a guard"

    def _fault_of_table(self, table: exp.Table) -> str | None:
        if isinstance(table.this, exp.Func):
            return _fault_of_numbers(table.this)
        if table.args.get("db") or table.args.get("catalog"):
            return "table of a database"
        name = table.name
        if name in self.commons:
            return None
        if name not in SAFE_COLUMNS:
            return f"table {name!r}"
        return self._fault_of_guard(table, name)

    def _fault_of_guard(self, table: exp.Table, name: str) -> str | None:
        select, is_final = _select_around(table)
        if is_final != (name in READ_WITH_FINAL):
            return f"FINAL of {name}"
        if select is None or _has_parts(table, "this"):
            return f"{name} does not stand alone in a sub-select"
        if _has_parts(select, *GUARD_PARTS):
            return f"the guard of {name} has more than columns and PREWHERE"
        if not all(_is_reading(item) for item in select.expressions):
            return f"the guard of {name} computes"
        prewhere = select.args.get("prewhere")
        if not isinstance(prewhere, exp.PreWhere):
            return f"{name} has no PREWHERE"
        return self._fault_of_conditions(prewhere.this, name)

    def _fault_of_conditions(self, condition: exp.Expr, name: str) -> str | None:
        parts = _conjuncts(condition)
        fences = [part for part in parts if _is_fence(part, self.team_id)]
        if len(fences) != 1:
            return f"{name} is not fenced to the team"
        others = [part for part in parts if part is not fences[0]]
        if not all(_is_safe(part, SAFE_COLUMNS[name]) for part in others):
            return f"the PREWHERE of {name} holds more than safe comparisons"
        return None


def _select_around(table: exp.Table) -> tuple[exp.Select | None, bool]:
    """The sub-select that reads the table directly, and whether it says FINAL."""
    holder = table.parent
    is_final = isinstance(holder, exp.Final)
    source = holder.parent if isinstance(holder, exp.Final) else holder
    select = source.parent if isinstance(source, exp.From) else None
    if isinstance(select, exp.Select) and isinstance(select.parent, exp.Subquery):
        return select, is_final
    return None, is_final


def _has_parts(node: exp.Expr, *allowed: str) -> bool:
    return any(value for part, value in node.args.items() if part not in allowed)


def _is_guard(node: exp.Expr | None) -> bool:
    """Whether a SELECT reads a physical table; its form is checked where the table is met."""
    if not isinstance(node, exp.Select):
        return False
    source = node.args.get("from_")
    inner = source.this if isinstance(source, exp.From) else None
    table = inner.this if isinstance(inner, exp.Final) else inner
    return isinstance(table, exp.Table) and table.name in SAFE_COLUMNS


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


def _is_fence(node: exp.Expr, team_id: int) -> bool:
    if not isinstance(node, exp.EQ) or not _is_column(node.this, frozenset({"team_id"})):
        return False
    value = node.expression
    return isinstance(value, exp.Literal) and not value.is_string and value.this == str(team_id)


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
    return _is_column(node.left, columns) and _is_constant(node.right)


def _is_safe_list(node: exp.In, columns: frozenset[str]) -> bool:
    if _has_parts(node, "this", "expressions", "field") or not _is_column(node.this, columns):
        return False
    field = node.args.get("field")
    values = node.expressions if field is None else [field]
    return bool(values) and all(_is_constant(value) for value in values)


def _fault_of_choices(node: exp.In) -> str | None:
    """ClickHouse takes a bare name after IN for a table."""
    field = node.args.get("field")
    is_list = field is None or isinstance(field, exp.Placeholder)
    return None if is_list and not node.args.get("is_global") else "IN of a name"


def _is_constant(node: exp.Expr) -> bool:
    if isinstance(node, exp.Neg):
        node = node.this
    return isinstance(node, exp.Literal | exp.Placeholder | exp.Boolean)


def _is_reading(node: exp.Expr) -> bool:
    """A column, the value or presence of a constant key in a map, or the number one."""
    inner = node.this if isinstance(node, exp.Alias) else node
    if isinstance(inner, exp.Column):
        return not inner.args.get("table") and isinstance(inner.this, exp.Identifier)
    if isinstance(inner, exp.Bracket):
        keys = inner.expressions
        return _is_column(inner.this, MAPS) and len(keys) == 1 and _is_constant(keys[0])
    if isinstance(inner, exp.Anonymous) and inner.name == "mapContains":
        of, *keys = inner.expressions
        return _is_column(of, MAPS) and len(keys) == 1 and _is_constant(keys[0])
    return isinstance(inner, exp.Literal) and inner.this == "1"


def _fault_of_numbers(node: exp.Func) -> str | None:
    if not isinstance(node, exp.Anonymous) or node.name != "numbers":
        return "a table function"
    count = node.expressions[-1] if node.expressions else None
    if isinstance(count, exp.Anonymous) and count.name == "least":
        count = count.expressions[-1]
    if isinstance(count, exp.Literal) and not count.is_string and int(count.this) <= MAX_NUMBERS:
        return None
    return "numbers without a bound"


def _fault_of_call(node: exp.Func) -> str | None:
    name = node.name if isinstance(node, exp.Anonymous | exp.AnonymousAggFunc) else node.sql_name()
    if not REFUSED_CALLS.fullmatch(name.lower()):
        return None
    return None if name == "dictGetOrDefault" and _is_person_key(node) else f"function {name}"


def _is_person_key(node: exp.Func) -> bool:
    if not isinstance(node, exp.Anonymous) or len(node.expressions) != 4:
        return False
    dictionary, attribute, key, default = node.expressions
    names = (dictionary, attribute)
    if not all(isinstance(item, exp.Literal) and item.is_string for item in names):
        return False
    if (dictionary.this, attribute.this) != DICTIONARY or key != default:
        return False
    return isinstance(key, exp.Column) and key.name == "person_key"
