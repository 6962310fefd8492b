"""Tables of web analytics: bounces, scrolling, goals, order, pages (insights 13)."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from hogql.context import Action, Context
from tests.integration.hogql.insights.events import insert_events
from tests.integration.hogql.insights.run import answer
from tests.integration.hogql.insights.web.test_web import CONTEXT, JANUARY, TEAMS, VISITS, asked
from tests.integration.hogql.insights.web.visits import did, view, visit

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client


def rows(response: Any) -> dict[Any, list[Any]]:
    return {row[0]: row[1:] for row in response["results"]}


def test_a_page_bounces_as_the_sessions_that_begin_on_it(shared_clickhouse: "Client") -> None:
    response = asked(
        "WebStatsTableQuery", shared_clickhouse, breakdownBy="Page", includeBounceRate=True
    )
    assert response["columns"][3] == "context.columns.bounce_rate"
    assert {page: row[2] for page, row in rows(response).items()} == {
        "/": [0.5, None],
        "/docs": [0, None],
        "/item/7": [None, None],
    }


def test_a_page_tells_how_far_those_who_left_it_had_scrolled(shared_clickhouse: "Client") -> None:
    response = asked(
        "WebStatsTableQuery", shared_clickhouse, breakdownBy="Page", includeScrollDepth=True
    )
    found = rows(response)
    assert response["columns"][4:6] == [
        "context.columns.average_scroll_percentage",
        "context.columns.scroll_gt80_percentage",
    ]
    assert (found["/"][3], found["/"][4]) == ([0.5, None], [1, None])
    assert found["/docs"][3] == [None, None]


def test_paths_are_cleaned_by_the_rules_of_the_project(shared_clickhouse: "Client") -> None:
    response = asked(
        "WebStatsTableQuery", shared_clickhouse, breakdownBy="Page", doPathCleaning=True
    )
    assert set(rows(response)) == {"/", "/docs", "/item/:id"}


def test_a_table_compares_and_fills_bars_by_visitors(shared_clickhouse: "Client") -> None:
    response = asked(
        "WebStatsTableQuery",
        shared_clickhouse,
        breakdownBy="Page",
        compareFilter={"compare": True},
    )
    assert response["results"] == [
        ["/docs", [2, 0], [2, 0], 0.5, ""],
        ["/", [1, 1], [2, 2], 0.25, ""],
        ["/item/7", [1, 0], [1, 0], 0.25, ""],
        ["/late", [0, 1], [0, 1], 0, ""],
    ]


def test_a_table_is_read_page_by_page(shared_clickhouse: "Client") -> None:
    order: dict[str, Any] = {"breakdownBy": "Page", "orderBy": ["Views", "ASC"]}
    first = asked("WebStatsTableQuery", shared_clickhouse, limit=2, **order)
    rest = asked("WebStatsTableQuery", shared_clickhouse, limit=2, offset=2, **order)
    assert [row[0] for row in first["results"]] == ["/item/7", "/"]
    assert [row[0] for row in rest["results"]] == ["/docs"]
    assert (first["hasMore"], rest["hasMore"]) == (True, False)


def test_a_table_of_a_goal_has_its_rate(shared_clickhouse: "Client") -> None:
    response = asked(
        "WebStatsTableQuery",
        shared_clickhouse,
        breakdownBy="InitialPage",
        conversionGoal={"customEventName": "bought"},
    )
    assert rows(response) == {
        "/": [[1, None], [1, None], [1, None], [1, None], 1, ""],
        "/docs": [[1, None], [0, None], [0, None], [0, None], 0, ""],
    }


def test_frustrating_pages_are_those_with_rage_and_errors(shared_clickhouse: "Client") -> None:
    response = asked("WebStatsTableQuery", shared_clickhouse, breakdownBy="FrustrationMetrics")
    assert rows(response) == {"/item/7": [[1, None], [0, None], [1, None], ""]}


def test_devices_and_places_are_read_as_numbers_and_lists(shared_clickhouse: "Client") -> None:
    about: dict[str, Any] = {
        "$viewport_width": 1920,
        "$viewport_height": 1080,
        "$timezone_offset": -330,
        "$geoip_country_code": "IN",
        "$geoip_subdivision_1_code": "KA",
        "$geoip_subdivision_1_name": "Karnataka",
        "$screen_name": "Home",
        "$device_type": "Desktop",
        "$os": "Linux",
        "$browser_language": "kn",
    }
    events = visit("dev", "2020-01-11 10:00", did("$screen"), properties=about)
    found = {
        kind: asked("WebStatsTableQuery", shared_clickhouse, events, breakdownBy=kind)["results"]
        for kind in ("Viewport", "Timezone", "Region", "ScreenName", "DeviceType", "OS", "Language")
    }
    assert {kind: lines[0][0] for kind, lines in found.items()} == {
        "Viewport": [1920, 1080],
        "Timezone": 5.5,
        "Region": ["IN", "KA", "Karnataka"],
        "ScreenName": "Home",
        "DeviceType": "Desktop",
        "OS": "Linux",
        "Language": "kn-",
    }


def test_links_to_other_sites_lose_their_query_on_request(shared_clickhouse: "Client") -> None:
    kind = "WebExternalClicksTableQuery"
    assert rows(asked(kind, shared_clickhouse)) == {"https://a.io/?q=1": [[1, None], [1, None]]}
    assert set(rows(asked(kind, shared_clickhouse, stripQueryParams=True))) == {"https://a.io/"}


def test_addresses_are_found_by_a_part_of_them(shared_clickhouse: "Client") -> None:
    response = asked("WebPageURLSearchQuery", shared_clickhouse, searchTerm="DOC", limit=5)
    assert response["results"] == [{"url": "https://x.io/docs", "count": 2}]


def test_what_has_no_address_is_no_page(shared_clickhouse: "Client") -> None:
    events = [*VISITS, *visit("dot", "2020-01-12 12:00", did("$screen"))]
    response = asked("WebPageURLSearchQuery", shared_clickhouse, events, limit=50)
    assert response["results"]
    assert all(row["url"].startswith("https://") for row in response["results"])


def test_goals_are_the_actions_of_the_project(shared_clickhouse: "Client") -> None:
    team = next(TEAMS)
    insert_events(shared_clickhouse, team, VISITS)
    actions = (
        Action(id=1, name="Buys", condition="event = 'bought'"),
        Action(id=2, name="Reads", condition="properties.$pathname = '/docs'"),
    )
    response: Any = answer(
        {"kind": "WebGoalsQuery", "dateRange": JANUARY, "orderBy": ["ConvertingUsers", "DESC"]},
        team_id=team,
        context=replace(CONTEXT, actions={1: "Buys", 2: "Reads"}),
        known=Context(team_id=team, actions=actions),
    )
    assert response["results"] == [
        ["Reads", [2, None], [2, None], [1, None]],
        ["Buys", [1, None], [1, None], [0.5, None]],
    ]


def test_a_project_without_actions_has_no_goals(shared_clickhouse: "Client") -> None:
    assert asked("WebGoalsQuery", shared_clickhouse)["results"] == []


@pytest.mark.parametrize("mode", ["count_pageviews", "uniq_urls", "uniq_page_screen_autocaptures"])
def test_a_bounce_depends_on_seconds_and_on_what_is_counted(
    mode: str, shared_clickhouse: "Client"
) -> None:
    events = visit("eve", "2020-01-11 10:00", view("/"), view("/", 20))
    modifiers = {"bounceRateDurationSeconds": 30, "bounceRatePageViewMode": mode}
    response = asked("WebOverviewQuery", shared_clickhouse, events, modifiers=modifiers)
    bounce = response["results"][4]["value"]
    assert bounce == (100 if mode == "uniq_urls" else 0)


def test_visitors_and_views_are_those_of_a_trend(shared_clickhouse: "Client") -> None:
    events = [one for one in VISITS if one.at.isoformat() >= "2020-01-10"]
    events = [one for one in events if one.distinct_id != "cat"]
    team = next(TEAMS)
    insert_events(shared_clickhouse, team, events)
    series = [
        {"kind": "EventsNode", "event": "$pageview", "math": math} for math in ("dau", "total")
    ]
    number: dict[str, Any] = {
        "trendsFilter": {"display": "BoldNumber"},
        "series": series,
        "dateRange": JANUARY,
    }
    trends: Any = answer({"kind": "TrendsQuery", **number}, team_id=team, context=CONTEXT)
    overview: Any = answer(
        {"kind": "WebOverviewQuery", "dateRange": JANUARY}, team_id=team, context=CONTEXT
    )
    pages: Any = answer(
        {"kind": "WebStatsTableQuery", "dateRange": JANUARY, "breakdownBy": "Page"},
        team_id=team,
        context=CONTEXT,
    )
    totals = [one["aggregated_value"] for one in trends["results"]]
    assert totals == [one["value"] for one in overview["results"][:2]]
    assert sum(row[2][0] for row in pages["results"]) == totals[1]
