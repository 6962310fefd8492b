"""What a project knows of an event by its name, as PostHog's API shows it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from shared.domain.users.basic import UserBasic


def _check_text(value: str) -> str:
    if "\0" in value:
        raise ValueError("Null characters are not allowed.")
    return value


Text = Annotated[str, Field(max_length=4000), AfterValidator(_check_text)]
Tag = Annotated[str, Field(min_length=1, max_length=255), AfterValidator(_check_text)]
Tags = Annotated[list[Tag], Field(max_length=100)]


class EventDefinition(BaseModel):
    """An event. What Hedgerow does not keep of one is there for PostHog's clients, and constant."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    name: str
    description: str
    tags: list[str]
    owner: UserBasic | None
    verified: bool
    verified_at: datetime | None
    verified_by: UserBasic | None
    hidden: bool
    primary_property: str | None
    created_at: datetime
    last_seen_at: datetime | None
    updated_at: datetime
    updated_by: UserBasic | None
    last_updated_at: datetime
    created_by: None = None
    is_action: bool = False
    action_id: None = None
    is_calculating: bool = False
    last_calculated_at: None = None
    post_to_slack: bool = False
    default_columns: list[str] = Field(default_factory=list)


class EventDefinitionChange(BaseModel):
    """What members say of an event; what is not sent stays. ``owner`` is a user's id."""

    model_config = ConfigDict(frozen=True)

    description: Text | None = None
    tags: Tags | None = None
    verified: bool | None = None
    hidden: bool | None = None
    owner: int | None = None
    primary_property: Annotated[str, Field(max_length=400)] | None = None


class NewEventDefinition(EventDefinitionChange):
    """An event that members write down before it is sent."""

    name: Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_check_text)]
