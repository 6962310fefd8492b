"""Projects: in PostHog's API also called environments, and listed under organizations too."""

from typing import Final

from shared.access.current import admission
from shared.domain.teams.change import change_project, create_project, reset_token
from shared.domain.teams.models import NewProject, Project, ProjectChange
from shared.domain.teams.publish import publish_snapshot
from shared.domain.teams.repository import count_teams, get_team, list_teams
from shared.http.pages import Page, page_of, read_window
from shared.http.request import current_request
from shared.http.routes import Routes
from shared.postgres.transaction import transaction

ROUTES = Routes(tag="projects")
LISTS: Final = ("/api/projects/", "/api/organizations/<organization_id>/projects/")
ONE: Final = (
    "/api/projects/<project_id>/",
    "/api/environments/<project_id>/",
    "/api/organizations/<organization_id>/projects/<project_id>/",
)


@ROUTES.get(*LISTS, operation="project:list")
def list_projects() -> Page[Project]:
    """List the projects of the organization in the order they were created."""
    request = current_request()
    window = read_window(request)
    organization_id = admission().organization_id
    with transaction() as connection:
        count = count_teams(connection, organization_id)
        projects = list_teams(connection, organization_id, limit=window.limit, offset=window.offset)
    return page_of(request, window, count=count, results=projects)


@ROUTES.post(*LISTS, operation="project:create", status=201)
def add_project(new: NewProject) -> Project:
    """Create a project; SDKs may send to its token as soon as this has answered."""
    organization_id, user_id = admission().organization_id, admission().user_id
    with transaction() as connection:
        created = create_project(connection, organization_id, new, user_id=user_id)
    publish_snapshot()
    return created.project


@ROUTES.get(*ONE, operation="project:read")
def read_project() -> Project:
    """Return a project."""
    with transaction() as connection:
        return get_team(connection, admission().team_id)


@ROUTES.patch(*ONE, operation="project:update")
def change_settings(change: ProjectChange) -> Project:
    """Change settings of a project; those that are not sent stay as they are."""
    with transaction() as connection:
        changed = change_project(
            connection, admission().team_id, change, user_id=admission().user_id
        )
    if changed.must_publish:
        publish_snapshot()
    return changed.project


@ROUTES.patch(*(path + "reset_token/" for path in ONE), operation="project:reset_token")
def reset_project_token() -> Project:
    """Give a project a new token; warm functions take the old one up to 30 s more."""
    with transaction() as connection:
        changed = reset_token(connection, admission().team_id, user_id=admission().user_id)
    publish_snapshot()
    return changed.project
