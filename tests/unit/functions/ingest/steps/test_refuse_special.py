"""Events that are not events (sdk-protocol 4.10)."""

from functions.ingest.dropped import Refusal
from functions.ingest.steps.refuse_special import refuse_special
from tests.unit.functions.ingest.steps.drafts import draft


def test_a_clients_own_warning_keeps_its_words() -> None:
    properties = {"$$client_ingestion_warning_message": "slow down"}
    taken = draft(dict(properties), name="$$client_ingestion_warning")
    assert refuse_special(taken) is Refusal.CLIENT_WARNING
    assert taken.message == "slow down"


def test_other_events_are_not_refused() -> None:
    assert refuse_special(draft(name="$$heatmap")) is None
