"""What a cohort is, as PostHog's API shows and takes it."""

from datetime import datetime
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, JsonValue, computed_field

from hogql.cohorts.build import behaviors_of
from hogql.cohorts.models import Behavior
from hogql.insights.errors import InsightError
from shared.domain.event_definitions.models import Text
from shared.domain.teams.models import Name
from shared.domain.users.basic import UserBasic

MOST_AT_ONCE: Final = 10_000
CohortType: TypeAlias = Literal["static", "person_property", "behavioral", "analytical"]
Json: TypeAlias = dict[str, JsonValue]
PersonIds: TypeAlias = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=400)]], Field(max_length=MOST_AT_ONCE)
]
_SIMPLE: Final = frozenset({Behavior.DID, Behavior.DID_TIMES})


class Cohort(BaseModel):
    """People under a name: put in by hand (static), or found by conditions.

    ``filters`` come back exactly as they were written. ``last_error_message`` says why the last
    calculation failed; the members are then those of the one before. What Hedgerow does not keep
    of a cohort is there for PostHog's clients, and constant.
    """

    model_config = ConfigDict(frozen=True)

    id: int
    name: str
    description: str
    groups: list[JsonValue] = []
    filters: Json | None
    query: Json | None
    deleted: bool
    is_calculating: bool
    created_by: UserBasic | None
    created_at: datetime
    last_calculation: datetime | None
    errors_calculating: int
    last_error_message: str | None
    count: int | None
    is_static: bool
    version: int
    pending_version: int | None
    experiment_set: list[int] = []

    @computed_field
    def cohort_type(self) -> CohortType:
        """Return what is asked of its members: nothing, what they are, what they did, or more."""
        if self.is_static:
            return "static"
        if self.query is not None:
            return "analytical"
        asked = _behaviors(self.filters)
        if asked - _SIMPLE:
            return "analytical"
        return "behavioral" if asked else "person_property"


class NewCohort(BaseModel):
    """What a client says of a cohort that it creates; ``groups`` are the filters of older ones.

    ``csv`` is the text of a file of people, in a multipart form.
    """

    model_config = ConfigDict(frozen=True)

    name: Name
    description: Text = ""
    filters: Json | None = None
    groups: list[Json] | None = None
    query: Json | None = None
    is_static: bool = False
    create_static_person_ids: PersonIds = Field(default=[], alias="_create_static_person_ids")
    csv: str | None = None


class CohortChange(BaseModel):
    """What a client changes of a cohort; what is not sent stays as it is. ``csv`` adds people."""

    model_config = ConfigDict(frozen=True)

    name: Name | None = None
    description: Text | None = None
    filters: Json | None = None
    groups: list[Json] | None = None
    query: Json | None = None
    is_static: bool | None = None
    deleted: bool | None = None
    csv: str | None = None


class NewMembers(BaseModel):
    """People to put into a static cohort, by their ids or distinct ids."""

    model_config = ConfigDict(frozen=True)

    person_ids: PersonIds


def _behaviors(filters: Json | None) -> frozenset[Behavior]:
    try:
        return behaviors_of(filters or {})
    except InsightError:
        return frozenset()  # no conditions; or its calculation says what is wrong with them
