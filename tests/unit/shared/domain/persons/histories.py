"""Random histories of persons: few names, so that they meet, and few moments, so that they tie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import UUID

from hypothesis import strategies as st

from shared.domain.persons.operations import Operation, operation_of

if TYPE_CHECKING:
    from shared.json import Json

TEAM: Final = 7
NAMES: Final = st.sampled_from(["a", "b", "c", "d", "e"])
KEYS: Final = st.sampled_from(["x", "y"])
VALUES: Final = st.sampled_from([1, "one", True, None, {"n": [1]}, "\0"])
WRITES: Final = st.dictionaries(KEYS, VALUES, max_size=2)


@st.composite
def operations(draw: st.DrawFn, team_id: int) -> Operation:
    """One event's effect on persons of the team."""
    name = draw(st.sampled_from(["seen", "$identify", "$create_alias", "$merge_dangerously"]))
    uuid = str(UUID(int=draw(st.integers(0, 40))))
    properties: dict[str, Json] = {
        "$set": draw(WRITES),
        "$set_once": draw(WRITES),
        "$unset": draw(st.lists(KEYS, max_size=1)),
        "$anon_distinct_id": draw(NAMES),
        "alias": draw(NAMES),
        **draw(st.dictionaries(st.sampled_from(["$browser", "utm_source"]), VALUES, max_size=2)),
    }
    made = operation_of(
        team_id=team_id,
        distinct_id=draw(NAMES),
        name=name,
        at=draw(st.integers(0, 6)),
        uuid=uuid,
        properties=properties,
    )
    assert made is not None
    return made


def histories(team_id: int) -> st.SearchStrategy[list[Operation]]:
    """What up to 14 events do."""
    return st.lists(operations(team_id), max_size=14)


HISTORIES: Final = histories(TEAM)
