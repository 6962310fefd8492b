"""FROM: tables, sub-queries, joins, and arrays whose items become rows.

FROM public.events e, UNNEST(e.tags) AS tag   ->  FROM events AS e ARRAY JOIN e.tags AS tag
FROM GENERATE_SERIES(1, 3) AS s(n)            ->  FROM (SELECT arrayJoin(range(1, 4)) AS n) AS s
"""

from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct, field
from msgspec.structs import replace
from sqlglot import exp

from hogql import ast
from hogql.ast import ArithmeticOperationOp
from hogql.parser.sources.constraints import JOIN_TYPES
from hogql.translate.making import arithmetic, call, number, select, text
from hogql.translate.making import field as name_field
from hogql.translate.names import TABLES, name_of
from hogql.translate.series import series

if TYPE_CHECKING:
    from hogql.translate.translator import Translator

_SERIES: Final = (exp.GenerateSeries, exp.ExplodingGenerateSeries, exp.GenerateDateArray)
_WORDS: Final = frozenset({"LEFT", "RIGHT", "FULL", "INNER", "CROSS", "SEMI", "ANTI", "ASOF"})


class Sources(Struct):
    """The tables of a query in order, and the arrays to join."""

    tables: list[ast.JoinExpr] = field(default_factory=list)
    arrays: list[ast.Node] = field(default_factory=list)
    array_join: Literal["ARRAY JOIN", "LEFT ARRAY JOIN"] = "ARRAY JOIN"

    def chain(self) -> ast.JoinExpr | None:
        """The tables as one chain."""
        found: ast.JoinExpr | None = None
        for table in reversed(self.tables):
            found = replace(table, next_join=found)
        return found


def read_sources(translator: "Translator", node: exp.Expr) -> Sources:
    """What a SELECT reads."""
    found = Sources()
    from_ = node.args.get("from_")
    if from_ is not None:
        first = _array(translator, from_.this)
        if first is None:
            found.tables.append(_table(translator, from_.this))
        else:
            found.tables.append(_as_query(first, from_.this))
        _add_joins(translator, from_.this, found)
    for lateral in node.args.get("laterals") or ():
        _add(translator, exp.Join(this=lateral), found)
    _add_joins(translator, node, found)
    sample = node.args.get("sample")
    if sample is not None and found.tables:
        found.tables[0] = replace(found.tables[0], sample=_sample(translator, sample))
    return found


def _add_joins(translator: "Translator", node: exp.Expr, found: Sources) -> None:
    for join in node.args.get("joins") or ():
        _add(translator, join, found)


def _add(translator: "Translator", join: exp.Expr, found: Sources) -> None:
    items = _array(translator, join.this)
    if items is not None and found.tables:
        found.arrays += items
        if join.args.get("side") == "LEFT" or join.this.args.get("outer"):
            found.array_join = "LEFT ARRAY JOIN"
        return
    table = _table(translator, join.this) if items is None else _as_query(items, join.this)
    constraint = _constraint(translator, join)
    found.tables.append(
        replace(table, join_type=_join_type(translator, join, constraint), constraint=constraint)
    )
    _add_joins(translator, join.this, found)


def _join_type(
    translator: "Translator", join: exp.Expr, constraint: ast.JoinConstraint | None
) -> str:
    if join.args.get("method") == "NATURAL":
        translator.note("Name the columns: NATURAL joins are not supported", join)
    words = [str(join.args.get(part) or "").upper() for part in ("method", "side", "kind")]
    known = [word for word in words if word in _WORDS]
    if constraint is None and not set(known) & {"LEFT", "RIGHT", "FULL"}:
        return "CROSS JOIN"
    found = JOIN_TYPES.get(tuple(known))
    if found is None:
        translator.note(f"{' '.join(known)} JOIN became a plain JOIN", join)
    return found or "JOIN"


def _constraint(translator: "Translator", join: exp.Expr) -> ast.JoinConstraint | None:
    condition, columns = join.args.get("on"), join.args.get("using")
    if columns:
        names = tuple(name_field(name_of(translator, column)) for column in columns)
        expr: ast.Node = names[0] if len(names) == 1 else ast.Tuple(exprs=names)
        return ast.JoinConstraint(expr=expr, constraint_type="USING")
    is_always = isinstance(condition, exp.Boolean) and condition.this
    if condition is None or (is_always and not join.args.get("side")):
        return None
    return ast.JoinConstraint(expr=translator.expr(condition), constraint_type="ON")


def _table(translator: "Translator", node: exp.Expr) -> ast.JoinExpr:
    alias, columns = _alias(translator, node)
    if isinstance(node, exp.Subquery | exp.Lateral):
        if isinstance(node, exp.Lateral):
            translator.note("LATERAL was left out: a sub-query can not refer to other tables", node)
        inside = translator.expr(node.this)
    elif isinstance(node, exp.Values):
        rows = tuple(translator.exprs(row.expressions) for row in node.expressions)
        inside = ast.ValuesQuery(rows=rows)
    elif isinstance(node, exp.Table):
        inside = _name(translator, node)
    else:
        inside = translator.expr(node)
    for part in ("pivots", "system_time", "version", "hints", "only"):
        if node.args.get(part):
            translator.note(f"The {part.replace('_', ' ')} of a table was left out", node)
    table = ast.JoinExpr(table=inside, alias=alias, column_aliases=columns)
    sample = node.args.get("sample")
    return replace(table, sample=_sample(translator, sample)) if sample is not None else table


def _alias(translator: "Translator", node: exp.Expr) -> tuple[str | None, tuple[str, ...] | None]:
    alias = node.args.get("alias")
    if alias is None:
        return None, None
    columns = tuple(name_of(translator, column) for column in alias.args.get("columns") or ())
    name = name_of(translator, alias.this) if alias.this is not None else None
    return name, columns or None


def _name(translator: "Translator", node: exp.Expr) -> ast.Node:
    """The name of a table; in front of one of ours a schema means nothing."""
    if isinstance(node.this, exp.Func):
        translator.note("Functions in place of tables are not supported", node)
        return call("unsupported", text(node.sql(dialect=translator.dialect)))
    name = name_of(translator, node.this)
    parts = [node.args.get(part) for part in ("catalog", "db")]
    qualifiers = [part for part in parts if part is not None]
    if qualifiers and name.lower() in TABLES:
        translator.dropped_qualifiers.update(name_of(translator, part) for part in qualifiers)
        translator.note("The schema in front of the table was left out", qualifiers[0])
        return name_field(name.lower())
    return name_field(*(name_of(translator, part) for part in qualifiers), name)


def _sample(translator: "Translator", node: exp.Expr) -> ast.SampleExpr | None:
    percent = node.args.get("percent")
    value = translator.maybe(percent)
    if not isinstance(value, ast.Constant) or not isinstance(value.value, int | float):
        translator.note("The sample was left out; SAMPLE takes a share", node)
        return None
    return ast.SampleExpr(sample_value=ast.RatioExpr(left=number(value.value / 100)))


def _array(translator: "Translator", node: exp.Expr) -> "list[ast.Node] | None":
    """The items of ``UNNEST``, ``FLATTEN`` or a series as ARRAY JOIN has them."""
    inside = node.this if isinstance(node, exp.Table | exp.Lateral) else node
    if isinstance(inside, _SERIES):
        return _named(translator, node, [series(translator, inside)])
    if isinstance(inside, exp.Explode | exp.Posexplode):
        array = inside.this
        if isinstance(array, exp.Kwarg):
            array = array.args["expression"]
        return _named(translator, node, [translator.expr(array)])
    if isinstance(inside, exp.Unnest):
        return _named(translator, node, list(translator.exprs(inside.expressions)))
    return None


def _named(translator: "Translator", node: exp.Expr, arrays: "list[ast.Node]") -> "list[ast.Node]":
    """The arrays with the names of their items; what is said of ``alias.column`` goes there."""
    table, columns = _alias(translator, node)
    is_flatten = isinstance(node, exp.Lateral) and translator.dialect == "snowflake"
    if is_flatten or not columns:
        name = table or _column_of(node)
        columns = (name, *(f"{name}_{place}" for place in range(2, len(arrays) + 1)))
    if table is not None:
        items = {column: column for column in columns}
        translator.unnested[table] = {**items, "value": columns[0]} if is_flatten else items
    found: list[ast.Node] = [
        ast.Alias(expr=array, alias=name) for array, name in zip(arrays, columns, strict=False)
    ]
    inside = node.this if isinstance(node, exp.Lateral) else node
    offset = inside.args.get("offset")
    if isinstance(offset, exp.Expr):
        name = name_of(translator, offset)
        if table is not None:
            translator.unnested[table][name] = name
        found.append(ast.Alias(expr=_places(translator, arrays[0]), alias=name))
    return found


def _column_of(node: exp.Expr) -> str:
    """What the column of a series is called where the text gives no name."""
    inside = node.this if isinstance(node, exp.Table) else node
    if not isinstance(inside, _SERIES):
        return "item"
    return "range" if inside.args.get("is_end_exclusive") else "generate_series"


def _places(translator: "Translator", array: ast.Node) -> ast.Node:
    places = call("arrayEnumerate", array)
    if translator.dialect != "bigquery":
        return places
    less = arithmetic(name_field("n"), ArithmeticOperationOp.Sub, number(1))
    return call("arrayMap", ast.Lambda(args=("n",), expr=less), places)


def _as_query(items: "list[ast.Node]", node: exp.Expr) -> ast.JoinExpr:
    """Arrays that stand alone: a query of their rows."""
    first, *others = items
    if not isinstance(first, ast.Alias):
        raise TypeError("an array of a FROM has a name")
    column = ast.Alias(expr=call("arrayJoin", first.expr), alias=first.alias)
    query = select(column)
    if others:
        query = ast.SelectQuery(
            select=tuple(name_field(item.alias) for item in items if isinstance(item, ast.Alias)),
            select_from=ast.JoinExpr(table=select(ast.Constant(value=1))),
            array_join_op="ARRAY JOIN",
            array_join_list=tuple(items),
        )
    alias = node.args.get("alias")
    is_named = alias is not None and alias.this is not None
    return ast.JoinExpr(table=query, alias=alias.name if is_named and alias else None)
