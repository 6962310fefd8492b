"""A person as the API shows it, and what clients say of one."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue

MOST_AT_ONCE: Final = 1000  # PostHog's own limit of a bulk deletion

Name = Annotated[str, Field(min_length=1, max_length=400)]


class Person(BaseModel):
    """A person: ``id`` and ``uuid`` are the same, since persons have no number."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    uuid: UUID
    name: str
    distinct_ids: list[str]
    properties: dict[str, JsonValue]
    is_identified: bool
    created_at: datetime


class PersonChange(BaseModel):
    """Properties to set; those that are not sent stay as they are."""

    model_config = ConfigDict(frozen=True)

    properties: dict[Name, JsonValue] = Field(default_factory=dict)


class NewProperty(BaseModel):
    """One property to set."""

    model_config = ConfigDict(frozen=True)

    key: Name
    value: JsonValue


class UnwantedProperty(BaseModel):
    """One property to delete."""

    model_config = ConfigDict(frozen=True)

    unset: Name = Field(alias="$unset")


class Split(BaseModel):
    """Which distinct id keeps the person; without one, that which the person is named by."""

    model_config = ConfigDict(frozen=True)

    main_distinct_id: str | None = None


class BulkDeletion(BaseModel):
    """Whom to delete, by id or by distinct id, and what else of them."""

    model_config = ConfigDict(frozen=True)

    ids: list[UUID] = Field(default_factory=list, max_length=MOST_AT_ONCE)
    distinct_ids: list[str] = Field(default_factory=list, max_length=MOST_AT_ONCE)
    delete_events: bool = False
    delete_recordings: bool = False


class Deleted(BaseModel):
    """How many people were found and deleted."""

    model_config = ConfigDict(frozen=True)

    persons_found: int
    persons_deleted: int
    events_queued_for_deletion: bool
    recordings_queued_for_deletion: bool


class Success(BaseModel):
    """It was done."""

    model_config = ConfigDict(frozen=True)

    success: Literal[True]
