"""Random queries with every clause, and random Hog programs, for the same property as ``trees``."""

from typing import Final

from hypothesis import strategies as st

from hogql import ast
from hogql.parser.sources.constraints import JOIN_TYPES
from tests.unit.hogql.canonical.trees import FIELDS, NAMES, TREES, several

_FLAGS: Final = st.booleans()
_NUMBERS: Final = st.integers(0, 99).map(lambda value: ast.Constant(value=value))
_HOLES: Final = FIELDS.map(lambda field: ast.Placeholder(expr=field))
_VALUES: Final = FIELDS | _NUMBERS | st.builds(ast.Call, name=NAMES, args=several(FIELDS))
_MAYBE: Final = st.none() | _VALUES

ORDERS: Final = st.builds(
    ast.OrderExpr,
    expr=_VALUES,
    order=st.sampled_from(["ASC", "DESC"]),
    nulls=st.sampled_from([None, "FIRST", "LAST"]),
    collate=st.sampled_from([None, "de", "it's"]),
    with_fill=st.none()
    | st.builds(ast.WithFillExpr, from_value=_MAYBE, to_value=_MAYBE, step_value=_MAYBE),
)
_BOUNDS: Final = st.builds(
    ast.WindowFrameExpr,
    frame_type=st.sampled_from(["PRECEDING", "FOLLOWING"]),
    frame_value=st.none() | st.integers(0, 9) | FIELDS,
) | st.just(ast.WindowFrameExpr(frame_type="CURRENT ROW"))
_FRAMES: Final = st.builds(
    ast.WindowExpr,
    partition_by=st.none() | several(_VALUES, 1),
    order_by=st.none() | several(ORDERS, 1),
    frame_method=st.sampled_from(["ROWS", "RANGE"]),
    frame_start=_BOUNDS,
    frame_end=st.none() | _BOUNDS,
)
_RATIOS: Final = st.builds(ast.RatioExpr, left=_NUMBERS, right=st.none() | _NUMBERS) | _HOLES
_SAMPLES: Final = st.builds(
    ast.SampleExpr,
    sample_value=_RATIOS,
    offset_value=st.none() | _RATIOS,
    is_percent=_FLAGS,
    method=st.none() | NAMES,
)
TAGS: Final[st.SearchStrategy[ast.HogQLXTag]] = st.recursive(
    st.builds(
        ast.HogQLXTag,
        kind=st.sampled_from(["a", "Sparkline", "b-c"]),
        attributes=several(
            st.builds(ast.HogQLXAttribute, name=st.sampled_from(["x", "y-z"]), value=_VALUES)
        ),
    ),
    lambda inner: st.builds(
        lambda kind, children: ast.HogQLXTag(
            kind=kind, attributes=(ast.HogQLXAttribute(name="children", value=children),)
        ),
        st.sampled_from(["div", "b"]),
        several(inner | _VALUES, 1),
    ),
    max_leaves=4,
)
_ROWS: Final = st.builds(ast.ValuesQuery, rows=several(several(_VALUES, 1), 1))
_PIVOTED: Final = st.builds(
    ast.PivotColumn,
    column=FIELDS | several(FIELDS, 1).map(lambda exprs: ast.Tuple(exprs=exprs)),
    values=several(_VALUES, 1),
)
_UNPIVOTED: Final = st.builds(
    ast.UnpivotColumn, value_columns=FIELDS, name_columns=FIELDS, unpivot_values=several(FIELDS, 1)
)
_TURNED: Final = st.builds(
    ast.PivotExpr,
    table=FIELDS,
    aggregates=several(_VALUES, 1),
    columns=several(_PIVOTED, 1),
    group_by=st.none() | several(_VALUES, 1),
) | st.builds(ast.UnpivotExpr, table=FIELDS, columns=several(_UNPIVOTED, 1), include_nulls=_FLAGS)


def _tables(queries: st.SearchStrategy[ast.Expr]) -> st.SearchStrategy[ast.JoinExpr]:
    plain = st.builds(
        ast.JoinExpr,
        table=FIELDS | _HOLES | TAGS | _ROWS | _TURNED | queries,
        alias=NAMES,
        column_aliases=st.none() | several(NAMES, 1),
        table_final=st.sampled_from([None, True]),
        sample=st.none() | _SAMPLES,
    )
    called = st.builds(
        lambda name, args: ast.JoinExpr(table=ast.Field(chain=(name,)), table_args=args),
        NAMES,
        several(_VALUES),
    )
    return plain | called


def _join(left: ast.JoinExpr, right: ast.JoinExpr, join_type: str, on: ast.Expr) -> ast.JoinExpr:
    constraint = None
    if join_type not in {"CROSS JOIN", "POSITIONAL JOIN"}:
        constraint = ast.JoinConstraint(expr=on, constraint_type="ON")
    parts = {name: getattr(right, name) for name in ast.field_names(ast.JoinExpr)}
    linked = ast.JoinExpr(**{**parts, "join_type": join_type, "constraint": constraint})
    first = {name: getattr(left, name) for name in ast.field_names(ast.JoinExpr)}
    return ast.JoinExpr(**{**first, "next_join": linked})


def _ctes(queries: st.SearchStrategy[ast.Expr]) -> st.SearchStrategy[tuple[ast.CTE, ...]]:
    tables = st.builds(
        ast.CTE,
        name=NAMES,
        expr=queries,
        cte_type=st.just("subquery"),
        columns=st.none() | several(NAMES, 1),
        materialized=st.sampled_from([None, True, False]),
        using_key=st.none() | several(NAMES, 1),
    )
    columns = st.builds(ast.CTE, name=NAMES, expr=_VALUES, cte_type=st.just("column"))
    return several(tables | columns, 1)


def _selects(queries: st.SearchStrategy[ast.Expr]) -> st.SearchStrategy[ast.Expr]:
    tables = _tables(queries)
    joined = st.builds(_join, tables, tables, st.sampled_from([*set(JOIN_TYPES.values())]), FIELDS)
    sets = several(st.builds(ast.GroupingSet, exprs=several(_VALUES)), 1)
    arrays = several(st.builds(ast.Alias, expr=_VALUES, alias=NAMES), 1)
    whole = st.builds(
        ast.SelectQuery,
        select=several(_VALUES, 1),
        ctes=st.none() | _ctes(queries),
        select_from=joined,
        array_join_op=st.just("LEFT ARRAY JOIN"),
        array_join_list=arrays,
        prewhere=_MAYBE,
        qualify=_MAYBE,
        group_by=sets,
        group_by_mode=st.just("grouping_sets"),
        group_by_with_totals=_FLAGS,
        window_exprs=st.none() | st.tuples(st.tuples(NAMES, _FRAMES)),
        order_by=several(ORDERS, 1),
        interpolate=st.none() | several(st.builds(ast.InterpolateExpr, expr=FIELDS, value=_MAYBE)),
        limit_by=st.none()
        | st.builds(ast.LimitByExpr, n=_NUMBERS, offset_value=_MAYBE, exprs=several(FIELDS, 1)),
        limit=_NUMBERS,
        limit_with_ties=st.sampled_from([None, True]),
        limit_percent=st.sampled_from([None, True]),
        offset=_MAYBE,
    )
    grouped = st.builds(
        ast.SelectQuery,
        select=several(_VALUES, 1),
        select_from=tables,
        group_by=several(_VALUES, 1),
        group_by_mode=st.sampled_from([None, "cube", "rollup"]),
        group_by_with=st.sampled_from([None, "CUBE", "ROLLUP"]),
    )
    return whole | grouped


STATEMENTS: Final[st.SearchStrategy[ast.Expr]] = st.recursive(
    st.builds(ast.SelectQuery, select=several(_VALUES, 1)), _selects, max_leaves=4
)

_BLOCKS = several(_VALUES.map(lambda expr: ast.ExprStatement(expr=expr))).map(
    lambda items: ast.Block(declarations=items)
)


def _hog(inner: st.SearchStrategy[ast.Node]) -> st.SearchStrategy[ast.Node]:
    body = several(inner).map(lambda items: ast.Block(declarations=items))
    return st.one_of(
        body,
        st.builds(ast.IfStatement, expr=_VALUES, then=body, else_=st.none() | body),
        st.builds(ast.WhileStatement, expr=_VALUES, body=body),
        st.builds(
            ast.ForStatement,
            initializer=st.none()
            | st.builds(ast.VariableDeclaration, name=NAMES, expr=_MAYBE)
            | st.builds(ast.VariableAssignment, left=FIELDS, right=_VALUES),
            condition=_MAYBE,
            increment=st.none() | st.builds(ast.VariableAssignment, left=FIELDS, right=_VALUES),
            body=body,
        ),
        st.builds(
            ast.ForInStatement,
            key_var=st.none() | NAMES,
            value_var=NAMES,
            expr=_VALUES,
            body=body,
        ),
        st.builds(ast.Function, name=NAMES, params=several(NAMES), body=body),
        st.builds(
            ast.TryCatchStatement,
            try_stmt=body,
            catches=several(st.tuples(NAMES, st.none() | NAMES, body), 1),
            finally_stmt=st.none() | body,
        ),
    )


PROGRAMS: Final = several(
    st.recursive(
        st.one_of(
            st.builds(ast.VariableDeclaration, name=NAMES, expr=_MAYBE),
            st.builds(ast.VariableAssignment, left=FIELDS, right=_VALUES),
            st.builds(ast.ReturnStatement, expr=_MAYBE),
            st.builds(ast.ThrowStatement, expr=_VALUES),
            TREES.map(lambda expr: ast.ExprStatement(expr=ast.Array(exprs=(expr,)))),
        ),
        _hog,
        max_leaves=5,
    )
).map(lambda items: ast.Program(declarations=items))
