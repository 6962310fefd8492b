"""What an organization is, as the API shows it."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class OrganizationSummary(BaseModel):
    """An organization in a list. ``membership_level``: 1 member, 8 admin, 15 owner."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    name: str
    slug: str
    membership_level: int


class ProjectSummary(BaseModel):
    """A project inside its organization; ``project_id`` equals ``id`` as in PostHog."""

    model_config = ConfigDict(frozen=True)

    id: int
    uuid: UUID
    organization: UUID
    organization_id: UUID
    project_id: int
    name: str
    api_token: str
    timezone: str


class Organization(BaseModel):
    """An organization that the caller belongs to; ``teams`` and ``projects`` are the same list."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    name: str
    slug: str
    created_at: datetime
    updated_at: datetime
    membership_level: int
    member_count: int
    teams: list[ProjectSummary]
    projects: list[ProjectSummary]
