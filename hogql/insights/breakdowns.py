"""Breakdowns: one line for each value of a property, the most frequent ones by name.

    BreakdownFilter, context  ->  SplitBy(parts, limit)          cohorts: cohort_breakdowns.py
    rows (value, numbers)     ->  Value  ->  breakdown_value and label

Inside a query a missing value and an empty one are both ``''``, because a text that a user can send
must not be mistaken for a marker. The rest beyond the limit is NULL; where a value is a list (a
split by several properties) it is ``[]``.

Source: PostHog ``posthog/hogql_queries/insights/trends/breakdown.py``; insights 1.6, 3.4.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from hogql import ast
from hogql.insights.actors import read_expression
from hogql.insights.bins import bin_of
from hogql.insights.breakdown_filter import Breakdown, BreakdownFilter, BreakdownType
from hogql.insights.cohort_breakdowns import splits_by_cohort
from hogql.insights.errors import InsightError
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE
from hogql.property_filters.models import PropertyFilter, PropertyFilterType
from hogql.property_filters.subjects import subject_of
from hogql.schema.hot import HOT_COLUMNS

if TYPE_CHECKING:
    from hogql.insights.context import InsightContext

OTHER_VALUE: Final = "$$_posthog_breakdown_other_$$"
OTHER_LABEL: Final = "Other (i.e. all remaining values)"
NULL_VALUE: Final = "$$_posthog_breakdown_null_$$"
NULL_LABEL: Final = "None (i.e. no value)"
DEFAULT_LIMIT: Final = 25

Value: TypeAlias = tuple[str, ...] | None
"""The values of a row, one for each part of the split, ``''`` for none; None for the rest."""
Asked: TypeAlias = str | int | tuple[str | int, ...] | None
"""A ``breakdown_value`` as a request names one; None for all of them."""

_NOTHING: Final = ast.Constant(value="")
_MANY_VALUES: Final = frozenset(
    column.name for column in HOT_COLUMNS if not column.type.startswith("LowCardinality")
)
_WITHOUT_END: Final = parse_expr("'[/?#]*$'")


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One property to split by: ``source`` is a text that is never null, unless it has bins."""

    source: ast.Expr
    has_few_values: bool
    bins: int | None = None

    def value(self, where: ast.Expr) -> ast.Expr:
        """Return the text to group by."""
        return self.source if self.bins is None else bin_of(self.source, self.bins, where)


@dataclass(frozen=True, kw_only=True, slots=True)
class SplitBy:
    """What to split a series by.

    ``has_few_values`` decides the form of the query (clickhouse 11.6, 11.7): few values are counted
    in one pass and ranked afterwards, many are ranked first, so that only the winners are kept by
    interval. ``is_list`` is set for the forms that answer with lists.
    """

    parts: tuple[Part, ...]
    limit: int
    hides_other: bool
    is_list: bool

    @property
    def has_few_values(self) -> bool:
        """Whether all values fit in memory with their points."""
        return all(part.has_few_values for part in self.parts)

    @property
    def rest(self) -> ast.Constant | ast.Array:
        """What a query says instead of a value beyond the limit."""
        return ast.Constant(value=None) if len(self.parts) == 1 else ast.Array(exprs=())

    def value(self, where: ast.Expr) -> ast.Expr:
        """Return the value of an event, never null; ``where`` says whose bins are meant."""
        values = tuple(part.value(where) for part in self.parts)
        return values[0] if len(values) == 1 else ast.Array(exprs=values)

    def reported(self, value: Value) -> str | tuple[str, ...]:
        """Return the ``breakdown_value`` of a row."""
        texts = (OTHER_VALUE,) * len(self.parts) if value is None else value
        texts = tuple(text or NULL_VALUE for text in texts)
        return texts if self.is_list else texts[0]


def read_value(found: object) -> Value:
    """Return the value of a row as it came out of a query."""
    if found is None or isinstance(found, str):
        return None if found is None else (found,)
    if isinstance(found, Sequence):
        return tuple(str(text) for text in found) or None
    raise TypeError(f"A value to split by is a text or a list, not {type(found).__name__}.")


def value_label(value: Value) -> str:
    """Return how a row's value reads in a legend; several are joined as PostHog does."""
    return OTHER_LABEL if value is None else "::".join(text or NULL_LABEL for text in value)


def is_rest(asked: Asked) -> bool:
    """Return whether the row of all other values is asked for."""
    return OTHER_VALUE in (asked if isinstance(asked, tuple) else (asked,))


def is_value(split: SplitBy, asked: Asked, shown: ast.Expr) -> ast.Expr:
    """Return the condition that ``shown`` is the value that a ``breakdown_value`` reports.

    ``shown`` is what a query says for an event, the mark of the rest included. None asks for all.
    """
    if asked is None:
        return TRUE
    written = asked if isinstance(asked, tuple) else (asked,)
    texts = tuple("" if text == NULL_VALUE else str(text) for text in written)
    if len(texts) != len(split.parts):
        message = f"The insight is split by {len(split.parts)} properties."
        raise InsightError(message, attr="breakdown")
    if is_rest(asked):
        return ast.Call(name="isNull" if len(texts) == 1 else "empty", args=(shown,))
    parts = tuple(ast.Constant(value=text) for text in texts)
    wanted = parts[0] if len(parts) == 1 else ast.Array(exprs=parts)
    return ast.CompareOperation(left=shown, op=ast.CompareOperationOp.Eq, right=wanted)


def split_by(
    asked: BreakdownFilter | None, context: "InsightContext", *, default_limit: int
) -> SplitBy | None:
    """Return what to split by, None for no breakdown or one by cohorts. Raises InsightError."""
    if asked is None or splits_by_cohort(asked):
        return None
    chosen = _chosen(asked)
    if not chosen:
        return None
    parts = tuple(_part(one, asked, context, attr) for one, attr in chosen)
    bins = max((part.bins or 0 for part in parts), default=0)
    return SplitBy(
        parts=parts,
        limit=max(asked.breakdown_limit or default_limit, bins + 1 if bins else 0),
        hides_other=bool(asked.breakdown_hide_other_aggregation),
        is_list=bool(asked.breakdowns) or len(parts) > 1,
    )


def _chosen(asked: BreakdownFilter) -> list[tuple[Breakdown, str]]:
    """Every property to split by in the list form, with the place of its key."""
    place = "breakdownFilter.breakdown"
    if asked.breakdowns:
        if asked.breakdown is not None:
            raise InsightError("Use breakdown or breakdowns, not both.", attr=f"{place}s")
        return [(one, f"{place}s.{at}.property") for at, one in enumerate(asked.breakdowns)]
    if asked.breakdown is None or asked.breakdown == ():
        return []
    keys = asked.breakdown if isinstance(asked.breakdown, tuple) else (asked.breakdown,)
    if len(keys) > 3:
        raise InsightError("Split by at most three properties.", attr=place)
    single = Breakdown(
        property="",
        type=asked.breakdown_type,
        group_type_index=asked.breakdown_group_type_index,
        histogram_bin_count=asked.breakdown_histogram_bin_count,
        normalize_url=asked.breakdown_normalize_url,
    )
    return [(single.model_copy(update={"property": key}), place) for key in keys]


def _part(one: Breakdown, asked: BreakdownFilter, context: "InsightContext", attr: str) -> Part:
    key = str(one.property)
    kind = one.type or BreakdownType.EVENT
    source = _source(key, kind, one.group_type_index, attr)
    if one.histogram_bin_count is not None:
        number = ast.Call(name="toFloat", args=(source,))
        return Part(source=number, has_few_values=True, bins=one.histogram_bin_count)
    text: ast.Expr = ast.Call(name="toString", args=(source,))
    if one.normalize_url:
        text = _without_end(text)
    if asked.breakdown_path_cleaning:
        for rule in context.path_cleaning:
            pattern, alias = ast.Constant(value=rule.regex), ast.Constant(value=rule.alias)
            text = ast.Call(name="replaceRegexpAll", args=(text, pattern, alias))
    return Part(
        source=ast.Call(name="ifNull", args=(text, _NOTHING)),
        has_few_values=kind is BreakdownType.EVENT and key not in _MANY_VALUES,
    )


def _without_end(url: ast.Expr) -> ast.Expr:
    """A URL without what ends it and names nothing; the bare site is ``/``."""
    short = ast.Call(name="replaceRegexpOne", args=(url, _WITHOUT_END, _NOTHING))
    is_empty = ast.CompareOperation(left=short, op=ast.CompareOperationOp.Eq, right=_NOTHING)
    return ast.Call(name="if", args=(is_empty, ast.Constant(value="/"), short))


def _source(key: str, kind: BreakdownType, group: int | None, attr: str) -> ast.Expr:
    if kind is BreakdownType.HOGQL:
        return read_expression(key, attr=attr)
    if kind not in _READ_AS_FILTERS:
        raise InsightError(f"Breakdown by '{kind}' is not supported.", attr=attr)
    if kind is BreakdownType.GROUP and group is None:
        is_listed = attr.endswith(".property")
        place = attr.removesuffix("property") if is_listed else f"{attr}_"
        raise InsightError("Which group type is meant?", attr=f"{place}group_type_index")
    item = PropertyFilter(key=key, type=PropertyFilterType(kind.value), group_type_index=group)
    subject = subject_of(item, "event", attr)
    if subject.is_list:
        return ast.Call(name="toJSONString", args=(subject.expr,))
    return subject.expr


_READ_AS_FILTERS: Final = frozenset(
    {
        BreakdownType.EVENT,
        BreakdownType.PERSON,
        BreakdownType.GROUP,
        BreakdownType.SESSION,
        BreakdownType.EVENT_METADATA,
    }
)
