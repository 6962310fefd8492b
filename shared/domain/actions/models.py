"""What an action is, as PostHog's API shows and takes it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from shared.domain.event_definitions.models import Tags, Text
from shared.domain.teams.models import Name
from shared.domain.users.basic import UserBasic

Steps = Annotated[list[dict[str, JsonValue]], Field(max_length=100)]


class Action(BaseModel):
    """Events under a name of the project's own: those that fit any of the ``steps``.

    ``steps`` come back exactly as they were written. What Hedgerow does not keep of an action is
    there for PostHog's clients, and constant.
    """

    model_config = ConfigDict(frozen=True)

    id: int
    name: str
    description: str
    tags: list[str]
    steps: list[dict[str, JsonValue]]
    created_at: datetime
    created_by: UserBasic | None
    updated_at: datetime
    deleted: bool
    pinned_at: datetime | None
    team_id: int
    is_action: bool = True
    is_calculating: bool = False
    last_calculated_at: datetime | None = None
    post_to_slack: bool = False
    slack_message_format: str = ""
    bytecode_error: str | None = None
    creation_context: UUID | None = None


class NewAction(BaseModel):
    """What a client says of an action that it creates."""

    model_config = ConfigDict(frozen=True)

    name: Name
    description: Text = ""
    tags: Tags = []
    steps: Steps = []
    pinned_at: datetime | None = None


class ActionChange(BaseModel):
    """What a client changes of an action; what is not sent stays as it is."""

    model_config = ConfigDict(frozen=True)

    name: Name | None = None
    description: Text | None = None
    tags: Tags | None = None
    steps: Steps | None = None
    pinned_at: datetime | None = None
    deleted: bool | None = None
