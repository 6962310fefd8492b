"""Breakdowns: what each form of the wire splits by, and how a value is told."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hogql.insights.breakdown_filter import BreakdownFilter
from hogql.insights.breakdowns import SplitBy, read_value, split_by, value_label
from hogql.insights.cohort_breakdowns import cohorts_of
from hogql.insights.errors import InsightError
from hogql.parser import parse_expr
from hogql.property_filters.conditions import TRUE
from hogql.property_filters.facts import PathRule
from tests.unit.hogql.insights.contexts import make_context

if TYPE_CHECKING:
    from pydantic import JsonValue

    from hogql.insights.context import InsightContext

CONTEXT = make_context(cohorts={5: "Buyers"})


def split(**asked: "JsonValue") -> SplitBy:
    return split_in(CONTEXT, asked)


def split_in(context: "InsightContext", asked: dict[str, "JsonValue"]) -> SplitBy:
    found = split_by(BreakdownFilter.model_validate(asked), context, default_limit=25)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        ({"breakdown": "plan"}, "ifNull(toString(properties.plan), '')"),
        (
            {"breakdown": "plan", "breakdown_type": "person"},
            "ifNull(toString(person.properties.plan), '')",
        ),
        (
            {"breakdown": "plan", "breakdown_type": "group", "breakdown_group_type_index": 1},
            "ifNull(toString(group_1.properties.plan), '')",
        ),
        (
            {"breakdown": "$channel_type", "breakdown_type": "session"},
            "ifNull(toString(session.$channel_type), '')",
        ),
        ({"breakdown": "event", "breakdown_type": "event_metadata"}, "ifNull(toString(event), '')"),
        ({"breakdown": "1 + 1", "breakdown_type": "hogql"}, "ifNull(toString(1 + 1), '')"),
        (
            {"breakdowns": [{"property": "a"}, {"property": "b", "type": "person"}]},
            "[ifNull(toString(properties.a), ''), ifNull(toString(person.properties.b), '')]",
        ),
        (
            {"breakdown": ["a", "b"]},
            "[ifNull(toString(properties.a), ''), ifNull(toString(properties.b), '')]",
        ),
    ],
)
def test_a_value_is_a_text_that_is_never_null(asked: dict[str, "JsonValue"], value: str) -> None:
    assert split(**asked).value(TRUE) == parse_expr(value)


def test_paths_are_cleaned_by_the_rules_of_the_project() -> None:
    context = replace(CONTEXT, path_cleaning=(PathRule(regex="[0-9]+", alias="<id>"),))
    found = split_in(context, {"breakdown": "$pathname", "breakdown_path_cleaning": True})
    assert found.value(TRUE) == parse_expr(
        "ifNull(replaceRegexpAll(toString(properties.$pathname), '[0-9]+', '<id>'), '')"
    )


def test_only_known_columns_of_many_values_are_counted_in_two_passes() -> None:
    assert split(breakdown="$browser").has_few_values
    assert not split(breakdown="$current_url").has_few_values
    assert not split(breakdown="plan", breakdown_type="person").has_few_values
    assert not split(
        breakdowns=[{"property": "$browser"}, {"property": "$referrer"}]
    ).has_few_values


def test_bins_are_all_shown() -> None:
    assert split(breakdown="n", breakdown_histogram_bin_count=40).limit == 41
    assert split(breakdown="n", breakdown_histogram_bin_count=4).limit == 25


@pytest.mark.parametrize(
    ("found", "value", "label", "single"),
    [
        (None, None, "Other (i.e. all remaining values)", "$$_posthog_breakdown_other_$$"),
        ("", ("",), "None (i.e. no value)", "$$_posthog_breakdown_null_$$"),
        ("Chrome", ("Chrome",), "Chrome", "Chrome"),
    ],
)
def test_a_value_of_a_row_is_told(
    found: str | None, value: tuple[str, ...] | None, label: str, single: str
) -> None:
    assert read_value(found) == value
    assert value_label(value) == label
    assert split(breakdown="x").reported(value) == single
    assert split(breakdowns=[{"property": "x"}]).reported(value) == (single,)


def test_values_of_several_properties_are_lists() -> None:
    both = split(breakdowns=[{"property": "a"}, {"property": "b"}])
    assert both.reported(read_value(["x", ""])) == ("x", "$$_posthog_breakdown_null_$$")
    assert both.reported(read_value([])) == ("$$_posthog_breakdown_other_$$",) * 2
    assert value_label(("x", "")) == "x::None (i.e. no value)"


def test_cohorts_are_conditions_with_names() -> None:
    asked = BreakdownFilter.model_validate(
        {"breakdown": [5, "5", "all", 0], "breakdown_type": "cohort"}
    )
    found = cohorts_of(asked, CONTEXT)
    assert [(one.reported, one.name) for one in found] == [
        (5, "Buyers"),
        (5, "Buyers"),
        ("all", "all users"),
        ("all", "all users"),
    ]
    assert found[0].condition() == parse_expr("person_id IN COHORT 5")
    assert found[2].condition() == TRUE
    assert split_by(asked, CONTEXT, default_limit=25) is None
    assert cohorts_of(None, CONTEXT) == ()


@pytest.mark.parametrize(
    ("asked", "attr"),
    [
        ({"breakdown": [6], "breakdown_type": "cohort"}, "breakdownFilter.breakdown"),
        (
            {"breakdowns": [{"property": 5, "type": "cohort"}, {"property": "a"}]},
            "breakdownFilter.breakdowns",
        ),
    ],
)
def test_cohorts_that_can_not_be_split_by_are_refused(
    asked: dict[str, "JsonValue"], attr: str
) -> None:
    with pytest.raises(InsightError) as caught:
        cohorts_of(BreakdownFilter.model_validate(asked), CONTEXT)
    assert caught.value.attr == attr
