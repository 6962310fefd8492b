"""Actions: events under a name of the project's own (application-api 5)."""

from typing import Final

from shared.access.current import admission
from shared.domain.actions.change import change_action, create_action
from shared.domain.actions.models import Action, ActionChange, NewAction
from shared.domain.actions.repository import count_actions, get_action, list_actions
from shared.http.filters import read_patterns
from shared.http.pages import Page, page_of, read_window
from shared.http.request import current_request
from shared.http.routes import Routes
from shared.postgres.transaction import transaction

ROUTES = Routes(tag="actions")
ALL: Final = ("/api/projects/<project_id>/actions/", "/api/environments/<project_id>/actions/")
ONE: Final = tuple(path + "<action_id>/" for path in ALL)


@ROUTES.get(*ALL, operation="action:read")
def list_actions_of_project() -> Page[Action]:
    """List actions, the last changed first; ``search`` looks in name and description."""
    request = current_request()
    window = read_window(request)
    patterns, team_id = read_patterns(request.query), admission().team_id
    with transaction() as connection:
        count = count_actions(connection, team_id, patterns=patterns)
        found = list_actions(
            connection, team_id, patterns=patterns, limit=window.limit, offset=window.offset
        )
    return page_of(request, window, count=count, results=found)


@ROUTES.post(*ALL, operation="action:write", status=201)
def add_action(new: NewAction) -> Action:
    """Create an action."""
    with transaction() as connection:
        return create_action(connection, admission().team_id, new, user_id=admission().user_id)


@ROUTES.get(*ONE, operation="action:read")
def read_action(action_id: int) -> Action:
    """Return an action."""
    with transaction() as connection:
        return get_action(connection, admission().team_id, action_id)


@ROUTES.patch(*ONE, operation="action:write")
def edit_action(action_id: int, change: ActionChange) -> Action:
    """Change an action; ``deleted`` takes it away and brings it back."""
    with transaction() as connection:
        return change_action(
            connection, admission().team_id, action_id, change, user_id=admission().user_id
        )
