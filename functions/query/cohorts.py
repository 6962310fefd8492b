"""Who is in a cohort: the ids from ClickHouse, the people from PostgreSQL."""

from typing import Final

from pydantic import BaseModel, ConfigDict

from shared.access.current import admission
from shared.domain.cohorts.calculate import member_ids
from shared.domain.cohorts.repository import get_cohort
from shared.domain.persons.models import Person
from shared.domain.persons.search import find_persons
from shared.http.pages import page_of, read_window
from shared.http.request import current_request
from shared.http.routes import Routes
from shared.postgres.transaction import transaction

ROUTES = Routes(tag="cohorts")
PEOPLE: Final = tuple(
    f"/api/{root}/<project_id>/cohorts/<cohort_id>/persons/"
    for root in ("projects", "environments")
)


class People(BaseModel):
    """A page of people, without how many there are: the cohort says that."""

    model_config = ConfigDict(frozen=True)

    next: str | None
    previous: str | None
    results: list[Person]


@ROUTES.get(*PEOPLE, operation="person:read")
def list_people_of_cohort(cohort_id: int) -> People:
    """List the members of a cohort as of its last calculation."""
    request = current_request()
    window, team_id = read_window(request), admission().team_id
    with transaction() as connection:
        cohort = get_cohort(connection, team_id, cohort_id)
    # One more than is shown tells whether there is a next page.
    ids = member_ids(team_id, cohort, limit=window.limit + 1, offset=window.offset)
    with transaction() as connection:
        people = find_persons(connection, team_id, ids=ids[: window.limit], distinct_ids=())
    page = page_of(request, window, count=window.offset + len(ids), results=people)
    return People(next=page.next, previous=page.previous, results=page.results)
