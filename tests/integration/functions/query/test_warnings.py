"""Ingestion warnings summed up by type, as PostHog's screen asks for them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from shared import clock
from shared.domain.ingestion_warnings.write import IngestionWarning, write_warnings

if TYPE_CHECKING:
    from tests.integration.functions.query.conftest import Asker

HOUR = timedelta(hours=1)


@pytest.fixture
def warned(warehouse: Any, ada: Asker, bob: Asker) -> None:
    """Warnings of both projects, of today, of three days ago and of last year."""
    assert warehouse

    def warn(team_id: int, type_: str, ago: timedelta, **details: Any) -> None:
        warning = IngestionWarning(team_id=team_id, type=type_, details=details)
        write_warnings([warning], source="ingest", at=clock.now() - ago)

    warn(ada.team_id, "missing_distinct_id", 3 * 24 * HOUR, count=2, event="paid")
    warn(ada.team_id, "missing_distinct_id", HOUR, count=5, event="left")
    warn(ada.team_id, "too_big", HOUR / 2, event="paid")
    warn(ada.team_id, "too_big", 365 * 24 * HOUR, event="old")
    warn(bob.team_id, "secret", HOUR, event="secret")


def _summaries(asker: Asker, query: str = "") -> list[dict[str, Any]]:
    answer = asker.send("GET", f"/api/projects/{asker.team_id}/ingestion_warnings/{query}")
    assert answer.status == 200, answer.body
    found: list[dict[str, Any]] = answer.body["results"]
    return found


@pytest.mark.usefixtures("warned")
def test_warnings_are_summed_up_by_type_the_latest_first(ada: Asker) -> None:
    big, missing = _summaries(ada)
    assert (big["type"], big["count"]) == ("too_big", 1)
    assert (missing["type"], missing["count"]) == ("missing_distinct_id", 7)
    assert [count for count, _ in missing["sparkline"]] == [2, 5]
    assert [item["details"]["event"] for item in missing["warnings"]] == ["left", "paid"]
    assert missing["warnings"][0]["timestamp"] == missing["lastSeen"]


@pytest.mark.usefixtures("warned")
def test_warnings_are_found_by_text_type_and_time(ada: Asker) -> None:
    assert [item["type"] for item in _summaries(ada, "?q=LEFT")] == ["missing_distinct_id"]
    assert [item["type"] for item in _summaries(ada, "?type=too_big")] == ["too_big"]
    since = quote((clock.now() - 2 * HOUR).isoformat())
    until = quote((clock.now() - HOUR * 0.75).isoformat())
    (found,) = _summaries(ada, f"?date_from={since}&date_to={until}")
    assert (found["type"], found["count"]) == ("missing_distinct_id", 5)
    assert _summaries(ada, "?q=%25") == []


@pytest.mark.usefixtures("warned")
def test_warnings_are_a_table_of_hogql(ada: Asker) -> None:
    text = "SELECT type, count() FROM system.ingestion_warnings GROUP BY type ORDER BY type"
    assert ["missing_distinct_id", 2] in ada.sql(text).body["results"]


def test_a_time_that_is_none_is_refused(ada: Asker) -> None:
    answer = ada.send("GET", f"/api/projects/{ada.team_id}/ingestion_warnings/?date_to=soon")
    assert (answer.status, answer.body["attr"]) == (400, "date_to")
