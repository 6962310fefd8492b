"""What a project is: in PostHog's words a team, whose environment and project are the same."""

from datetime import datetime
from typing import Annotated, Final
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue

NAME_LENGTH: Final = 200


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


Name = Annotated[str, Field(max_length=NAME_LENGTH), AfterValidator(_check_name)]
Timezone = Annotated[str, AfterValidator(_check_timezone)]


class Project(BaseModel):
    """A project. ``timezone`` is an IANA name; ``week_start_day`` is 0 Sunday, 1 Monday or null.

    ``test_account_filters`` comes back exactly as it was written.
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
    app_urls: list[str | None]
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
    app_urls: list[str | None] | None = None
