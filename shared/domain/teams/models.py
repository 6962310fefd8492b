"""What a project is: in PostHog's words a team, whose environment and project are the same."""

from datetime import datetime
from typing import Annotated, Final, Self
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, model_validator

NAME_LENGTH: Final = 200
MOST_DROP_RULES: Final = 100
MOST_PATHS: Final = 100
LONGEST_REGEX: Final = 1000


def _check_timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f'"{value}" is not a valid choice.') from error
    return value


def _check_name(value: str) -> str:
    name = value.strip()
    if not name:
        raise ValueError("This field may not be blank.")
    return name


class IgnoredEvents(BaseModel):
    """Events that are not taken: those that match all that is named, which is at least one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    event: Annotated[str, Field(min_length=1, max_length=NAME_LENGTH)] | None = None
    distinct_id: Annotated[str, Field(min_length=1, max_length=NAME_LENGTH)] | None = None

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if self.event is None and self.distinct_id is None:
            raise ValueError("A rule names an event, a distinct id or both.")
        return self


class PathCleaningFilter(BaseModel):
    """What of a path matches ``regex`` is shown as ``alias``; rules apply in their order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    regex: Annotated[str, Field(min_length=1, max_length=LONGEST_REGEX)]
    alias: Annotated[str, Field(max_length=NAME_LENGTH)] = ""
    order: int | None = None


Name = Annotated[str, Field(max_length=NAME_LENGTH), AfterValidator(_check_name)]
Timezone = Annotated[str, AfterValidator(_check_timezone)]


class Project(BaseModel):
    """A project. ``timezone`` is an IANA name; ``week_start_day`` is 0 Sunday, 1 Monday or null.

    ``test_account_filters`` comes back exactly as it was written. ``drop_rules`` and
    ``events_per_minute``, above which events are stored later than others, are ours.
    """

    model_config = ConfigDict(frozen=True)

    id: int
    uuid: UUID
    organization: UUID
    organization_id: UUID
    project_id: int
    name: str
    api_token: str
    timezone: str
    week_start_day: int | None
    anonymize_ips: bool
    test_account_filters: list[dict[str, JsonValue]]
    test_account_filters_default_checked: bool
    path_cleaning_filters: list[PathCleaningFilter]
    aggregate_users_by_distinct_id: bool
    app_urls: list[str | None]
    cookieless_server_hash_mode: int
    drop_rules: list[IgnoredEvents]
    events_per_minute: int | None
    created_at: datetime
    updated_at: datetime


class NewProject(BaseModel):
    """What a client says of a project that it creates."""

    model_config = ConfigDict(frozen=True)

    name: Name = "Default project"
    timezone: Timezone = "UTC"


class ProjectChange(BaseModel):
    """The settings a client may change; those it does not send stay as they are."""

    model_config = ConfigDict(frozen=True)

    name: Name | None = None
    timezone: Timezone | None = None
    week_start_day: Annotated[int, Field(ge=0, le=1)] | None = None
    anonymize_ips: bool | None = None
    test_account_filters: list[dict[str, JsonValue]] | None = None
    test_account_filters_default_checked: bool | None = None
    path_cleaning_filters: (
        Annotated[list[PathCleaningFilter], Field(max_length=MOST_PATHS)] | None
    ) = None
    aggregate_users_by_distinct_id: bool | None = None
    app_urls: list[str | None] | None = None
    cookieless_server_hash_mode: Annotated[int, Field(ge=0, le=2)] | None = None
    drop_rules: Annotated[list[IgnoredEvents], Field(max_length=MOST_DROP_RULES)] | None = None
    events_per_minute: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
