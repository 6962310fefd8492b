"""Every event has a uuid that all deliveries agree on."""

import pytest

from functions.ingest.steps.assign_uuid import assign_uuid
from functions.ingest.steps.check import check
from shared.ids import event_uuid
from tests.unit.functions.ingest.steps.drafts import draft


def test_the_clients_uuid_is_kept_in_canonical_form() -> None:
    raw = {"event": "e", "distinct_id": "d", "uuid": "0199A0C4-7A3E-7C0F-8A51-0D6F0A4C9E11"}
    taken = draft(raw=dict(raw))
    assert check(taken) is None
    assign_uuid(taken)
    assert taken.uuid == "0199a0c4-7a3e-7c0f-8a51-0d6f0a4c9e11"


@pytest.mark.parametrize("raw", [{}, {"uuid": ""}, {"uuid": None}])
def test_an_absent_one_follows_from_the_request_and_the_place(raw: dict[str, str | None]) -> None:
    taken = draft(raw=dict(raw))
    assign_uuid(taken)
    assert taken.uuid == str(event_uuid("request-1", 0))
