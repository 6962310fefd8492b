"""Every event uses up exactly one resource."""

from __future__ import annotations

import pytest

from shared.domain.events.resources import RESOURCES, resource_of
from shared.domain.quotas.models import QuotaChange


@pytest.mark.parametrize(
    ("name", "resource"),
    [
        ("$pageview", "events"),
        ("ordered", "events"),
        ("$exception", "exceptions"),
        ("$feature_flag_called", "feature_flag_requests"),
        ("$ai_trace", "llm_events"),
        ("survey shown", "survey_responses"),
        ("$snapshot", "recordings"),
    ],
)
def test_a_name_says_the_resource(name: str, resource: str) -> None:
    assert resource_of(name) == resource


def test_every_resource_can_be_limited() -> None:
    assert sorted(QuotaChange.model_fields) == sorted(RESOURCES)
