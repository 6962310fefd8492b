"""User agents as the properties that SDKs send."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.user_agents.parse import parse

WEBKIT = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0"
IPHONE = f"(iPhone; CPU iPhone OS 17_5 like Mac OS X) {WEBKIT} Version/17.5 Mobile/15E148"
IPAD = f"(iPad; CPU OS 16_6 like Mac OS X) {WEBKIT} Version/16.6 Mobile/15E148"
NAMES = ("$browser", "$browser_version", "$os", "$os_version", "$device_type")


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        (
            f"(Windows NT 10.0; Win64; x64) {CHROME} Safari/537.36",
            ("Chrome", 131, "Windows", "10", "Desktop"),
        ),
        (
            f"(Windows NT 10.0) {CHROME} Safari/537.36 Edg/131.0.0.0",
            ("Microsoft Edge", 131, "Windows", "10", "Desktop"),
        ),
        (
            f"(Macintosh; Intel Mac OS X 10_15_7) {WEBKIT} Version/17.4 Safari/605.1.15",
            ("Safari", 17.4, "Mac OS X", "10.15.7", "Desktop"),
        ),
        (
            "(X11; Ubuntu; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
            ("Firefox", 133, "Linux", None, "Desktop"),
        ),
        (f"{IPHONE} Safari/604.1", ("Mobile Safari", 17.5, "iOS", "17.5", "Mobile")),
        (f"{IPAD} Safari/604.1", ("Mobile Safari", 16.6, "iOS", "16.6", "Tablet")),
        (
            f"(Linux; Android 14; Pixel 8) {CHROME} Mobile Safari/537.36",
            ("Chrome", 131, "Android", "14", "Mobile"),
        ),
        (
            f"(Linux; Android 13; SM-X700) {CHROME} Safari/537.36",
            ("Chrome", 131, "Android", "13", "Tablet"),
        ),
    ],
)
def test_a_browser_is_known(agent: str, expected: tuple[str | float | None, ...]) -> None:
    named = dict(zip(NAMES, expected, strict=True))
    told = {name: value for name, value in named.items() if value is not None}
    assert parse(f"Mozilla/5.0 {agent}") == told


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Googlebot"),
        (f"Mozilla/5.0 {CHROME}; compatible; GPTBot/1.2; +https://openai.com/gptbot)", "GPTBot"),
    ],
)
def test_a_bot_is_marked_by_name_and_has_no_browser(agent: str, name: str) -> None:
    assert parse(agent) == {"$browser_type": "bot", "$bot_name": name}


def test_what_nobody_knows_tells_nothing() -> None:
    assert parse("Smart Fridge") == {}
    assert parse("") == {}


@given(st.text())
def test_any_text_can_be_parsed(agent: str) -> None:
    assert None not in parse(agent).values()
