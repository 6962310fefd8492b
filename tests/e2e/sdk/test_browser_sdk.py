"""The newest posthog-js, unmodified, in Chromium on a page of another origin."""

from __future__ import annotations

import http.server
import threading
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tools.project import Project

pytestmark = pytest.mark.stack

PAGE = """<!doctype html><html><head><title>Shop</title><link rel="icon" href="data:,">
<script src="{url}/static/array.js"></script>
<script>
  posthog.init('{token}', {{
    api_host: '{url}', opt_out_useragent_filter: true, person_profiles: 'always', {options}
  }})
</script></head>
<body><button id="buy" class="cta big">Buy</button></body></html>"""


class QuietFiles(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, format: str, *args: object) -> None:  # the name is the base class's
        del format, args


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A second origin, as a customer's site is one."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(QuietFiles, directory=str(tmp_path))
    )
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield tmp_path, f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("options", ["", "disable_compression: true,"], ids=["compressed", "plain"])
def test_what_the_browser_sdk_sends_comes_back_once_and_nothing_complains(
    browser: Browser, project: Project, shop: tuple[Path, str], options: str
) -> None:
    folder, origin = shop
    page_text = PAGE.format(url=project.url, token=project.token, options=options)
    (folder / "index.html").write_text(page_text)
    console: list[str] = []
    statuses: list[tuple[str, int]] = []
    page = browser.new_page()
    page.on("console", lambda line: console.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: console.append(str(error)))
    page.on("response", lambda found: statuses.append((found.url, found.status)))

    page.goto(f"{origin}/index.html?utm_source=hedge")
    page.wait_for_function("window.posthog && window.posthog.__loaded")
    page.evaluate("posthog.capture('js_ordered', {total: 12.5, paid: true, word: 'ß 🌿'})")
    page.evaluate("posthog.identify('js-user', {email: 'js@example.com'})")
    page.evaluate("posthog.group('company', 'acme', {plan: 'pro'})")
    page.evaluate("posthog.capture('js_after')")
    page.click("#buy")
    flags: list[Any] = page.evaluate(
        "new Promise(done => posthog.onFeatureFlags(keys => done(keys)))"
    )
    assert flags == []
    expected = [
        "$autocapture",
        "$groupidentify",
        "$identify",
        "$pageview",
        "js_after",
        "js_ordered",
    ]
    project.wait_for_rows("select distinct event from events", count=len(expected))
    page.close()

    ours = [(url, status) for url, status in statuses if url.startswith(project.url)]
    assert {status for _, status in ours} == {200}
    assert console == []
    counts = project.rows(
        "select event, count(), count(distinct uuid) from events"
        " where event not in ('$pageleave', '$web_vitals', '$set') group by event order by event"
    )
    assert counts == [[event, 1, 1] for event in expected]
    (row,) = project.rows(
        "select toString(properties.total), toString(properties.paid),"
        " properties.word, properties.$lib,"
        " properties.utm_source, properties.$session_id is not null"
        " from events where event = 'js_ordered'"
    )
    assert row[:4] == ["12.5", "true", "ß 🌿", "web"]
    (click,) = project.rows(
        "select elements_chain, distinct_id from events where event = '$autocapture'"
    )
    assert click[0].startswith("button.big.cta:")
    assert click[1] == "js-user"
    (people,) = project.rows(
        "select count(distinct distinct_id) from events where event = 'js_after'"
    )
    assert people == [1]


def test_a_page_that_is_left_still_delivers_what_it_captured(
    browser: Browser, project: Project, shop: tuple[Path, str]
) -> None:
    folder, origin = shop
    (folder / "index.html").write_text(
        PAGE.format(url=project.url, token=project.token, options="")
    )
    page = browser.new_page()
    page.goto(f"{origin}/index.html")
    page.wait_for_function("window.posthog && window.posthog.__loaded")
    page.evaluate("posthog.capture('js_last_words')")
    page.goto("about:blank")
    project.wait_for_rows("select uuid from events where event = 'js_last_words'", count=1)
    page.close()
