"""HogQL's ideas replaced by ClickHouse's: comparisons, properties, persons, ids.

    Plan of Compare, Property, Person, ...  ->  the same plan of Function, Infix, Column, ...

A query is lowered before what it selects from, because it may ask its sources for more columns.
"""

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from hogql.plan import nodes as n
from hogql.plan.queries import Join, LimitBy, Query, Select
from hogql.plan.sources import NumbersSource, QuerySource
from hogql.plan.walk import walk
from hogql.transforms.comparisons import lower_compare, lower_is_null
from hogql.transforms.persons import lower_person, lower_person_id
from hogql.transforms.properties import bare_text, known_text, lower_property
from hogql.transforms.whole_properties import lower_whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql.context import Context
    from hogql.plan.queries import Plan


NULL_FOR_EMPTY: Final = frozenset(
    {"toFloat64OrNull", "toInt64OrNull", "toUUIDOrNull", "parseDateTime64BestEffortOrNull"}
)
"""Conversions that make null of the empty text: a missing property needs no test of its own, and
the test costs more than the value, as it reads the keys of the whole map (measured: 3x)."""


class Frame:
    """One SELECT being lowered, and where in it we are.

    ``rolled`` are its keys, lowered, when some of its rows are not grouped by all of them.
    ``computed`` are its keys, not lowered, that are made of the UUID of a person: the same in all
    rows of a group, so an aggregate of theirs is not asked for, and within a key none may stand.
    """

    __slots__ = ("computed", "context", "inside_aggregate", "is_grouped", "rolled")

    def __init__(self, context: "Context", *, is_grouped: bool) -> None:
        self.rolled: tuple[n.Node, ...] = ()
        self.computed: tuple[n.Node, ...] = ()
        self.context = context
        self.is_grouped = is_grouped
        self.inside_aggregate = False

    def lower(self, node: n.Node) -> n.Node:
        """The node in ClickHouse's terms."""
        if self.computed and self.is_grouped and node in self.computed:
            return Frame(self.context, is_grouped=False).lower(node)
        rule = RULES.get(type(node))
        return node if rule is None else rule(node, self)

    def lower_all(self, nodes: tuple[n.Node, ...]) -> tuple[n.Node, ...]:
        """Every node in ClickHouse's terms."""
        return tuple(self.lower(node) for node in nodes)

    def lower_filter(self, node: n.Node) -> n.Node:
        """A condition where null counts as false, which saves wrapping."""
        if isinstance(node, n.Compare):
            return lower_compare(node, self, is_filter=True)
        if isinstance(node, n.Logic):
            return n.Logic(node.type, node.op, tuple(self.lower_filter(i) for i in node.items))
        return self.lower(node)


def _alias(node: n.Alias, frame: Frame) -> n.Node:
    return n.Alias(node.type, frame.lower(node.expr), node.name)


def _lambda(node: n.Lambda, frame: Frame) -> n.Node:
    return n.Lambda(node.type, node.names, frame.lower(node.body))


def _function(node: n.Function, frame: Frame) -> n.Node:
    first = node.args[0] if node.args else None
    if isinstance(first, n.Property) and first.type.kind == "string":
        found = _of_property(node, first, frame)
        if found is not None:
            return found
    return _call(node, frame)


def _of_property(node: n.Function, first: n.Property, frame: Frame) -> n.Node | None:
    """The call without a test for presence, where missing and empty give the same."""
    if node.name in NULL_FOR_EMPTY:
        return replace(node, args=(bare_text(first), *frame.lower_all(node.args[1:])))
    if node.name == "ifNull" and known_text(node.args[1]) == "":
        return bare_text(first)
    if node.name == "nullIf" and known_text(node.args[1]) == "":
        return replace(node, args=(bare_text(first), node.args[1]))
    return None


def _call(node: n.Function, frame: Frame) -> n.Function:
    if not node.is_aggregate:
        return replace(node, args=frame.lower_all(node.args))
    outer, frame.inside_aggregate = frame.inside_aggregate, True
    if node.name.endswith("If"):
        args = (*frame.lower_all(node.args[:-1]), frame.lower_filter(node.args[-1]))
    else:
        args = frame.lower_all(node.args)
    frame.inside_aggregate = outer
    return replace(node, args=args)


def _infix(node: n.Infix, frame: Frame) -> n.Node:
    return n.Infix(node.type, node.op, frame.lower(node.left), frame.lower(node.right))


def _logic(node: n.Logic, frame: Frame) -> n.Node:
    return n.Logic(node.type, node.op, frame.lower_all(node.items))


def _not(node: n.Not, frame: Frame) -> n.Node:
    return n.Not(node.type, frame.lower(node.expr))


def _items(node: n.Items, frame: Frame) -> n.Node:
    return n.Items(node.type, node.shape, frame.lower_all(node.items))


def _sub_query(node: n.SubQuery, frame: Frame) -> n.Node:
    if node.common is None:
        lower_query(node.query, frame.context)
    return node


def _window_call(node: n.WindowCall, frame: Frame) -> n.Node:
    function = _call(node.function, frame)
    window = node.window if isinstance(node.window, str) else lower_window(node.window, frame)
    return n.WindowCall(node.type, function, window)


def lower_window(window: n.Window, frame: Frame) -> n.Window:
    """A window in ClickHouse's terms."""
    order = lower_order(window.order_by, frame)
    return n.Window(frame.lower_all(window.partition_by), order, window.frame)


def lower_order(items: tuple[n.OrderBy, ...], frame: Frame) -> tuple[n.OrderBy, ...]:
    """The items of an ORDER BY in ClickHouse's terms."""
    return tuple(
        n.OrderBy(frame.lower(item.expr), item.suffix, _lower_fill(item.fill, frame))
        for item in items
    )


def _lower_fill(fill: n.Fill | None, frame: Frame) -> n.Fill | None:
    if fill is None:
        return None
    start, end, step = (None if part is None else frame.lower(part) for part in fill)
    return start, end, step


RULES: Final["dict[type[n.Node], Callable[..., n.Node]]"] = {
    n.Compare: lambda node, frame: lower_compare(node, frame, is_filter=False),
    n.IsNull: lower_is_null,
    n.Property: lambda node, frame: lower_property(node, frame.context),
    n.WholeProperties: lambda node, frame: lower_whole(node, frame.context),
    n.Person: lambda node, _: lower_person(node),
    n.PersonOutput: lambda node, _: n.Output(node.type, node.source, node.name),
    n.PersonId: lower_person_id,
    n.Alias: _alias,
    n.Lambda: _lambda,
    n.Function: _function,
    n.Infix: _infix,
    n.Logic: _logic,
    n.Not: _not,
    n.Items: _items,
    n.SubQuery: _sub_query,
    n.WindowCall: _window_call,
}
"""How each node is lowered; every other node is ClickHouse's already."""


def lower_plan(plan: "Plan", context: "Context") -> None:
    """Lower a whole statement; common tables last, as others may ask them for more columns."""
    lower_query(plan.query, context)
    for common in reversed(plan.commons):
        lower_query(common.query, context)


def lower_query(query: Query, context: "Context") -> None:
    """Lower a query and then what it selects from."""
    if isinstance(query, Select):
        _lower_select(query, context)
        return
    for arm in query.arms:
        lower_query(arm, context)


def _lower_select(select: Select, context: "Context") -> None:
    frame = Frame(context, is_grouped=select.is_grouped)
    outer = Frame(context, is_grouped=False)
    frame.computed = _computed_keys(select.group_by)
    select.group_by = outer.lower_all(select.group_by)
    if select.group_mode:
        frame.rolled = _keys_of(select.group_by)
    for column in select.columns:
        column.expr = frame.lower(column.expr)
    select.where = tuple(outer.lower_filter(item) for item in select.where)
    if select.having is not None:
        select.having = frame.lower_filter(select.having)
    if select.totals is not None:
        select.totals = outer.lower(select.totals)
    _lower_order(select, frame)
    if select.array_join is not None:
        select.array_join = (select.array_join[0], outer.lower_all(select.array_join[1]))
    select.joins = [_lower_join(join, outer) for join in select.joins]


def _lower_order(select: Select, frame: Frame) -> None:
    """The parts of a SELECT that come behind its groups."""
    if select.qualify is not None:
        select.qualify = frame.lower_filter(select.qualify)
    select.windows = {name: lower_window(item, frame) for name, item in select.windows.items()}
    select.order_by = lower_order(select.order_by, frame)
    if select.interpolate is not None:
        select.interpolate = tuple(
            (name, None if value is None else frame.lower(value))
            for name, value in select.interpolate
        )
    if select.limit_by is not None:
        by = select.limit_by
        exprs = frame.lower_all(by.exprs)
        select.limit_by = LimitBy(count=by.count, offset=by.offset, exprs=exprs)


def _keys_of(groups: tuple[n.Node, ...]) -> tuple[n.Node, ...]:
    return tuple(
        key for item in groups for key in (item.items if isinstance(item, n.Items) else (item,))
    )


def _computed_keys(groups: tuple[n.Node, ...]) -> tuple[n.Node, ...]:
    """The keys that hold the UUID of a person, by what their names stand for."""
    keys = (
        key.target if isinstance(key, n.AliasRef) else key.expr if isinstance(key, n.Alias) else key
        for key in _keys_of(groups)
    )
    return tuple(key for key in keys if any(isinstance(part, n.PersonId) for part in walk(key)))


def lower_on(node: n.Node, frame: Frame) -> n.Node:
    """A condition of a join: equal sides are its keys, bare, and null is equal to nothing there."""
    if isinstance(node, n.Logic):
        return n.Logic(node.type, node.op, tuple(lower_on(item, frame) for item in node.items))
    if not isinstance(node, n.Compare) or node.op != "=" or node.left.type.kind == "person":
        return frame.lower_filter(node)
    has_constant = isinstance(node.left, n.Value) or isinstance(node.right, n.Value)
    if not has_constant:
        return n.Infix(node.type, "=", frame.lower(node.left), frame.lower(node.right))
    return frame.lower_filter(node)


def _lower_join(join: Join, frame: Frame) -> Join:
    source = join.source
    on = lower_on(join.on, frame) if join.on is not None else None
    if isinstance(source, QuerySource) and source.common is None:
        lower_query(source.query, frame.context)
    if isinstance(source, NumbersSource):
        source.args = frame.lower_all(source.args)
    else:
        for name, lazy in [*source.joined.items()]:
            source.joined[name] = _lower_join(lazy, frame)
    return Join(source=source, kind=join.kind, on=on)
