"""The verifier's own knowledge of a safe statement, on sqlglot's tree.

    SELECT, or set operations of SELECTs, where every table is one of
        cte_N                                          a WITH at the head of the statement
        numbers(n)                                     n a constant of at most a million
        (SELECT cols FROM t [FINAL] PREWHERE team_id = N [AND safe]) AS a

Whatever is not known to be safe is refused: every kind of node, every part of a SELECT, every
function and every table is on a list. Imported only by ``verify``, at first use: sqlglot takes
longer to load than the compiler itself.
"""

import re
from collections import Counter
from typing import TYPE_CHECKING, ClassVar, Final

from sqlglot import exp
from sqlglot.dialects.clickhouse import ClickHouse
from sqlglot.errors import SqlglotError
from sqlglot.parsers.clickhouse import ClickHouseParser
from sqlglot.tokens import TokenType

from hogql.fence_calls import is_known_call
from hogql.fence_parts import PARTS, PASSIVE
from hogql.fence_tables import FENCES
from hogql.fences import fault_of_guard, has_other_parts, is_constant, is_guard

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlglot.tokenizer_core import Token

MAX_NUMBERS: Final = 1_000_000
COMMON_NAME: Final = re.compile(r"cte_[0-9]{1,3}")
DICTIONARY: Final = ("person_overrides_dict", "new_key")
COUNTED: Final = {
    TokenType.SELECT: (exp.Select,),
    TokenType.PREWHERE: (exp.PreWhere,),
    TokenType.UNION: (exp.Union,),
    TokenType.HAVING: (exp.Having,),
    TokenType.QUALIFY: (exp.Qualify,),
    TokenType.WHERE: (exp.Where,),
    TokenType.FINAL: (exp.Final,),
    TokenType.PARAMETER: (exp.Placeholder,),
}
"""Words of the text that must each be a node of the tree: what the parser drops is not verified."""


class StrictParser(ClickHouseParser):
    """Keeps every function under the name it is written with and with every argument it has."""

    FUNCTIONS: ClassVar["dict[str, Callable[..., exp.Expr]]"] = {}
    FUNCTION_PARSERS: ClassVar["dict[str, Callable[..., exp.Expr | None]]"] = {}


class Strict(ClickHouse):
    """ClickHouse's dialect; without counting indexes anew, which would type every bracket."""

    INDEX_OFFSET = 0
    Parser = StrictParser


_DIALECT: Final = Strict()


def find_fault(sql: str, team_id: int) -> str | None:
    """Why the statement may not run, None when it may."""
    try:
        tokens = _DIALECT.tokenize(sql)
        statements = _DIALECT.parser().parse(tokens, sql)
    except (SqlglotError, RecursionError) as error:
        return f"not parsed: {type(error).__name__}"
    only = statements[0] if len(statements) == 1 else None
    if not isinstance(only, exp.Query) or isinstance(only, exp.Table):
        return "not exactly one query"
    return _Inspection(only, team_id).find_fault(tokens)


class _Inspection:
    """One walk over one statement."""

    def __init__(self, root: exp.Query, team_id: int) -> None:
        self.root = root
        self.team_id = team_id
        self.commons = frozenset(item.alias for item in root.ctes)

    def find_fault(self, tokens: "list[Token]") -> str | None:
        """The first thing wrong with the statement."""
        for name in self.commons:
            if not COMMON_NAME.fullmatch(name):
                return f"common table {name!r}"
        met: Counter[type[exp.Expr]] = Counter()
        stack: list[exp.Expr] = [self.root]
        while stack:
            node = stack.pop()
            kind = type(node)
            met[kind] += 1
            if kind not in PASSIVE:
                fault = self._fault_of(node, kind)
                if fault is not None:
                    return fault
            _push_parts(node, stack)
        return _fault_of_words(tokens, met)

    def _fault_of(self, node: exp.Expr, kind: type[exp.Expr]) -> str | None:
        rule = RULES.get(kind)
        if rule is not None:
            return rule(node, self)
        allowed = PARTS.get(kind)
        if allowed is None:
            return f"statement part {kind.__name__}"
        return f"part of a {kind.__name__}" if has_other_parts(node, allowed) else None


def _push_parts(node: exp.Expr, stack: list[exp.Expr]) -> None:
    for value in node.args.values():
        if isinstance(value, list):
            stack.extend([item for item in value if isinstance(item, exp.Expr)])
        elif isinstance(value, exp.Expr):
            stack.append(value)


def _fault_of_words(tokens: "list[Token]", met: "Counter[type[exp.Expr]]") -> str | None:
    written = Counter([token.token_type for token in tokens])
    for word, kinds in COUNTED.items():
        if written[word] != sum(met[kind] for kind in kinds):
            return f"the parser dropped a {word.name}"
    return None
