"""The running product, and a project of one's own in it, for every end-to-end test."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.e2e.chromium import open_browser
from tests.e2e.own import start_own
from tests.e2e.stack import shared_stack
from tools.project import Project, sign_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.e2e.own import Own
    from tools.stack import Stack

HERE: Final = Path(__file__).parent
GROUP: Final = "stack"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder; one worker runs them all, beside another's unit tests."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.stack)
            item.add_marker(pytest.mark.xdist_group(GROUP))


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The instance of this run, empty but for what other tests put into projects of their own."""
    base = tmp_path_factory.getbasetemp()
    is_worker = base.name.startswith("popen-")
    with shared_stack(base.parent if is_worker else base) as running:
        yield running


@pytest.fixture(scope="session")
def own() -> Iterator[Own]:
    """A second instance, for tests that hurt it; each leaves it as healthy as it was."""
    with start_own() as running:
        yield running


@pytest.fixture
def project(stack: Stack) -> Iterator[Project]:
    """A project that nobody else sends to, with its token and an API key."""
    found = sign_up(stack.url)
    yield found
    found.http.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium for the tests of one file; each opens pages or contexts of its own.

    Not for the whole session: its driver keeps an event loop running in this thread, and the next
    test that runs one of its own would be refused.
    """
    with open_browser() as running:
        yield running
