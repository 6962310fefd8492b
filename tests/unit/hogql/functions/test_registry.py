import pytest

from hogql.functions.registry import all_functions, find_function, suggest

REFUSED = (
    "throwIf sleep sleepEachRow dictGet dictGetOrDefault dictHas joinGet getSetting getMacro "
    "hostName currentUser version file url remote finalizeAggregation initializeAggregation "
    "runningAccumulate _toInt64 _toDate decrypt encrypt catboostEvaluate modelEvaluate "
    "addressToSymbol demangle multiFuzzyMatchAny multiFuzzyMatchAnyIndex "
    "multiFuzzyMatchAllIndices toInt64OrThrow"
)


def test_every_line_of_the_tables_can_be_read() -> None:
    found = all_functions()
    assert len(found) > 600
    assert len({function.name.lower() for function in found}) == len(found)
    for function in found:
        assert function.help.endswith("."), function.name
        assert function.most is None or function.least <= function.most, function.name


@pytest.mark.parametrize("name", REFUSED.split())
def test_a_dangerous_function_is_not_on_the_list(name: str) -> None:
    assert find_function(name) is None


@pytest.mark.parametrize(
    ("name", "sql", "least"),
    [
        ("sumIf", "sumIf", 2),
        ("countDistinctIf", "uniqExactIf", 2),
        ("quantilesState", "quantilesState", 1),
        ("uniqExactMerge", "uniqExactMerge", 1),
        ("sumForEachMerge", "sumForEachMerge", 1),
        ("avgArgMaxOrNull", "avgArgMaxOrNull", 2),
        ("groupUniqArrayArrayIf", "groupUniqArrayArrayIf", 2),
        ("UNIQ", "uniq", 1),
        ("toTimezone", "toTimeZone", 2),
        ("NOW", "now", 0),
        ("base64Decode", "tryBase64Decode", 1),
        ("mod", "moduloOrNull", 2),
    ],
)
def test_a_name_is_found_with_its_combinators_and_in_any_case(
    name: str, sql: str, least: int
) -> None:
    found = find_function(name)
    assert found is not None
    assert (found.sql, found.least) == (sql, least)


@pytest.mark.parametrize("name", ["lowerIf", "IfIf", "nowState", "sumIfx", "sumIfIf"])
def test_combinators_go_with_aggregates_only(name: str) -> None:
    assert find_function(name) is None


def test_a_name_that_is_nearly_right_is_proposed() -> None:
    assert suggest("toStarOfDay") == "toStartOfDay"
    assert suggest("xqzzvwk") is None
