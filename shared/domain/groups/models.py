"""Groups and their types as the API shows them, and what clients say of one."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, JsonValue

Name = Annotated[str, Field(min_length=1, max_length=400)]


class Group(BaseModel):
    """A group: a company, a workspace."""

    model_config = ConfigDict(frozen=True)

    group_type_index: int
    group_key: str
    group_properties: dict[str, JsonValue]
    created_at: datetime


class GroupType(BaseModel):
    """One of the up to five kinds of groups; its place is that of ``$group_0`` to ``$group_4``."""

    model_config = ConfigDict(frozen=True)

    group_type: str
    group_type_index: int
    name_singular: str | None
    name_plural: str | None


class NewGroupProperty(BaseModel):
    """One property to set."""

    model_config = ConfigDict(frozen=True)

    key: Name
    value: JsonValue


class UnwantedGroupProperty(BaseModel):
    """One property to delete."""

    model_config = ConfigDict(frozen=True)

    unset: Name = Field(alias="$unset")
