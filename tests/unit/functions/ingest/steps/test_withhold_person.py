"""Ids of nobody in the newer protocol (sdk-protocol 4.2 b)."""

from __future__ import annotations

import pytest

from functions.ingest.steps.withhold_person import withhold_person
from tests.unit.functions.ingest.steps.drafts import draft

V1 = "/i/v1/analytics/events"


@pytest.mark.parametrize("distinct_id", ["0", " Anonymous ", "NULL", "[object Object]", "user"])
def test_an_id_of_nobody_makes_no_person(distinct_id: str) -> None:
    taken = draft({"$set": {"a": 1}, "$set_once": {}, "$unset": ["b"], "c": 2}, path=V1)
    taken.distinct_id = distinct_id
    withhold_person(taken)
    assert taken.person_mode == "propertyless"
    assert taken.properties == {"c": 2}


@pytest.mark.parametrize(("path", "distinct_id"), [(V1, "ann"), ("/batch/", "anonymous")])
def test_other_ids_and_older_clients_keep_theirs(path: str, distinct_id: str) -> None:
    taken = draft({"$set": {"a": 1}}, path=path)
    taken.distinct_id = distinct_id
    withhold_person(taken)
    assert (taken.person_mode, taken.properties) == ("full", {"$set": {"a": 1}})
