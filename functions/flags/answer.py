"""Shows evaluated flags in the shape that each generation of SDKs reads.

    EvaluatedFlag... --show--> keys | values | values and payloads | one record per flag

``/flags`` answers records unless asked for version 1; ``/decide`` went through all four and always
carries the project's configuration. Source: the table of sdk-protocol 3.6.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from shared.json import Json

DECIDE_PATH: Final = "/decide"


@dataclass(frozen=True, kw_only=True, slots=True)
class EvaluatedFlag:
    """What one flag is for one person, and why. ``payload`` is JSON text.

    A flag that ``failed`` is shown as off; SDKs then keep what they knew of it.
    """

    key: str
    id: int
    version: int
    enabled: bool
    variant: str | None
    payload: str | None
    reason_code: str
    reason: str
    condition_index: int | None
    failed: bool
    has_experiment: bool

    @property
    def value(self) -> bool | str:
        """The variant of a flag that has some, else whether it is on."""
        return self.variant if self.enabled and self.variant is not None else self.enabled


@dataclass(frozen=True, kw_only=True, slots=True)
class Evaluation:
    """The flags of one request."""

    request_id: str
    evaluated_at: datetime
    flags: tuple[EvaluatedFlag, ...]


class Form(Enum):
    """How flags are written."""

    KEYS = "keys of those that are on"
    ACTIVE_VALUES = "values of those that are on"
    VALUES_AND_PAYLOADS = "values of all, and payloads"
    RECORDS = "one record per flag"


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """What an answer consists of."""

    form: Form
    with_config: bool


_DECIDE_FORMS: Final = {1: Form.KEYS, 2: Form.ACTIVE_VALUES, 3: Form.VALUES_AND_PAYLOADS}
_FLAGS_FORMS: Final = {1: Form.VALUES_AND_PAYLOADS}


def choose_shape(path: str, query: Mapping[str, str]) -> Shape:
    """Return the shape for a path and its query parameters ``v`` and ``config``."""
    version = _read_version(query.get("v", ""))
    if path == DECIDE_PATH:
        return Shape(form=_DECIDE_FORMS.get(version or 1, Form.RECORDS), with_config=True)
    says_nothing = "v" not in query and "config" not in query
    return Shape(
        form=_FLAGS_FORMS.get(version or 2, Form.RECORDS),
        with_config=says_nothing or query.get("config") == "true",
    )


def show(evaluation: Evaluation, shape: Shape) -> dict[str, Json]:
    """Return the answer without the project's configuration."""
    flags = evaluation.flags
    return {
        **_show_flags(flags, shape.form),
        "errorsWhileComputingFlags": any(flag.failed for flag in flags),
        "requestId": evaluation.request_id,
        "evaluatedAt": int(evaluation.evaluated_at.timestamp() * 1000),
    }


def _show_flags(flags: tuple[EvaluatedFlag, ...], form: Form) -> dict[str, Json]:
    match form:
        case Form.KEYS:
            return {"featureFlags": [flag.key for flag in flags if flag.enabled]}
        case Form.ACTIVE_VALUES:
            return {"featureFlags": {flag.key: flag.value for flag in flags if flag.enabled}}
        case Form.VALUES_AND_PAYLOADS:
            with_payload = (flag for flag in flags if flag.payload is not None)
            return {
                "featureFlags": {flag.key: flag.value for flag in flags},
                "featureFlagPayloads": {flag.key: flag.payload for flag in with_payload},
            }
        case Form.RECORDS:
            return {"flags": {flag.key: _record(flag) for flag in flags}}


def _record(flag: EvaluatedFlag) -> dict[str, Json]:
    record: dict[str, Json] = {
        "key": flag.key,
        "enabled": flag.enabled,
        "variant": flag.variant,
        "reason": {
            "code": flag.reason_code,
            "condition_index": flag.condition_index,
            "description": flag.reason,
        },
        "metadata": {
            "id": flag.id,
            "version": flag.version,
            "description": None,
            "payload": flag.payload,
            "has_experiment": flag.has_experiment,
        },
    }
    return {**record, "failed": True} if flag.failed else record


def _read_version(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else None
