"""Keeps events of ids that stand for nobody in particular from making a person of them.

Only clients of the newer protocol are told of it (sdk-protocol 4.2 b); for the others such an id
merely merges nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from functions.ingest.draft import Draft

_PATHS: Final = "/i/v1/"
_OF_NOBODY: Final = frozenset(
    {
        *("0", "00000000-0000-0000-0000-000000000000", "[object object]", "anonymous"),
        *("anonymous-user", "backend", "distinct_id", "distinctid", "email", "false", "guest"),
        *("id", "nan", "none", "not_authenticated", "null", "system", "true", "undefined", "user"),
    }
)
_PERSON_WRITES: Final = ("$set", "$set_once", "$unset")


def withhold_person(draft: Draft) -> None:
    """Turn person processing off for an id of nobody."""
    if not draft.arrival.path.startswith(_PATHS):
        return
    if draft.distinct_id.strip().lower() in _OF_NOBODY:
        draft.person_mode = "propertyless"
        for name in _PERSON_WRITES:
            draft.properties.pop(name, None)
