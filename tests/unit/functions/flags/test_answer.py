"""Evaluated flags in each shape, with every kind of flag (sdk-protocol 3.6)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from functions.flags.answer import EvaluatedFlag, Evaluation, Form, Shape, show

ON: Final = EvaluatedFlag(
    key="on",
    id=1,
    version=3,
    enabled=True,
    variant=None,
    payload='{"a":1}',
    reason_code="condition_match",
    reason="Matched condition set 1",
    condition_index=0,
    failed=False,
    has_experiment=False,
)
BLUE: Final = EvaluatedFlag(
    key="blue",
    id=2,
    version=1,
    enabled=True,
    variant="blue",
    payload=None,
    reason_code="condition_match",
    reason="Matched condition set 1",
    condition_index=0,
    failed=False,
    has_experiment=True,
)
OFF: Final = EvaluatedFlag(
    key="off",
    id=3,
    version=1,
    enabled=False,
    variant=None,
    payload=None,
    reason_code="no_condition_match",
    reason="No matching condition set",
    condition_index=None,
    failed=False,
    has_experiment=False,
)
FAILED: Final = EvaluatedFlag(
    key="failed",
    id=4,
    version=1,
    enabled=False,
    variant=None,
    payload=None,
    reason_code="error",
    reason="The flag could not be evaluated",
    condition_index=None,
    failed=True,
    has_experiment=False,
)


def shown(form: Form, *flags: EvaluatedFlag) -> object:
    """Return the flags in a form, with everything else of the answer."""
    evaluation = Evaluation(
        request_id="r", evaluated_at=datetime(2026, 11, 22, 16, tzinfo=UTC), flags=flags
    )
    return show(evaluation, Shape(form=form, with_config=False))


REST: Final = {
    "errorsWhileComputingFlags": False,
    "requestId": "r",
    "evaluatedAt": 1795363200000,
}


def test_the_first_decide_names_what_is_on() -> None:
    assert shown(Form.KEYS, ON, BLUE, OFF) == {"featureFlags": ["on", "blue"], **REST}


def test_the_second_decide_gives_values_of_what_is_on() -> None:
    expected = {"featureFlags": {"on": True, "blue": "blue"}, **REST}
    assert shown(Form.ACTIVE_VALUES, ON, BLUE, OFF) == expected


def test_the_third_gives_all_values_and_payloads() -> None:
    assert shown(Form.VALUES_AND_PAYLOADS, ON, BLUE, OFF) == {
        "featureFlags": {"on": True, "blue": "blue", "off": False},
        "featureFlagPayloads": {"on": '{"a":1}'},
        **REST,
    }


def test_the_fourth_gives_a_record_for_each_flag() -> None:
    assert shown(Form.RECORDS, ON, BLUE) == {
        "flags": {
            "on": {
                "key": "on",
                "enabled": True,
                "variant": None,
                "reason": {
                    "code": "condition_match",
                    "condition_index": 0,
                    "description": "Matched condition set 1",
                },
                "metadata": {
                    "id": 1,
                    "version": 3,
                    "description": None,
                    "payload": '{"a":1}',
                    "has_experiment": False,
                },
            },
            "blue": {
                "key": "blue",
                "enabled": True,
                "variant": "blue",
                "reason": {
                    "code": "condition_match",
                    "condition_index": 0,
                    "description": "Matched condition set 1",
                },
                "metadata": {
                    "id": 2,
                    "version": 1,
                    "description": None,
                    "payload": None,
                    "has_experiment": True,
                },
            },
        },
        **REST,
    }


def test_a_failed_flag_is_off_and_says_so() -> None:
    content = shown(Form.RECORDS, ON, FAILED)
    assert isinstance(content, dict)
    assert content["errorsWhileComputingFlags"] is True
    assert content["flags"]["failed"]["failed"] is True
    assert content["flags"]["failed"]["enabled"] is False
    assert "failed" not in content["flags"]["on"]
