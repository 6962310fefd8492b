"""Every name of hogql appendix A is offered, or refused with a reason of its own."""

import pytest

from hogql.compile import compile_query
from hogql.context import Context
from hogql.errors import HogQLError
from hogql.functions.refused import refused_names
from hogql.functions.registry import find_function, why_refused
from hogql.resolver.calls.special import SPECIAL
from tests.unit.hogql.functions.appendix import appendix_names

MUST_BE_REFUSED = """throwIf _toInt8 _toInt16 _toInt32 _toInt64 _toUInt64 _toUInt128 _toDate
multiFuzzyMatchAny multiFuzzyMatchAnyIndex multiFuzzyMatchAllIndices"""


def is_offered(name: str) -> bool:
    return find_function(name) is not None or name.lower() in SPECIAL


def test_the_list_holds_the_whole_appendix() -> None:
    assert len(appendix_names()) > 950
    assert len(appendix_names("A.2")) == 171
    assert len(appendix_names("A.3")) == 150
    assert len(appendix_names("A.4")) == 54


def test_every_name_is_offered_or_refused_with_a_reason() -> None:
    unknown = [name for name in appendix_names() if not is_offered(name) and not why_refused(name)]
    assert unknown == []


def test_few_names_are_refused_and_each_says_why() -> None:
    refused = [name for name in appendix_names() if not is_offered(name)]
    assert set(MUST_BE_REFUSED.split()) < set(refused)
    assert len(refused) < 30


def test_no_name_is_both_offered_and_refused() -> None:
    assert [name for name in refused_names() if "*" not in name and is_offered(name)] == []


@pytest.mark.parametrize("name", appendix_names("A.5"))
def test_a_name_of_posthog_is_known_in_every_case_of_letters(name: str) -> None:
    assert is_offered(name) == is_offered(name.upper())


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("noway(1)", "Unsupported function call 'noway(...)'. Perhaps you meant 'now(...)'?"),
        ("throwIf(1)", "Unsupported function call 'throwIf(...)'. It would stop the query by what"),
        ("convertCurrency('a', 'b', 1)", "Exchange rates are not stored here"),
        ("dictGet('a', 'b', 1)", "past the guard of your project"),
        ("count(1, 2, 3, 4)", "Aggregation 'count' expects at most 1 argument, found 4"),
        ("avg(avg(1))", "Aggregation 'avg' cannot be nested inside another aggregation 'avg'."),
        ("sum(lag(1) OVER ())", "A window function can not stand inside 'sum'"),
        ("lag(1)", "Function 'lag' needs OVER (...)"),
        ("lower('a') OVER ()", "Function 'lower' can not be used with OVER"),
        ("lower(DISTINCT 'a')", "Function 'lower' is not an aggregate"),
        ("lower('a' ORDER BY 1)", "ORDER BY goes with aggregates only: 'lower' is none"),
        ("lower('a') IGNORE NULLS", "IGNORE NULLS goes with aggregates only: 'lower' is none"),
        ("lag(1 IGNORE NULLS) OVER ()", "'lag' counts rows whose value is null"),
        ("sum(1 ORDER BY 1)", "'sum' does not take ORDER BY"),
        ("groupArray(1 ORDER BY 'a', 'b' DESC)", "mixes ASC and DESC only of numbers and times"),
        ("groupArray(DISTINCT 1 ORDER BY 2)", "can only be ordered by the value"),
        ("sum(1) WITHIN GROUP (ORDER BY 1)", "'sum' does not take WITHIN GROUP"),
        ("quantile(0.1, 0.2)(1)", "'quantile' expects at most 1 parameter, found 2"),
        ("windowFunnel(timestamp)(timestamp, 1)", "must be constants"),
        ("uniqUpTo(1)", "'uniqUpTo' expects at least 1 parameter, found 0"),
        ("repeat('a', 10000000000)", "'repeat' is limited to 1,000,000 items"),
        ("range(1000000000000)", "'range' is limited to 1,000,000 items"),
        ("arrayWithConstant(1000000000000, 1)", "is limited to 1,000,000 items"),
        ("generateSeries(0, 1000000000000)", "is limited to 1,000,000 items"),
        ("match(event, distinct_id)", "A regular expression must be a constant"),
        ("extract(event, distinct_id)", "Argument 2 of 'extract' must be a constant"),
        ("formatDateTime(timestamp, event)", "Argument 2 of 'formatDateTime' must be a constant"),
        ("round(1.5, length(event))", "Argument 2 of 'round' must be a constant"),
        ("dateDiff(event, timestamp, timestamp)", "The unit must be a constant"),
        ("arrayReduce('sumMerge', [1])", "arrayReduce needs the constant name of an aggregate"),
        ("arrayReduce(event, [1])", "arrayReduce needs the constant name of an aggregate"),
        ("toHour(timestamp, 'Mars/Olympus')", "Unknown time zone: Mars/Olympus"),
        ("event LIKE 'a\\\\'", "The pattern ends with a single backslash"),
        ("date_part('fortnight', timestamp)", "Unknown part of a time: fortnight"),
        ("to_char(timestamp, 'ZZZZ')", "Unknown pattern 'ZZZZ' in the format"),
        ("nth_value(event, 0) OVER ()", "'nth_value' needs a constant number of rows, 1 or more"),
        ("percentile_cont(0.5)", "'percentile_cont' expects at least 1 parameter, found 0"),
    ],
)
def test_a_call_that_is_refused_says_what_is_wrong(call: str, message: str) -> None:
    with pytest.raises(HogQLError) as caught:
        compile_query(f"SELECT {call} FROM events", Context(team_id=7))
    assert message in caught.value.message
    assert caught.value.start is None or 0 <= caught.value.start < len(call) + 20
