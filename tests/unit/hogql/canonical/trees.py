"""Random trees for the property that printed text parses back to the same tree."""

from typing import Final, TypeVar

from hypothesis import strategies as st

from hogql import ast

_Item = TypeVar("_Item")

NAMES: Final = st.sampled_from(
    ["a", "b", "$c", "event", "timestamp", "select", "x y", "q`t", "it's", "back\\slash", "limit"]
)
_FINITE: Final = st.floats(allow_nan=False, allow_infinity=False)
CONSTANTS: Final = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(min_value=-(2**65), max_value=2**65),
    _FINITE,
    st.sampled_from([float("inf"), float("-inf"), float("nan")]),
    st.text(max_size=6).filter(lambda text: "\0" not in text),
).map(lambda value: ast.Constant(value=value))
FIELDS: Final = st.lists(NAMES, min_size=1, max_size=3).map(
    lambda names: ast.Field(chain=(*names,))
)
LEAVES: Final = CONSTANTS | FIELDS | FIELDS.map(lambda field: ast.Placeholder(expr=field))

_NO_NULLS: Final = [op for op in ast.CompareOperationOp if "cohort" not in op]


def several(
    items: st.SearchStrategy[_Item], least: int = 0
) -> st.SearchStrategy[tuple[_Item, ...]]:
    return st.lists(items, min_size=least, max_size=3).map(tuple)


def _operators(inner: st.SearchStrategy[ast.Expr]) -> st.SearchStrategy[ast.Expr]:
    not_and = inner.map(lambda node: ast.Not(expr=node) if isinstance(node, ast.And) else node)
    not_or = inner.map(lambda node: ast.Not(expr=node) if isinstance(node, ast.Or) else node)
    flags = st.booleans()
    return st.one_of(
        st.builds(
            ast.ArithmeticOperation,
            left=inner,
            right=inner,
            op=st.sampled_from(list(ast.ArithmeticOperationOp)),
        ),
        st.builds(ast.CompareOperation, left=inner, right=inner, op=st.sampled_from(_NO_NULLS)),
        st.builds(ast.IsDistinctFrom, left=inner, right=inner, negated=flags),
        st.builds(ast.BetweenExpr, expr=inner, low=inner, high=inner, negated=flags),
        st.builds(ast.And, exprs=several(not_and, 2)),
        st.builds(ast.Or, exprs=several(not_or, 2)),
        st.builds(ast.Not, expr=inner),
        st.builds(ast.Alias, expr=inner, alias=NAMES),
        st.builds(ast.NamedArgument, name=NAMES, value=inner),
    )


_PLACEHOLDERS_WITH_CLAUSES: Final = st.builds(
    ast.Placeholder,
    expr=FIELDS,
    outer=st.builds(ast.OuterClauses, limit=FIELDS, limit_percent=st.sampled_from([None, True])),
)


def _columns(inner: st.SearchStrategy[ast.Expr]) -> st.SearchStrategy[ast.ColumnsExpr]:
    return st.one_of(
        st.builds(ast.ColumnsExpr, regex=st.sampled_from(["^a", "it's"])),
        st.builds(ast.ColumnsExpr, columns=_lone(inner)),
        st.builds(
            ast.ColumnsExpr,
            all_columns=st.just(True),
            exclude=st.none() | several(NAMES, 1),
            qualifier=st.none() | st.tuples(NAMES),
            replace=several(st.tuples(NAMES, inner), 1).map(lambda pairs: (*dict(pairs).items(),)),
        ),
    )


def _lone(inner: st.SearchStrategy[ast.Expr]) -> st.SearchStrategy[tuple[ast.Expr, ...]]:
    """Columns that are no regular expression, as a lone string would be."""
    return several(inner, 1).map(lambda items: (*items, ast.Field(chain=("last",))))


def _values(inner: st.SearchStrategy[ast.Expr]) -> st.SearchStrategy[ast.Expr]:
    flags = st.booleans()
    return st.one_of(
        st.builds(ast.Array, exprs=several(inner)),
        st.builds(ast.Tuple, exprs=several(inner, 1)),
        st.builds(ast.Dict, items=several(st.tuples(inner, inner))),
        st.builds(ast.ArrayAccess, array=inner, property=inner, nullish=flags),
        st.builds(ast.TupleAccess, tuple=inner, index=st.integers(0, 9), nullish=flags),
        st.builds(ast.ArraySlice, array=inner, start_expr=inner, end_expr=st.none() | inner),
        st.builds(
            ast.TypeCast, expr=inner, type_name=st.sampled_from(["int", "array(int)", "odd-name"])
        ),
        st.builds(ast.TryCast, expr=inner, type_name=st.sampled_from(["int", "array(int)"])),
        st.builds(ast.PositionalRef, index=st.integers(0, 9)),
        _columns(inner),
        _columns(inner).map(lambda columns: ast.SpreadExpr(expr=columns)),
        _PLACEHOLDERS_WITH_CLAUSES,
        st.builds(ast.Lambda, args=several(NAMES), expr=inner),
        st.builds(ast.ExprCall, expr=inner, args=several(inner)),
    )


def _calls(inner: st.SearchStrategy[ast.Expr]) -> st.SearchStrategy[ast.Expr]:
    names = st.sampled_from(["f", "if", "columns", "cast", "interval", "not me", "toDate"])
    orders = st.builds(ast.OrderExpr, expr=inner, order=st.sampled_from(["ASC", "DESC"]))
    calls = st.builds(
        ast.Call,
        name=names,
        args=several(inner),
        params=st.none() | several(inner),
        distinct=st.booleans(),
        order_by=st.none() | several(orders, 1),
        filter_expr=st.none() | inner,
        ignore_nulls=st.booleans(),
    )
    windows = st.builds(
        ast.WindowExpr,
        partition_by=st.none() | several(inner, 1),
        order_by=st.none() | several(orders, 1),
    )
    over = st.builds(ast.WindowFunction, name=names, exprs=several(inner), over_expr=windows)
    return calls | over


def _queries(inner: st.SearchStrategy[ast.Expr]) -> st.SearchStrategy[ast.Expr]:
    maybe = st.none() | inner
    tables = st.builds(
        ast.JoinExpr,
        table=FIELDS,
        alias=st.none() | NAMES,
        next_join=st.none()
        | st.builds(
            ast.JoinExpr,
            table=FIELDS,
            join_type=st.sampled_from(["JOIN", "LEFT ANY JOIN", "FULL OUTER JOIN"]),
            constraint=st.builds(ast.JoinConstraint, expr=inner, constraint_type=st.just("ON")),
        ),
    )
    selects = st.builds(
        ast.SelectQuery,
        select=several(inner, 1),
        distinct=st.sampled_from([None, True]),
        select_from=st.none() | tables,
        where=maybe,
        group_by=st.none() | several(inner, 1),
        having=maybe,
        limit=maybe,
        offset=maybe,
    )
    nodes = st.builds(
        ast.SelectSetNode,
        set_operator=st.sampled_from(["UNION ALL", "INTERSECT", "EXCEPT ALL"]),
        select_query=selects,
    )
    sets = st.builds(
        ast.SelectSetQuery,
        initial_select_query=selects,
        subsequent_select_queries=several(nodes, 1),
        limit=maybe,
    )
    return selects | sets


TREES: Final[st.SearchStrategy[ast.Expr]] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(_operators(inner), _values(inner), _calls(inner), _queries(inner)),
    max_leaves=12,
)
