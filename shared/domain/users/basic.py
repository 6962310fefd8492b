"""A user as other resources name one: who created it, who changed it last."""

from typing import Final, LiteralString
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class UserBasic(BaseModel):
    """A user in a few words. Source: PostHog's ``UserBasic``."""

    model_config = ConfigDict(frozen=True)

    id: int
    uuid: UUID
    distinct_id: str
    first_name: str
    last_name: str
    email: str
    is_email_verified: bool


BASIC: Final[LiteralString] = (
    "(SELECT jsonb_build_object('id', id, 'uuid', uuid, 'distinct_id', distinct_id,"
    " 'first_name', first_name, 'last_name', last_name, 'email', email,"
    " 'is_email_verified', is_email_verified) FROM users WHERE id = "
)
"""A user as JSON; append the column that holds the id, and a bracket."""
