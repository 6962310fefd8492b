"""What a project knows of a property by its name, as PostHog's API shows it."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from shared.domain.event_definitions.models import Tags, Text
from shared.domain.users.basic import UserBasic

PropertyType = Literal["String", "Numeric", "Boolean", "DateTime", "Duration"]


class PropertyDefinition(BaseModel):
    """A property. ``is_seen_on_filtered_events`` is null when no events were named."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    name: str
    description: str
    tags: list[str]
    property_type: PropertyType | None
    is_numerical: bool
    is_seen_on_filtered_events: bool | None
    verified: bool
    verified_at: datetime | None
    verified_by: UserBasic | None
    hidden: bool
    updated_at: datetime
    updated_by: UserBasic | None


class PropertyDefinitionChange(BaseModel):
    """What members say of a property; what is not sent stays.

    A type that a member chose stays whatever events show; null learns it again. ``is_numerical`` is
    taken and means nothing: it follows from the type.
    """

    model_config = ConfigDict(frozen=True)

    description: Text | None = None
    tags: Tags | None = None
    property_type: PropertyType | None = None
    verified: bool | None = None
    hidden: bool | None = None
    is_numerical: bool | None = None
