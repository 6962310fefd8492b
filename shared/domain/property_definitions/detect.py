"""Which type a property has, judged by one of its values.

    "created_at", 1767225600 -> DateTime    "plan", "pro" -> String    "vip", "true" -> Boolean

Source: PostHog ``rust/property-defs-rs`` (sdk-protocol 4.11).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from shared.domain.nul import without_nul

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shared.json import Json

DetectedType: TypeAlias = Literal["String", "Numeric", "Boolean", "DateTime"]

LONGEST_NAME: Final = 400
INTERNAL: Final = frozenset(
    {
        *("$set", "$set_once", "$unset", "$groups", "$group_set", "$elements"),
        *("$group_0", "$group_1", "$group_2", "$group_3", "$group_4"),
    }
)
TEXT_FAMILIES: Final = ("$feature/", "$initial_utm_", "utm_", "$survey_response")
_DATE: Final = re.compile(
    r"\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?"
    r"(Z|[+-]\d{2}:?\d{2})?)?"
)
_MOMENT_NAME: Final = re.compile(r"time|date|_at$", re.IGNORECASE)
_SECONDS: Final = range(946_684_800, 4_102_444_800)  # the years 2000 to 2099
_MILLISECONDS: Final = range(946_684_800_000, 4_102_444_800_000)


def detect_types(properties: Mapping[str, Json]) -> Iterator[tuple[str, DetectedType | None]]:
    """Yield each property that is a definition, with its type; None when the value tells none."""
    for name, value in properties.items():
        if name and name not in INTERNAL and len(name) <= LONGEST_NAME:
            yield without_nul(name), detect_type(name, value)


def detect_type(name: str, value: Json) -> DetectedType | None:
    """Return the type that a value shows; None for null, objects and arrays."""
    if name.startswith(TEXT_FAMILIES) or name == "$feature_flag_response":
        return "String"
    if isinstance(value, bool):
        return "Boolean"
    if isinstance(value, str):
        return _type_of_text(value)
    if isinstance(value, int | float):
        return "DateTime" if _is_moment(name, value) else "Numeric"
    return None


def _type_of_text(value: str) -> DetectedType:
    if value.lower() in {"true", "false"}:
        return "Boolean"
    return "DateTime" if _DATE.fullmatch(value) else "String"


def _is_moment(name: str, value: float) -> bool:
    if not _MOMENT_NAME.search(name) or value != value // 1:
        return False
    return int(value) in _SECONDS or int(value) in _MILLISECONDS
