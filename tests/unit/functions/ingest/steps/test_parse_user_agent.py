"""Browser and system of events whose SDK did not say (sdk-protocol 4.11)."""

from __future__ import annotations

from functions.ingest.steps.parse_user_agent import parse_user_agent
from tests.unit.functions.ingest.steps.drafts import draft

WINDOWS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/131.0.0.0 Safari/537.36"
)
BOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
FOUND = {
    "$browser": "Chrome",
    "$browser_version": 131,
    "$os": "Windows",
    "$os_version": "10",
    "$device_type": "Desktop",
}


def test_the_user_agent_of_the_event_tells() -> None:
    taken = draft({"$raw_user_agent": WINDOWS}, user_agent="posthog-node/5.0")
    parse_user_agent(taken)
    assert taken.properties == {"$raw_user_agent": WINDOWS, **FOUND}


def test_else_that_of_a_browsers_request() -> None:
    taken = draft({}, user_agent=WINDOWS)
    parse_user_agent(taken)
    assert taken.properties == FOUND


def test_that_of_a_servers_request_tells_nothing() -> None:
    for agent in ("", "posthog-python/7.9", "curl/8.5.0", "python-requests/2.32"):
        taken = draft({}, user_agent=agent)
        parse_user_agent(taken)
        assert taken.properties == {}


def test_what_the_sdk_says_stays() -> None:
    taken = draft({"$raw_user_agent": WINDOWS, "$os": "Mine", "$os_version": None})
    parse_user_agent(taken)
    assert taken.properties == {"$raw_user_agent": WINDOWS, **FOUND, "$os": "Mine"}


def test_an_event_whose_browser_is_known_gets_nothing_more() -> None:
    taken = draft({"$raw_user_agent": WINDOWS, "$browser": "Brave"})
    parse_user_agent(taken)
    assert taken.properties == {"$raw_user_agent": WINDOWS, "$browser": "Brave"}


def test_a_bot_is_marked_even_when_its_sdk_names_a_browser() -> None:
    taken = draft({"$raw_user_agent": BOT, "$browser": "Chrome"})
    parse_user_agent(taken)
    assert taken.properties["$browser_type"] == "bot"
    assert taken.properties["$bot_name"] == "Googlebot"
    assert taken.properties["$browser"] == "Chrome"
