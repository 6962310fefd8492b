"""Fixtures of the tests that need no store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools.memory_aws import MemoryAws, use_memory

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def memory() -> Iterator[MemoryAws]:
    """Queues and buckets that live as long as the test."""
    yield from use_memory()
