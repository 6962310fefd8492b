"""PostHog's and PostgreSQL's functions give what they say, on a real ClickHouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hogql.context import Context
from tests.integration.hogql.asking import rows_of

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

GOOGLE = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
GPT = "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2)"
PERSON = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/139.0 Safari/537.36"


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("sortableSemVer('v1.10.2-beta'), SORTABLESEMVER('none')", ([1, 10, 2], [0])),
        ("sortableSemVer('1.10.0') > sortableSemVer('1.9.9')", (1,)),
        ("languageCodeToName('pt'), languageCodeToName('DE'), languageCodeToName('??')", None),
        (f"getTrafficType('{GOOGLE}'), getTrafficType('{GPT}')", ("Bot", "AI Agent")),
        (f"getTrafficType('{PERSON}'), getTrafficType(''), getTrafficType(NULL)", None),
        (f"getBotName('{GOOGLE}'), getBotOperator('{GPT}')", ("Googlebot", "OpenAI")),
        (f"getTrafficCategory('{PERSON}'), getBotType('{GPT}')", ("regular", "ai_crawler")),
        (f"isLikelyBot('{PERSON}'), isLikelyBot('{GPT}'), isLikelyBot('')", (0, 1, 1)),
        (f"__preview_getBotName('{GOOGLE}'), __preview_isLikelyBot('')", ("Googlebot", 1)),
        ("lookupDomainType('www.google.co.uk'), lookupDomainType('acme.org')", ("Search", None)),
        ("lookupPaidSourceType('facebook'), lookupPaidSourceType('gmail')", ("Paid Social", None)),
        ("lookupOrganicSourceType('t.co')", ("Organic Social",)),
        (
            "lookupOrganicMediumType('email'), lookupPaidMediumType('video')",
            ("Email", "Paid Video"),
        ),
        ("_defaultChannelType('', 'cpc', 'google', '', '', '', '')", ("Paid Search",)),
        ("_defaultChannelType('', '', '', '$direct', '', '', '')", ("Direct",)),
        ("_defaultChannelType('', '', '', 'www.bing.com', '', '', '')", ("Organic Search",)),
        ("_defaultChannelType('', '', '', 'acme.org', '', '', '')", ("Referral",)),
        ("extractIPv4Substrings('from 10.0.0.1 to 300.1.1.1, 8.8.8.8')", None),
        ("split_part('a-b-c', '-', 2), split_part('a-b', '-', -1), split_part('a', '-', 9)", None),
        ("regexp_replace('aXbX', 'X', '-'), regexp_replace('aXbX', 'X', '-', 'g')", None),
        ("width_bucket(5, 0, 10, 5), width_bucket(-1, 0, 10, 5), width_bucket(10, 0, 10, 5)", None),
        ("initcap('ada lovelace'), lpad('7', 3, '0'), strpos('abc', 'c')", None),
        ("generateSeries(1, 3), generate_series(0, 10, 5), range(3), range(1, 3)", None),
        ("gcd(12, 18), lcm(4, 6), factorial(5), intDiv(7, 2), intDiv(7.5, 2), div(1, 0)", None),
        ("repeat('ab', 3), substring('abcdef', 2, 3), substring('abc', -2)", None),
        ("JSONExtract('{\"a\": 5}', 'a', 'Int64'), round(2.567, 1), bitShiftLeft(1, 4)", None),
        ("greatest(1, 3, 2), least(4, 2), nvl(NULL, 'x'), iff(1 = 1, 'y', 'n')", None),
        ("h3IsValid(599686042433355775), h3GetResolution(1), h3ToString(599686042433355775)", None),
        ("{'a': '7'}['a'] > 5, ('9', 1).1 > 5, arrayMap(t -> t.1 > 5, [('9', 1)])", None),
    ],
)
def test_a_function_gives_what_it_says(
    three_teams: Client, expression: str, expected: tuple[object, ...] | None
) -> None:
    (found,) = rows_of(three_teams, f"SELECT {expression}")
    assert found == (expected or EXPECTED[expression.partition("(")[0]])


EXPECTED: dict[str, tuple[object, ...]] = {
    "languageCodeToName": ("Portuguese", "German", "Unknown"),
    "getTrafficType": ("Regular", "Automation", "Automation"),
    "extractIPv4Substrings": (["10.0.0.1", "8.8.8.8"],),
    "split_part": ("b", "b", ""),
    "regexp_replace": ("a-bX", "a-b-"),
    "width_bucket": (3, 0, 6),
    "initcap": ("Ada Lovelace", "007", 3),
    "generateSeries": ([1, 2, 3], [0, 5, 10], [0, 1, 2], [1, 2]),
    "gcd": (6, 12, 120, 3, 3, None),
    "repeat": ("ababab", "bcd", "bc"),
    "JSONExtract": (5, 2.6, 16),
    "greatest": (3, 2, "x", "y"),
    "h3IsValid": (1, None, "85283473fffffff"),
    "{'a': '7'}['a'] > 5, ": (1, 1, [1]),
}
"""What the longer calls of the table above give."""


def test_a_survey_s_answer_is_found_by_the_question(three_teams: Client) -> None:
    query = (
        "SELECT getSurveyResponse(0, 'q'), getSurveyResponse(1), getSurveyResponse(0, 'q', true) "
        "FROM events WHERE uniqueSurveySubmissionsFilter('s', '2026-01-01', '2026-12-31')"
    )
    assert rows_of(three_teams, query, Context(team_id=7)) == []
    counted = "SELECT count() FROM events WHERE getSurveyResponse(0) IS NULL"
    assert rows_of(three_teams, counted)[0][0] > 0
