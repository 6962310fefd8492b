"""The task of the reconciliation: compares one hour of accepted events with what is stored.

    state --check the hour--> reconciliations, log --> state of the next hour, is_done

The state machine passes the state on until it is done, and fails when events are missing: that
failure is the alarm. Without a state it begins with yesterday (UTC); ``from`` and ``to`` name other
hours.
"""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from shared import clock
from shared.domain.reconciliation.check import check_hour
from shared.domain.reconciliation.write import write_findings
from shared.logs import logger

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)

_log = logger("reconcile")


def handle(event: "Mapping[str, Any]", _context: object) -> dict[str, Any]:
    """Check the hour that begins at ``from`` and return what is left to do."""
    midnight = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    first = _read(event["from"]) if "from" in event else midnight - DAY
    last = _read(event["to"]) if "to" in event else midnight
    findings = check_hour(first)
    write_findings(findings)
    facts = {
        "hour": first.isoformat(),
        "accepted": findings.accepted.total(),
        "missing": findings.missing.total(),
        "projects": sorted(findings.missing)[:100],
    }
    if findings.missing:
        _log.error("accepted events are missing", extra=facts)
    else:
        _log.info("hour reconciled", extra=facts)
    following = first + HOUR
    return {
        "from": following.isoformat(),
        "to": last.isoformat(),
        "accepted": event.get("accepted", 0) + findings.accepted.total(),
        "missing": event.get("missing", 0) + findings.missing.total(),
        "is_done": following >= last,
    }


def _read(text: str) -> datetime:
    """Return the beginning of the hour; a time without a zone is in UTC."""
    found = datetime.fromisoformat(text)
    aware = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    return aware.replace(minute=0, second=0, microsecond=0)
