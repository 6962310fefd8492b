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

from hogql.fences import SAFE_COLUMNS, fault_of_guard, is_guard

if TYPE_CHECKING:
    from collections.abc import Callable

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
LOOKED_AT: Final = (
    exp.Identifier,
    exp.Func,
    exp.Table,
    exp.In,
    exp.With,
    exp.PreWhere,
    *REFUSED_NODES,
)
"""Every kind of part that a rule below is about."""
_LOOKED_AT: Final[dict[type, bool]] = {}


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
            kind = type(node)
            if kind not in _LOOKED_AT:
                _LOOKED_AT[kind] = issubclass(kind, LOOKED_AT)
            if not _LOOKED_AT[kind]:
                continue
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
        if isinstance(node, exp.PreWhere) and not is_guard(node.parent):
            return "PREWHERE outside a guard"
        return None

    def _fault_of_name(self, node: exp.Identifier) -> str | None:
        if node.name.lower() != "team_id":
            return None
        parent = node.parent
        is_column = isinstance(parent, exp.Column) and not parent.args.get("table")
        select = node.find_ancestor(exp.Select)
        return None if is_column and is_guard(select) else "team_id outside a guard"

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
        return fault_of_guard(table, name, self.team_id)


def _fault_of_choices(node: exp.In) -> str | None:
    """ClickHouse takes a bare name after IN for a table."""
    field = node.args.get("field")
    is_list = field is None or isinstance(field, exp.Placeholder)
    return None if is_list and not node.args.get("is_global") else "IN of a name"


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
