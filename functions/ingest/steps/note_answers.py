"""Events that say something lasting of their person: a survey answered, a feature tried out.

SDKs write these person properties beside the event; servers that send the bare event need not
(sdk-protocol 4.10).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from functions.ingest.draft import Draft
    from shared.json import Json

_SURVEY: Final = "survey sent"
_ENROLLMENT: Final = "$feature_enrollment_update"
EVENTS: Final = frozenset({_SURVEY, _ENROLLMENT})


def note_answers(draft: Draft) -> None:
    """Fill in the person property, unless the event writes it itself."""
    if draft.name == _SURVEY:
        name, value = _answered(draft.properties)
    elif draft.name == _ENROLLMENT:
        name, value = _enrolled(draft.properties)
    else:
        return
    written = draft.properties.get("$set")
    if name:
        draft.properties["$set"] = {name: value, **(written if isinstance(written, dict) else {})}


def _answered(properties: Mapping[str, Json]) -> tuple[str, Json]:
    """Return the property of a survey; one that is repeated has one for each round."""
    survey, round_ = properties.get("$survey_id"), properties.get("$survey_iteration")
    if not isinstance(survey, str) or not survey:
        return "", None
    is_repeated = isinstance(round_, int) and round_ > 0
    return f"$survey_responded/{survey}{f'/{round_}' if is_repeated else ''}", True


def _enrolled(properties: Mapping[str, Json]) -> tuple[str, Json]:
    flag, enrolled = properties.get("$feature_flag"), properties.get("$feature_enrollment")
    if not isinstance(flag, str) or not flag or not isinstance(enrolled, bool):
        return "", None
    return f"$feature_enrollment/{flag}", enrolled
