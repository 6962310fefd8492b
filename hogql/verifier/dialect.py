"""sqlglot's ClickHouse parser without what it drops, guesses or renames.

    SQL text  ->  tokens  ->  tree, or the reason why the text is not taken

The verifier judges the tree, so nothing of the text may be missing from it: functions keep their
names and all their arguments, and the words that matter are counted in both.
"""

from collections import Counter
from typing import TYPE_CHECKING, ClassVar, Final

from sqlglot import exp
from sqlglot.dialects.clickhouse import ClickHouse
from sqlglot.errors import SqlglotError
from sqlglot.parser import Parser
from sqlglot.parsers.clickhouse import ClickHouseParser
from sqlglot.tokenizer_core import TokenType

from hogql.verifier.words import WordReader

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

PLAIN_TYPES: Final = frozenset({"String", "UUID", "Int64", "UInt64", "Float64", "Bool", "Date"})
COUNTED: Final[dict[TokenType, tuple[type[exp.Expr], ...]]] = {
    TokenType.SELECT: (exp.Select,),
    TokenType.FROM: (exp.From, exp.WithFill, exp.NullSafeEQ, exp.NullSafeNEQ),
    TokenType.JOIN: (exp.Join,),
    TokenType.IN: (exp.In,),
    TokenType.PREWHERE: (exp.PreWhere,),
    TokenType.WHERE: (exp.Where,),
    TokenType.UNION: (exp.Union,),
    TokenType.FINAL: (exp.Final,),
    TokenType.L_BRACE: (exp.Placeholder,),
}
"""Words of the text that must each be a node of the tree."""
COUNTED_KINDS: Final = frozenset(kind for kinds in COUNTED.values() for kind in kinds)


class StrictParser(ClickHouseParser):
    """Keeps every function under the name it is written with and with every argument it has."""

    FUNCTIONS: ClassVar["dict[str, Callable[..., exp.Expr]]"] = {}
    FUNCTION_PARSERS: ClassVar["dict[str, Callable[..., exp.Expr | None]]"] = {}
    NO_PAREN_FUNCTION_PARSERS: ClassVar["dict[str, Callable[..., exp.Expr | None]]"] = {}
    NO_PAREN_FUNCTIONS: ClassVar["dict[TokenType, type[exp.Expr]]"] = {}

    def _parse_join(
        self,
        skip_join_token: bool = False,
        parse_bracket: bool = True,
        alias_tokens: "Collection[TokenType] | None" = None,
    ) -> exp.Join | None:
        """As in every dialect: ClickHouse's makes columns of all tables inside an ARRAY JOIN."""
        join = Parser._parse_join(
            self, skip_join_token, parse_bracket=parse_bracket, alias_tokens=alias_tokens
        )
        for item in _arrays_of(join):
            item.replace(item.to_column())
        return join

    def _parse_ordered(
        self, parse_method: "Callable[[], exp.Expr | None] | None" = None
    ) -> exp.Ordered | None:
        """With the ``COLLATE 'de'`` that ClickHouse takes behind ``DESC`` and ``NULLS LAST``."""
        ordered = super()._parse_ordered(parse_method)
        if ordered is not None and self._match(TokenType.COLLATE):
            collate = exp.Collate(this=ordered.this, expression=self._parse_string())
            ordered.set("this", collate)
        return ordered

    def _parse_function(
        self,
        functions: "dict[str, Callable[..., exp.Expr]] | None" = None,
        anonymous: bool = False,
        optional_parens: bool = True,
        any_token: bool = False,
    ) -> exp.Expr | None:
        """As in every dialect; what second brackets follow is an aggregate with parameters."""
        found = Parser._parse_function(self, functions, anonymous, optional_parens, any_token)
        if not isinstance(found, exp.Anonymous) or self._curr.token_type != TokenType.L_PAREN:
            return found
        args = self._parse_func_params(found)
        call = exp.ParameterizedAgg(this=found.this, expressions=found.expressions, params=args)
        return self._parse_window(self.expression(call))

    def _parse_limit_by(self) -> list[exp.Expr] | None:
        """Conditions too, which the parser takes for the end of the statement."""
        return self._parse_csv(self._parse_disjunction) if self._match_text_seq("BY") else None

    def _parse_query_parameter(self) -> exp.Expr | None:
        """``{name:String}`` without a detour through the grammar of types, which is slow."""
        place = self._index
        words = self._tokens[place : place + 4]
        if [word.token_type for word in words[1::2]] != [TokenType.COLON, TokenType.R_BRACE]:
            return super()._parse_query_parameter()
        name, _, kind, _ = words
        if name.token_type != TokenType.VAR or kind.text not in PLAIN_TYPES:
            return super()._parse_query_parameter()
        self._advance(4)
        return exp.Placeholder(this=name.text, kind=exp.DataType(this=kind.text))


def _arrays_of(join: exp.Join | None) -> list[exp.Table]:
    """The arrays of an ARRAY JOIN that were read as tables; not tables of a query inside one."""
    if join is None or join.kind != "ARRAY":
        return []
    items = [join.this, *join.expressions]
    inner = [item.this if isinstance(item, exp.Alias) else item for item in items]
    return [item for item in inner if isinstance(item, exp.Table)]


class Strict(ClickHouse):
    """ClickHouse's dialect; without counting indexes anew, which would type every bracket."""

    INDEX_OFFSET = 0
    Parser = StrictParser

    class Tokenizer(ClickHouse.Tokenizer):
        """``tuple(a) < b`` is a comparison, not the beginning of ``TUPLE<type>``."""

        KEYWORDS: ClassVar[dict[str, TokenType]] = {
            word: kind for word, kind in ClickHouse.Tokenizer.KEYWORDS.items() if word != "TUPLE"
        }


_DIALECT: Final = Strict()
_WORDS: Final = WordReader(Strict.Tokenizer)


def read_statement(sql: str) -> tuple[exp.Query | None, "Counter[TokenType]"]:
    """The tree of the only query of a text, and how often each word stands in the text."""
    try:
        tokens = _WORDS.read(sql) or _DIALECT.tokenize(sql)
        statements = _DIALECT.parser().parse(tokens, sql)
    except (SqlglotError, RecursionError):
        return None, Counter()
    only = statements[0] if len(statements) == 1 else None
    if not isinstance(only, exp.Query) or isinstance(only, exp.Table):
        return None, Counter()
    return only, Counter([token.token_type for token in tokens])


def find_dropped(written: "Counter[TokenType]", met: "Counter[type[exp.Expr]]") -> str | None:
    """The reason to refuse a tree that lacks a part of its text."""
    for word, kinds in COUNTED.items():
        if written[word] > sum([met[kind] for kind in kinds]):
            return f"the parser dropped a {word.name}"
    return None
