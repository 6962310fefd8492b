"""Web analytics from the node to ClickHouse and back (insights 13)."""

from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from hogql.insights.context import InsightContext
from hogql.property_filters.facts import PathRule
from tests.integration.hogql.insights.events import insert_events
from tests.integration.hogql.insights.run import answer
from tests.integration.hogql.insights.web.visits import did, view, visit

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

    from tests.integration.hogql.insights.events import GivenEvent

TEAMS = count(5000)
CONTEXT = InsightContext(
    timezone="UTC",
    week_start_day=0,
    now=datetime(2020, 2, 1, tzinfo=UTC),
    path_cleaning=(PathRule(regex=r"\d+", alias=":id"),),
)
JANUARY: dict[str, Any] = {"date_from": "2020-01-10", "date_to": "2020-01-19"}
CAMPAIGN = {
    "utm_source": "google",
    "utm_medium": "cpc",
    "utm_campaign": "winter",
    "$referring_domain": "google.com",
}
US = {"$geoip_country_code": "US", "$geoip_city_name": "Boston"}
LEFT_FRONT: dict[str, Any] = {
    "$prev_pageview_pathname": "/",
    "$prev_pageview_max_scroll_percentage": 0.5,
    "$prev_pageview_max_content_percentage": 0.9,
}
VISITS = [
    # One page for three seconds: a bounce.
    *visit("ann", "2020-01-10 10:00", view("/"), did("$pageleave", 3)),
    *visit(
        "ann",
        "2020-01-12 10:00",
        view("/", 0),
        view("/docs", 60, **LEFT_FRONT),
        did(
            "$autocapture",
            70,
            **{"$event_type": "click", "$external_click_url": "https://a.io/?q=1"},
        ),
        did("$autocapture", 75, **{"$event_type": "click"}),
        did("bought", 80),
        properties={"$browser": "Chrome", **US},
    ),
    *visit(
        "bob",
        "2020-01-13 10:00",
        view("/docs"),
        view("/item/7", 20, **{"$prev_pageview_pathname": "/docs"}),
        did("$rageclick", 25, **{"$pathname": "/item/7"}),
        did("$exception", 26, **{"$pathname": "/item/7"}),
        properties={"$browser": "Firefox", "$browser_language": "en-US", **CAMPAIGN},
    ),
    # Before the period; its last view is in it, and counts with the session.
    *visit("cat", "2020-01-09 23:59", view("/"), view("/late", 120)),
    *visit("cat", "2020-01-05 10:00", view("/")),
]


def asked(kind: str, client: "Client", events: "list[GivenEvent]" = VISITS, **fields: Any) -> Any:
    team = next(TEAMS)
    insert_events(client, team, events)
    insert_events(client, next(TEAMS), events)
    body = {"kind": kind, "dateRange": JANUARY, "properties": [], **fields}
    return answer(body, team_id=team, context=CONTEXT)


def items(response: Any) -> dict[str, tuple[Any, Any, Any]]:
    return {
        one["key"]: (one["value"], one["previous"], one["changeFromPreviousPct"])
        for one in response["results"]
    }


def test_an_overview_counts_sessions_that_start_in_the_period(shared_clickhouse: "Client") -> None:
    found = items(asked("WebOverviewQuery", shared_clickhouse))
    assert found == {
        "visitors": (2, None, None),
        "views": (5, None, None),
        "sessions": (3, None, None),
        "session duration": (pytest.approx((3 + 80 + 26) / 3), None, None),
        "bounce rate": (pytest.approx(100 / 3), None, None),
    }


def test_an_overview_compares_with_the_period_before(shared_clickhouse: "Client") -> None:
    found = items(asked("WebOverviewQuery", shared_clickhouse, compareFilter={"compare": True}))
    assert found["visitors"] == (2, 1, 100)
    assert found["views"] == (5, 3, 67)
    assert found["bounce rate"] == (pytest.approx(100 / 3), 50, -33)


def test_an_overview_of_nothing_has_no_means(shared_clickhouse: "Client") -> None:
    found = items(asked("WebOverviewQuery", shared_clickhouse, []))
    assert found["visitors"] == (0, None, None)
    assert found["session duration"] == (None, None, None)


def test_an_overview_of_a_goal_says_who_reached_it(shared_clickhouse: "Client") -> None:
    goal = {"customEventName": "bought"}
    found = items(asked("WebOverviewQuery", shared_clickhouse, conversionGoal=goal))
    assert found == {
        "visitors": (2, None, None),
        "total conversions": (1, None, None),
        "unique conversions": (1, None, None),
        "conversion rate": (50, None, None),
    }


@pytest.mark.parametrize(
    ("breakdown", "rows"),
    [
        ("Page", {"/": (1, 2), "/docs": (2, 2), "/item/7": (1, 1)}),
        ("InitialPage", {"/": (1, 3), "/docs": (1, 2)}),
        ("ExitPage", {"/": (1, 1), "/docs": (1, 2), "/item/7": (1, 2)}),
        ("ExitClick", {"https://a.io/?q=1": (1, 2)}),
        ("PreviousPage", {"/": (1, 1), "/docs": (1, 1)}),
        ("InitialChannelType", {"Paid Search": (1, 2), "Unknown": (1, 3)}),
        ("InitialReferringDomain", {"google.com": (1, 2)}),
        ("InitialUTMSource", {None: (1, 3), "google": (1, 2)}),
        (
            "InitialUTMSourceMediumCampaign",
            {"(none) / (none) / (none)": (1, 3), "google / cpc / winter": (1, 2)},
        ),
        ("Browser", {"Chrome": (1, 2), "Firefox": (1, 2)}),
        ("Country", {"US": (1, 2)}),
        ("City", {("US", "Boston"): (1, 2)}),
        ("Language", {"en-US": (1, 2)}),
    ],
)
def test_a_table_has_a_row_for_each_value(
    breakdown: str, rows: dict[Any, tuple[int, int]], shared_clickhouse: "Client"
) -> None:
    response = asked("WebStatsTableQuery", shared_clickhouse, breakdownBy=breakdown)
    found = {
        tuple(row[0]) if isinstance(row[0], list) else row[0]: (row[1][0], row[2][0])
        for row in response["results"]
    }
    assert found == rows
    assert response["columns"][-1] == "context.columns.cross_sell"
    assert all(len(row) == len(response["columns"]) for row in response["results"])
