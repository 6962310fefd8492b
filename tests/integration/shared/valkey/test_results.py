"""Kept results."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from shared import settings
from shared.valkey import results


def test_a_result_is_found_by_its_team_only(valkey_url: str) -> None:
    assert valkey_url
    results.keep_result(1, "key", b"one")
    results.keep_result(2, "key", b"two" * 1000)

    assert results.find_result(1, "key") == b"one"
    assert results.find_result(2, "key") == b"two" * 1000
    assert results.find_result(3, "key") is None
    assert results.find_result(1, "other") is None


def test_a_run_leads_to_its_result_until_it_is_forgotten(valkey_url: str) -> None:
    assert valkey_url
    results.keep_run(1, "mine", "key")

    assert results.find_run(1, "mine") == "key"
    assert results.find_run(2, "mine") is None
    results.forget_run(1, "mine")
    assert results.find_run(1, "mine") is None


def test_a_result_that_would_crowd_out_others_is_not_kept(
    valkey_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert valkey_url
    monkeypatch.setattr(results, "LARGEST_BYTES", 1000)
    results.keep_result(1, "small", b"x" * 100_000)
    results.keep_result(1, "large", os.urandom(2000))

    assert results.find_result(1, "small") == b"x" * 100_000
    assert results.find_result(1, "large") is None


@pytest.mark.parametrize("url", ["", "redis://127.0.0.1:1"])
def test_without_valkey_nothing_is_kept(url: str) -> None:
    with settings.use(replace(settings.current(), redis_url=url)):
        results.keep_result(1, "key", b"one")
        results.keep_run(1, "mine", "key")
        results.forget_run(1, "mine")

        assert results.find_result(1, "key") is None
        assert results.find_run(1, "mine") is None
