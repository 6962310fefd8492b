"""The nodes of sqlglot's tree that a generated statement may hold, and their parts. Data.

    kind of node  ->  nothing to check (PASSIVE), or the parts it may have (PARTS)

A kind that is on neither list, nor has a rule in ``inspection``, is refused.
"""

from typing import Final

from sqlglot import exp

PASSIVE: Final = frozenset(
    {
        exp.Add,
        exp.And,
        exp.Array,
        exp.Boolean,
        exp.Bracket,
        exp.Cube,
        exp.DataTypeParam,
        exp.Distinct,
        exp.Div,
        exp.EQ,
        exp.GT,
        exp.GTE,
        exp.Group,
        exp.GroupingSets,
        exp.Having,
        exp.ILike,
        exp.Is,
        exp.LT,
        exp.LTE,
        exp.Lambda,
        exp.Like,
        exp.Limit,
        exp.LimitOptions,
        exp.Literal,
        exp.Mod,
        exp.Mul,
        exp.NEQ,
        exp.Neg,
        exp.Not,
        exp.Null,
        exp.NullSafeEQ,
        exp.NullSafeNEQ,
        exp.Offset,
        exp.Or,
        exp.Order,
        exp.Paren,
        exp.Qualify,
        exp.Rollup,
        exp.Sub,
        exp.TableAlias,
        exp.Tuple,
        exp.Var,
        exp.Where,
        exp.WindowSpec,
        exp.WithFill,
    }
)
"""Kinds that reach nothing by themselves; what they hold is looked at on its own."""


def _parts(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SET: Final = _parts("this expression distinct by_name with_")

PARTS: Final[dict[type[exp.Expr], frozenset[str]]] = {
    exp.Alias: _parts("this alias"),
    exp.CTE: _parts("this alias materialized"),
    exp.Collate: _parts("this expression"),
    exp.Column: _parts("this table"),
    exp.DataType: _parts("this expressions nested nullable"),
    exp.Except: _SET,
    exp.Final: _parts("this"),
    exp.Intersect: _SET,
    exp.Ordered: _parts("this desc nulls_first with_fill"),
    exp.Select: _parts(
        "with_ expressions distinct from_ joins prewhere where group having qualify windows "
        "order limit offset"
    ),
    exp.Star: frozenset(),
    exp.Subquery: _parts("this alias"),
    exp.Union: _SET,
    exp.Window: _parts("this alias over order spec partition_by"),
}
"""No settings, format, sample, hint, lock, into or pivot; no column of a table of a database."""
