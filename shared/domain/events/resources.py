"""What an event counts as, where projects have monthly limits: each resource has its own.

Source: PostHog's quota resources (aws 2.1, step 4).
"""

from __future__ import annotations

from typing import Final

EVENTS: Final = "events"
EXCEPTIONS: Final = "exceptions"
FLAG_CALLS: Final = "feature_flag_requests"
MODEL_EVENTS: Final = "llm_events"
RECORDINGS: Final = "recordings"
SURVEY_ANSWERS: Final = "survey_responses"
RESOURCES: Final = (EVENTS, EXCEPTIONS, FLAG_CALLS, MODEL_EVENTS, RECORDINGS, SURVEY_ANSWERS)
MODEL_PREFIX: Final = "$ai_"
NAMES: Final = {
    "$exception": EXCEPTIONS,
    "$feature_flag_called": FLAG_CALLS,
    "$snapshot": RECORDINGS,
    "survey dismissed": SURVEY_ANSWERS,
    "survey sent": SURVEY_ANSWERS,
    "survey shown": SURVEY_ANSWERS,
}


def resource_of(event: str) -> str:
    """Return the resource that an event of this name uses up."""
    found = NAMES.get(event)
    if found is not None:
        return found
    return MODEL_EVENTS if event.startswith(MODEL_PREFIX) else EVENTS
