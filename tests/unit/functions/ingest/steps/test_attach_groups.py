"""The map of group type to group key (sdk-protocol 4.8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from functions.ingest.steps.attach_groups import attach_groups
from tests.unit.functions.ingest.steps.drafts import draft

if TYPE_CHECKING:
    from shared.json import Json


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ({"company": "acme", "project": 17}, {"company": "acme", "project": "17"}),
        ({"company": None, "project": "", "team": True}, {"team": "true"}),
        (["company"], {}),
        ("acme", {}),
        (None, {}),
    ],
)
def test_groups_are_text(groups: Json, expected: dict[str, str]) -> None:
    taken = draft({"$groups": groups})
    attach_groups(taken)
    assert taken.groups == expected
    assert taken.properties == {"$groups": groups}
