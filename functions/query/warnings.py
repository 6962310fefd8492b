"""What was wrong with events that a project sent, by type."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from shared import clock
from shared.access.current import admission
from shared.domain.ingestion_warnings.models import WarningSummaries
from shared.domain.ingestion_warnings.read import WarningFilter, summarize_warnings
from shared.errors import InvalidRequestError
from shared.http.filters import read_text
from shared.http.request import current_request
from shared.http.routes import Routes

if TYPE_CHECKING:
    from collections.abc import Mapping

ROUTES = Routes(tag="ingestion_warnings")
PATHS: Final = (
    "/api/projects/<project_id>/ingestion_warnings/",
    "/api/environments/<project_id>/ingestion_warnings/",
)
KEPT: Final = timedelta(days=30)


@ROUTES.get(*PATHS, operation="ingestion_warning:read")
def list_ingestion_warnings() -> WarningSummaries:
    """Sum up warnings of 30 days, or ``date_from`` to ``date_to``; ``q`` is a text in them."""
    query = current_request().query
    now = clock.now()
    only = WarningFilter(
        since=_read_time(query, "date_from", now - KEPT),
        until=_read_time(query, "date_to", now + timedelta(minutes=1)),
        contains=read_text(query, "q") or read_text(query, "search"),
        type=read_text(query, "type"),
    )
    return WarningSummaries(results=summarize_warnings(admission().team_id, only=only))


def _read_time(query: "Mapping[str, str]", name: str, default: datetime) -> datetime:
    text = query.get(name, "")
    try:
        moment = datetime.fromisoformat(text) if text else default
    except ValueError as error:
        raise InvalidRequestError("A time of ISO 8601 is required.", attr=name) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
