"""What an event is on a path, and which rules for it are refused."""

from dataclasses import replace

import pytest

from hogql.property_filters.facts import PathRule
from tests.unit.hogql.insights.contexts import make_context
from tests.unit.hogql.insights.paths.asking import paths
from tests.unit.hogql.insights.people.asking import built, refused

RULES = (PathRule(regex=r"/\d+", alias="/<id>"), PathRule(regex="^/en", alias=""))


def test_the_rules_of_the_project_apply_before_those_of_the_query() -> None:
    context = replace(make_context(), path_cleaning=RULES)
    local = [{"regex": "b$", "alias": "c"}]
    (text,) = built(paths(pathReplacements=True, localPathCleaningFilters=local), context)
    places = [text.index(part) for part in (r"'/\\d+', '/<id>'", "'^/en', ''", "'b$', 'c'")]
    assert places == sorted(places)


def test_the_rules_of_the_project_apply_only_where_they_are_asked_for() -> None:
    context = replace(make_context(), path_cleaning=RULES)
    (text,) = built(paths(), context)
    assert "replaceRegexpAll" not in text


def test_a_wildcard_is_the_only_sign_of_a_grouping_that_means_something() -> None:
    (text,) = built(paths(pathGroupings=["/a.b/*"]))
    assert r"'/a\\.b/.*'), '/a.b/*'" in text


def test_only_chosen_kinds_of_events_are_on_a_path() -> None:
    (pages,) = built(paths(includeEventTypes=["$pageview"]))
    assert "event = '$pageview'" in pages
    assert "$screen" not in pages
    (custom,) = built(paths(includeEventTypes=["custom_event"]))
    assert "NOT startsWith(event, '$')" in custom


def test_an_expression_says_what_an_event_is() -> None:
    (text,) = built(paths(includeEventTypes=["hogql"], pathsHogQLExpression="properties.tab"))
    assert "ifNull(toString(properties.tab), '')" in text


@pytest.mark.parametrize("expression", [None, "", "1 +"])
def test_an_expression_that_is_none_is_refused(expression: str | None) -> None:
    asked = paths(includeEventTypes=["hogql"], pathsHogQLExpression=expression)
    assert refused(asked) == "pathsFilter.pathsHogQLExpression"
