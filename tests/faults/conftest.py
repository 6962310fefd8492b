"""An instance that every fault may hurt, and what a single function needs to be run and killed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.e2e.own import start_own
from tests.integration.ministack import new_account, run_emulator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.e2e.own import Own
    from tests.integration.ministack import Aws

HERE: Final = Path(__file__).parent
GROUP: Final = "faults"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder; one worker runs them all, on one instance."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.stack)
            item.add_marker(pytest.mark.xdist_group(GROUP))


@pytest.fixture(scope="session")
def own() -> Iterator[Own]:
    """An instance; each test leaves it running and healthy."""
    with start_own() as running:
        yield running


@pytest.fixture(scope="session")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The endpoint of an emulator of SQS and S3 alone."""
    yield from run_emulator(tmp_path_factory.mktemp("emulator"))


@pytest.fixture
def aws(emulator: str) -> Iterator[Aws]:
    """Empty queues and buckets of the topology, which the settings and clients name."""
    yield from new_account(emulator)
