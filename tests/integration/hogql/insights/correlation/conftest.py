"""The small world of ``project``, a team of its own for each test."""

from typing import TYPE_CHECKING

import pytest

from tests.integration.hogql.insights.correlation.project import small_world

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

    from tests.integration.hogql.insights.world import World


@pytest.fixture
def world(shared_clickhouse: "Client") -> "World":
    return small_world(shared_clickhouse)
