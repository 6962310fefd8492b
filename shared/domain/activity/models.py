"""What the activity log says of a write, as the API shows it."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, JsonValue


class Actor(BaseModel):
    """Who did it."""

    model_config = ConfigDict(frozen=True)

    id: int
    uuid: UUID
    first_name: str
    email: str


class LoggedActivity(BaseModel):
    """One write: ``detail`` holds the name of the thing and what changed in it."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    user: Actor | None
    scope: str
    item_id: str
    activity: str
    detail: dict[str, JsonValue]
    created_at: datetime
    is_system: bool
    was_impersonated: bool
    unread: bool
