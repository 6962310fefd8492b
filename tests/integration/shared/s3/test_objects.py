"""Objects in an emulated S3."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from shared import settings
from shared.errors import NotFoundError, TemporarilyUnavailableError
from shared.s3 import objects

if TYPE_CHECKING:
    from tests.integration.ministack import Aws


def test_an_object_comes_back_as_it_was_written(aws: Aws) -> None:
    assert objects.put("wal", "v1/a", b"\0\xff") is True
    assert objects.get("wal", "v1/a") == b"\0\xff"
    assert aws.objects("wal") == {"v1/a": b"\0\xff"}


@pytest.mark.usefixtures("aws")
def test_an_existing_object_is_left_as_it_is_when_only_an_absent_one_is_written() -> None:
    assert objects.put("wal", "v1/a", b"first", if_absent=True) is True
    assert objects.put("wal", "v1/a", b"second", if_absent=True) is False
    assert objects.get("wal", "v1/a") == b"first"


@pytest.mark.usefixtures("aws")
def test_a_missing_object_is_not_found() -> None:
    with pytest.raises(NotFoundError):
        objects.get("wal", "v1/none")


@pytest.mark.usefixtures("aws")
def test_keys_are_listed_in_order_beyond_one_page() -> None:
    written = [f"v1/{number:04d}" for number in range(1005)]
    with ThreadPoolExecutor(8) as threads:
        for key in [*reversed(written), "v2/other"]:
            threads.submit(copy_context().run, objects.put, "wal", key, b"")
    assert list(objects.list_keys("wal", "v1/")) == written
    assert list(objects.list_keys("wal", "v1/", start_after="v1/1002")) == written[1003:]


@pytest.mark.usefixtures("aws")
def test_a_bucket_that_does_not_answer_is_temporarily_unavailable() -> None:
    gone = replace(settings.current(), buckets={"wal": "a-bucket-that-does-not-exist"})
    with settings.use(gone), pytest.raises(TemporarilyUnavailableError):
        objects.put("wal", "v1/a", b"")
