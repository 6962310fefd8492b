"""What a user is, and what people send to become one or to change what we know of them."""

import re
from datetime import datetime
from typing import Annotated, Final
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from shared.domain.organizations.models import Organization, OrganizationSummary
from shared.domain.teams.models import Name, Project

PASSWORD_LENGTH: Final = 128
EMAIL_LENGTH: Final = 254
# What clients accept in turn (application-api 2.4): they refuse answers with a stranger address.
EMAIL: Final = re.compile(
    r"(?!\.)(?!.*\.\.)[A-Za-z0-9_'+.-]*[A-Za-z0-9_+-]@([A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}"
)


def _check_email(value: str) -> str:
    if not EMAIL.fullmatch(value):
        raise ValueError("Enter a valid email address.")
    return value


Email = Annotated[str, Field(max_length=EMAIL_LENGTH), AfterValidator(_check_email)]
Password = Annotated[str, Field(max_length=PASSWORD_LENGTH)]


class User(BaseModel):
    """The caller: who they are, and the organization and project they look at."""

    model_config = ConfigDict(frozen=True)

    id: int
    uuid: UUID
    distinct_id: str
    first_name: str
    last_name: str
    email: str
    is_email_verified: bool
    date_joined: datetime
    has_password: bool
    is_2fa_enabled: bool
    organization: Organization | None
    team: Project | None
    organizations: list[OrganizationSummary]


class Signup(BaseModel):
    """A person who starts an organization."""

    model_config = ConfigDict(frozen=True)

    first_name: Name
    email: Email
    password: Password
    organization_name: str = ""


class Login(BaseModel):
    """A person who proves who they are."""

    model_config = ConfigDict(frozen=True)

    email: str
    password: Password


class UserChange(BaseModel):
    """What a user may change about themselves; what is not sent stays as it is."""

    model_config = ConfigDict(frozen=True)

    first_name: Name | None = None
    last_name: Annotated[str, Field(max_length=150)] | None = None
    email: Email | None = None
    set_current_organization: UUID | None = None
    set_current_team: int | None = None


class PersonalApiKey(BaseModel):
    """A key as its owner sees it later; ``last_used_at`` is at most an hour old."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    label: str
    mask_value: str
    scopes: list[str]
    scoped_teams: list[int]
    scoped_organizations: list[UUID]
    created_at: datetime
    last_used_at: datetime | None
    user_id: int


class CreatedPersonalApiKey(PersonalApiKey):
    """A key right after it was made: the only time that ``value`` is shown."""

    value: str


class NewPersonalApiKey(BaseModel):
    """The key a user asks for; empty lists of teams and organizations mean all of them."""

    model_config = ConfigDict(frozen=True)

    label: Annotated[str, Field(min_length=1, max_length=40)]
    scopes: Annotated[list[str], Field(min_length=1)]
    scoped_teams: list[int] | None = None
    scoped_organizations: list[UUID] | None = None


class Done(BaseModel):
    """The answer of an account flow that worked."""

    model_config = ConfigDict(frozen=True)

    success: bool
