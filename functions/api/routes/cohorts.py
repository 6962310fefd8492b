"""Cohorts: people under a name, put in by hand or found by conditions (application-api 5.5).

Creating and changing take JSON or, with a file of people, a multipart form.
"""

from typing import TYPE_CHECKING, Final, TypeVar

from pydantic import BaseModel, ValidationError

from shared.access.current import admission
from shared.domain.activity.models import LoggedActivity
from shared.domain.activity.repository import ActivityFilter, count_activities, list_activities
from shared.domain.cohorts.calculations import tell
from shared.domain.cohorts.change import (
    SCOPE,
    add_to_static,
    change_cohort,
    create_cohort,
    duplicate_as_static,
)
from shared.domain.cohorts.models import Cohort, CohortChange, NewCohort, NewMembers
from shared.domain.cohorts.repository import (
    CohortFilter,
    count_cohorts,
    get_cohort,
    search_cohorts,
)
from shared.domain.cohorts.static import Listed
from shared.domain.persons.models import Success
from shared.errors import InvalidRequestError
from shared.http.filters import read_patterns, read_text
from shared.http.multipart import is_multipart, read_multipart
from shared.http.pages import Page, page_of, read_window
from shared.http.problems import REQUIRED_DETAIL
from shared.http.request import Request, current_request
from shared.http.routes import Routes
from shared.http.tolerant_json import parse_json
from shared.postgres.transaction import transaction

if TYPE_CHECKING:
    from shared.json import Json

ROUTES = Routes(tag="cohorts")
ALL: Final = ("/api/projects/<project_id>/cohorts/", "/api/environments/<project_id>/cohorts/")
ONE: Final = tuple(path + "<cohort_id>/" for path in ALL)
ADD: Final = tuple(path + "add_persons_to_static_cohort/" for path in ONE)
DUPLICATE: Final = tuple(path + "duplicate_as_static_cohort/" for path in ONE)
KINDS: Final = {"": None, "static": True, "dynamic": False}
OBJECTS: Final = frozenset({"filters", "groups", "query", "_create_static_person_ids"})
Model = TypeVar("Model", bound=BaseModel)


@ROUTES.get(*ALL, operation="cohort:read")
def list_cohorts_of_project() -> Page[Cohort]:
    """List cohorts, the newest first; ``search`` looks in names, ``type`` is static or dynamic."""
    request = current_request()
    window = read_window(request)
    only, team_id = _read_filter(request), admission().team_id
    with transaction() as connection:
        count = count_cohorts(connection, team_id, only=only)
        found = search_cohorts(
            connection, team_id, only=only, limit=window.limit, offset=window.offset
        )
    return page_of(request, window, count=count, results=found)


@ROUTES.post(*ALL, operation="cohort:write", status=201)
def add_cohort() -> Cohort:
    """Create a cohort: NewCohort as JSON, or as a form with the file ``csv``."""
    new = _read(NewCohort)
    with transaction() as connection:
        created, due = create_cohort(
            connection, admission().team_id, new, user_id=admission().user_id
        )
    tell(due)
    return created


@ROUTES.get(*ONE, operation="cohort:read")
def read_cohort(cohort_id: int) -> Cohort:
    """Return a cohort."""
    with transaction() as connection:
        return get_cohort(connection, admission().team_id, cohort_id)


@ROUTES.patch(*ONE, operation="cohort:write")
def edit_cohort(cohort_id: int) -> Cohort:
    """Change a cohort: CohortChange as JSON, or as a form; ``deleted`` takes it away."""
    change = _read(CohortChange)
    with transaction() as connection:
        changed, due = change_cohort(
            connection, admission().team_id, cohort_id, change, user_id=admission().user_id
        )
    tell(due)
    return changed


@ROUTES.patch(*ADD, operation="cohort:write")
def add_persons_to_static_cohort(cohort_id: int, new: NewMembers) -> Success:
    """Put people into a static cohort, by their ids or distinct ids."""
    return _add(cohort_id, new)


@ROUTES.post(*ADD, operation="cohort:write")
def post_persons_to_static_cohort(cohort_id: int, new: NewMembers) -> Success:
    """Put people into a static cohort, as PATCH does."""
    return _add(cohort_id, new)


@ROUTES.post(*DUPLICATE, operation="cohort:write", status=201)
def duplicate_as_static_cohort(cohort_id: int) -> Cohort:
    """Create a static cohort of those who are in this one now."""
    with transaction() as connection:
        created, due = duplicate_as_static(
            connection, admission().team_id, cohort_id, user_id=admission().user_id
        )
    tell(due)
    return created


@ROUTES.get(*(path + "activity/" for path in ONE), operation="activity_log:read")
def list_cohort_activity(cohort_id: int) -> Page[LoggedActivity]:
    """List what members did to a cohort, newest first."""
    request = current_request()
    window, team_id = read_window(request), admission().team_id
    only = ActivityFilter(scope=SCOPE, item_id=str(cohort_id))
    with transaction() as connection:
        get_cohort(connection, team_id, cohort_id)
        count = count_activities(connection, team_id, only=only)
        rows = list_activities(
            connection, team_id, only=only, limit=window.limit, offset=window.offset
        )
    return page_of(request, window, count=count, results=rows)


def _add(cohort_id: int, new: NewMembers) -> Success:
    listed = Listed(ids=tuple(new.person_ids))
    with transaction() as connection:
        due = add_to_static(connection, admission().team_id, cohort_id, listed)
    tell(due)
    return Success(success=True)


def _read_filter(request: Request) -> CohortFilter:
    kind = read_text(request.query, "type")
    if kind not in KINDS:
        raise InvalidRequestError("The type is static or dynamic.", attr="type")
    return CohortFilter(patterns=read_patterns(request.query), is_static=KINDS[kind])


def _read(model: type[Model]) -> Model:
    """Return the body, in the errors of every other endpoint when it is none."""
    request = current_request()
    content_type = request.headers.get("content-type", "")
    try:
        if is_multipart(content_type):
            return model.model_validate(_form(request.body, content_type))
        return model.model_validate_json(request.body or "{}")
    except ValidationError as error:
        problem = error.errors(include_url=False, include_context=False, include_input=False)[0]
        attr = "__".join(str(part) for part in problem["loc"]) or None
        if problem["type"] == "json_invalid":
            message = "The body is not valid JSON."
            raise InvalidRequestError(message, code="parse_error") from error
        if problem["type"] == "missing":
            raise InvalidRequestError(REQUIRED_DETAIL, code="required", attr=attr) from error
        message = problem["msg"].removeprefix("Value error, ")
        raise InvalidRequestError(message, attr=attr) from error


def _form(body: str, content_type: str) -> "dict[str, Json]":
    """Return the parts of a form: what is an object in JSON is one as text here."""
    parts = read_multipart(body.encode(), content_type)
    return {
        name: parse_json(part.encode()) if name in OBJECTS and isinstance(part, str) else part
        for name, part in parts.items()
    }
