"""The newest posthog for Python, unmodified: what it sends comes back once, as it was."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from posthog import Posthog
from posthog.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.project import Project

pytestmark = pytest.mark.stack

AT = datetime(2026, 11, 20, 9, 15, 0, 125000, tzinfo=UTC)
MANY = 250


class Complaints(logging.Handler):
    """Keeps what the SDK logs at warning or above."""

    def __init__(self) -> None:
        super().__init__(level=logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    handler = Complaints()
    logger = logging.getLogger("posthog")
    logger.addHandler(handler)
    yield handler
    logger.removeHandler(handler)


def send_everything(project: Project, failures: list[Any], **options: Any) -> None:
    client = Posthog(
        project.token,
        host=project.url,
        on_error=lambda error, batch: failures.append((error, batch)),
        **options,
    )
    client.capture(
        "py_ordered",
        distinct_id="py-1",
        timestamp=AT,
        properties={"total": 12.5, "paid": True, "coupon": None, "lines": [1, 2], "ü": "ß 🌿"},
    )
    client.capture("$identify", distinct_id="py-1", properties={"$anon_distinct_id": "py-anon"})
    client.set(distinct_id="py-1", properties={"email": "py@example.com"})
    client.group_identify("company", "acme", {"plan": "pro"}, distinct_id="py-1")
    client.capture("py_grouped", distinct_id="py-1", groups={"company": "acme"})
    client.capture(
        "$pageview", distinct_id="py-1", properties={"$current_url": "https://a.example/"}
    )
    client.alias("py-old", "py-1")
    for index in range(MANY):
        client.capture("py_many", distinct_id=f"py-{index % 7}", properties={"index": index})
    client.flush()
    client.shutdown()


@pytest.mark.parametrize("gzip", [False, True], ids=["plain", "gzip"])
def test_what_the_python_sdk_sends_comes_back_once_and_unchanged(
    project: Project, complaints: Complaints, gzip: bool
) -> None:
    failures: list[Any] = []
    send_everything(project, failures, gzip=gzip)
    project.wait_for_rows("select uuid from events limit 1000", count=MANY + 7)

    counts = {
        event: (rows, uuids)
        for event, rows, uuids in project.rows(
            "select event, count(), count(distinct uuid) from events group by event"
        )
    }
    assert counts == {
        **dict.fromkeys(
            ("py_ordered", "$identify", "$set", "$groupidentify", "py_grouped", "$pageview",
             "$create_alias"),
            (1, 1),
        ),
        "py_many": (MANY, MANY),
    }  # fmt: skip
    (row,) = project.rows(
        "select timestamp, distinct_id, toString(properties.total), toString(properties.paid),"
        " properties.coupon,"
        " properties.lines, properties.`ü`, properties.$lib from events where event = 'py_ordered'"
    )
    assert datetime.fromisoformat(row[0]) == AT
    assert row[1:] == ["py-1", "12.5", "true", None, "[1,2]", "ß 🌿", "posthog-python"]
    indexes = project.rows(
        "select toInt(properties.index) as i from events where event = 'py_many'"
        " order by i limit 1000"
    )
    assert [index for (index,) in indexes] == list(range(MANY))
    assert failures == []
    assert complaints.messages == []


@pytest.mark.parametrize("compression", ["none", "gzip", "deflate", "zstd"])
def test_what_analytics_v1_sends_comes_back_once_and_unchanged(
    project: Project, complaints: Complaints, compression: str
) -> None:
    failures: list[Any] = []
    send_everything(project, failures, capture_mode="v1", capture_compression=compression)
    project.wait_for_rows("select uuid from events limit 1000", count=MANY + 7)
    (row,) = project.rows(
        "select timestamp, distinct_id, toString(properties.total), properties.$lib,"
        " properties.$lib_version = {version} from events where event = 'py_ordered'",
        version=VERSION,
    )
    assert datetime.fromisoformat(row[0]) == AT
    assert row[1:] == ["py-1", "12.5", "posthog-python", True]
    (counts,) = project.rows("select count(), count(distinct uuid) from events")
    assert counts == [MANY + 7, MANY + 7]
    assert failures == []
    assert complaints.messages == []


def test_analytics_v1_says_which_events_it_did_not_keep(project: Project) -> None:
    failures: list[Any] = []
    client = Posthog(
        project.token,
        host=project.url,
        capture_mode="v1",
        on_error=lambda error, _batch: failures.append(error),
    )
    client.capture("kept", distinct_id="py-1")
    client.capture("x" * 201, distinct_id="py-1")
    client.flush()
    client.shutdown()
    project.wait_for_rows("select uuid from events where event = 'kept'", count=1)
    assert [error.drops[0][1] for error in failures] == ["event_name_too_long"]


def test_an_event_of_a_model_comes_back_with_all_it_said(
    project: Project, complaints: Complaints
) -> None:
    failures: list[Any] = []
    client = Posthog(
        project.token, host=project.url, on_error=lambda *failure: failures.append(failure)
    )
    said = "hedge " * 100_000  # more than an ordinary event may hold: it travels through S3
    properties = {"$ai_model": "m-1", "$ai_input": [{"role": "user", "content": said}]}
    client.capture_ai("$ai_generation", distinct_id="py-1", properties=properties)
    client.flush()
    client.shutdown()
    (row,) = project.wait_for_rows(
        "select properties.$ai_model, length(properties.$ai_input) from events", count=1
    )
    assert row[0] == "m-1"
    assert row[1] > len(said)
    assert (failures, complaints.messages) == ([], [])


def test_an_import_comes_back_from_the_slow_queue(project: Project) -> None:
    client = Posthog(project.token, host=project.url, historical_migration=True)
    client.capture("imported", distinct_id="py-1", timestamp=AT)
    client.flush()
    client.shutdown()
    (row,) = project.wait_for_rows("select timestamp from events where event = 'imported'", count=1)
    assert datetime.fromisoformat(row[0]) == AT


def test_flags_of_a_project_without_flags_are_empty_and_not_an_error(
    project: Project, complaints: Complaints
) -> None:
    failures: list[Any] = []
    client = Posthog(
        project.token,
        host=project.url,
        on_error=lambda error, batch: failures.append((error, batch)),
    )
    assert not client.evaluate_flags("py-1").is_enabled("new-checkout")
    client.shutdown()
    assert failures == []
    assert complaints.messages == []


def test_a_wrong_token_is_said_and_loses_nothing_else(project: Project) -> None:
    failures: list[Any] = []
    client = Posthog(
        "phc_nobody",
        host=project.url,
        on_error=lambda error, _batch: failures.append(error),
    )
    client.capture("lost", distinct_id="py-1")
    client.flush()
    client.shutdown()
    assert [getattr(error, "status", None) for error in failures] == [401]
