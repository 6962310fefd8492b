"""What was changed in a project, by whom and when."""

from typing import Final

from shared.access.current import admission
from shared.domain.activity.models import LoggedActivity
from shared.domain.activity.repository import ActivityFilter, count_activities, list_activities
from shared.http.pages import Page, page_of, read_window
from shared.http.request import current_request
from shared.http.routes import Routes
from shared.postgres.transaction import transaction

ROUTES = Routes(tag="activity_log")
PATHS: Final = (
    "/api/projects/<project_id>/activity_log/",
    "/api/environments/<project_id>/activity_log/",
)


@ROUTES.get(*PATHS, operation="activity_log:read")
def list_activity() -> Page[LoggedActivity]:
    """List writes to the project, newest first; ``scope`` and ``item_id`` choose one thing."""
    request = current_request()
    window = read_window(request)
    only = ActivityFilter(scope=request.query.get("scope"), item_id=request.query.get("item_id"))
    with transaction() as connection:
        count = count_activities(connection, admission().team_id, only=only)
        rows = list_activities(
            connection, admission().team_id, only=only, limit=window.limit, offset=window.offset
        )
    return page_of(request, window, count=count, results=rows)
