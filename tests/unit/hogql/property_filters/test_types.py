"""Every type of filter and every operator, as the HogQL they mean."""

from dataclasses import replace
from typing import cast

import pytest

from hogql.insights.errors import InsightError
from hogql.parser import parse_expr
from hogql.property_filters.to_expression import to_expression
from tests.unit.hogql.property_filters.wires import FACTS, of, one, read


@pytest.mark.parametrize(
    ("wire", "hogql"),
    [
        (of("person", "plan", "pro"), "person.properties.plan = 'pro'"),
        (of("person", "$virt_revenue", 5, operator="gt"), "toFloat(person.$virt_revenue) > 5"),
        (
            of("person", "distinct_id", ["a", "b"]),
            "person_id IN (SELECT person_id FROM person_distinct_ids "
            "WHERE distinct_id IN ('a', 'b'))",
        ),
        (
            of("person", "distinct_id", "a", operator="not_icontains"),
            "person_id NOT IN (SELECT person_id FROM person_distinct_ids "
            "WHERE distinct_id ILIKE '%a%')",
        ),
        (
            of("person_metadata", "created_at", "2026-01-01", operator="is_date_before"),
            "toDateTime(person.created_at) < toDateTime('2025-12-31T23:00:00.000Z')",
        ),
        (of("group", "plan", "pro", group_type_index=2), "group_2.properties.plan = 'pro'"),
        (of("group", "$group_key", "a", group_type_index=0), "nullIf($group_0, '') = 'a'"),
        (of("session", "$channel_type", "Direct"), "session.$channel_type = 'Direct'"),
        (
            of("session", "$session_duration", [10], operator="gt"),
            "toFloat(session.$session_duration) > 10",
        ),
        (of("feature", "$feature/new", "test"), "properties.`$feature/new` = 'test'"),
        (of("event", "$elements_chain", "a", operator="regex"), "elements_chain =~ 'a'"),
        (of("event", "$virt_is_bot", value=True), "$virt_is_bot = 'true'"),
        (of("event_metadata", "distinct_id", "a"), "distinct_id = 'a'"),
        (
            of("event_metadata", "$group_1", operator="is_set"),
            "nullIf($group_1, '') IS NOT NULL",
        ),
        (of("recording", "duration", 5, operator="gt"), "toFloat(duration) > 5"),
        (
            of("recording", "visited_page", "/a", operator="icontains"),
            "arrayExists(each_value -> each_value ILIKE '%/a%', all_urls)",
        ),
        (of("log_entry", "level", "warn"), "level = 'warn'"),
        (of("cohort", "id", 5), "person_id IN COHORT 5"),
        (of("cohort", "id", "5", operator="in"), "person_id IN COHORT 5"),
        (of("cohort", "id", 5, operator="not_in"), "person_id NOT IN COHORT 5"),
        (of("cohort", "id", 5, negation=True), "person_id NOT IN COHORT 5"),
        (of("cohort", "id", [5, 6]), "person_id IN COHORT 5 OR person_id IN COHORT 6"),
        (
            of("cohort", "id", [5, 6], operator="not_in"),
            "person_id NOT IN COHORT 5 AND person_id NOT IN COHORT 6",
        ),
        (of("static-cohort", "id", 5), "person_id IN COHORT 5"),
        (of("element", "tag_name", "a"), "elements_chain =~ '(?:^|;)a(?:[.:;]|$)'"),
        (
            of("element", "tag_name", ["a", "b"], operator="is_not"),
            "elements_chain !~ '(?:^|;)a(?:[.:;]|$)' AND elements_chain !~ '(?:^|;)b(?:[.:;]|$)'",
        ),
        (of("element", "href", "/x"), "nullIf(elements_chain_href, '') = '/x'"),
        (
            of("element", "text", "Buy"),
            "arrayExists(each_value -> each_value = 'Buy', elements_chain_texts)",
        ),
        (
            of("element", "text", ["a", "b"], operator="not_icontains"),
            "NOT arrayExists(each_value -> each_value ILIKE '%a%' OR each_value ILIKE '%b%', "
            "elements_chain_texts)",
        ),
        (of("element", "text", operator="is_not_set"), "empty(elements_chain_texts)"),
        (
            of("event", "$exception_types", "TypeError"),
            "arrayExists(each_value -> each_value = 'TypeError', "
            "JSONExtract(ifNull(properties.$exception_types, ''), 'Array(String)'))",
        ),
        (
            one("is_date_after", "-7d"),
            "toDateTime(properties.plan) > toDateTime('2026-03-03T12:00:00.000Z')",
        ),
        (
            one("is_date_exact", "2026-03-10T10:00:00Z"),
            "toDateTime(properties.plan) = toDateTime('2026-03-10T10:00:00.000Z')",
        ),
        (
            one("is_cleaned_path_exact", "/a/12"),
            "replaceRegexpAll(properties.plan, '/[0-9]+', '/:id') = "
            "replaceRegexpAll('/a/12', '/[0-9]+', '/:id')",
        ),
        (
            one("icontains_multi", ["a", "b"]),
            "properties.plan ILIKE '%a%' OR properties.plan ILIKE '%b%'",
        ),
        (one("not_icontains_multi", ["a"]), "properties.plan NOT ILIKE '%a%'"),
        (
            one("not_between", [1, 1]),
            "toFloat(properties.plan) < 1 OR toFloat(properties.plan) > 1",
        ),
        (one("gt", []), "true"),
    ],
)
def test_every_type_and_operator_has_its_condition(wire: object, hogql: str) -> None:
    assert to_expression(read(wire), FACTS, attr="properties") == parse_expr(hogql)


VERSION = "properties.plan =~ '[0-9]+[.][0-9]+'"
NUMBERS = "arrayResize(sortableSemVer(properties.plan), 4)"


@pytest.mark.parametrize(
    ("operator", "value", "hogql"),
    [
        ("semver_eq", "1.2", f"{VERSION} AND {NUMBERS} = [1, 2, 0, 0]"),
        ("semver_gte", "v1.2.3-beta.1", f"{VERSION} AND {NUMBERS} >= [1, 2, 3, 0]"),
        ("semver_lt", "1.2.3.4", f"{VERSION} AND {NUMBERS} < [1, 2, 3, 4]"),
        (
            "semver_neq",
            "1.2.3",
            f"properties.plan !~ '[0-9]+[.][0-9]+' OR {NUMBERS} != [1, 2, 3, 0]",
        ),
        *(
            (operator, value, f"{VERSION} AND {NUMBERS} >= {low} AND {NUMBERS} < {high}")
            for operator, value, low, high in (
                ("semver_tilde", "1.2.3", [1, 2, 3, 0], [1, 3, 0, 0]),
                ("semver_tilde", "1", [1, 0, 0, 0], [2, 0, 0, 0]),
                ("semver_caret", "1.2.3", [1, 2, 3, 0], [2, 0, 0, 0]),
                ("semver_caret", "0.2.3", [0, 2, 3, 0], [0, 3, 0, 0]),
                ("semver_caret", "0.0.3", [0, 0, 3, 0], [0, 0, 4, 0]),
                ("semver_wildcard", "1.*", [1, 0, 0, 0], [2, 0, 0, 0]),
                ("semver_wildcard", "1.2.*", [1, 2, 0, 0], [1, 3, 0, 0]),
            )
        ),
    ],
)
def test_versions_are_compared_by_number(operator: str, value: str, hogql: str) -> None:
    found = to_expression(read(one(operator, value)), FACTS, attr="properties")
    assert found == parse_expr(hogql)


def test_other_tables_are_filtered_by_their_own_names() -> None:
    persons = replace(FACTS, rows="person")
    wire = [
        *cast("list[object]", of("person", "plan", "pro")),
        *cast("list[object]", of("cohort", "id", 5)),
    ]
    found = to_expression(read(wire), persons, attr="properties")
    assert found == parse_expr("properties.plan = 'pro' AND id IN COHORT 5")
    for kind in ("event", "session", "element", "group"):
        with pytest.raises(InsightError) as caught:
            to_expression(read(of(kind, "text", "x")), persons, attr="properties")
        assert caught.value.attr == "properties.0.type"
