"""Personal API keys of the caller: managed in a session, used everywhere else."""

from uuid import UUID

from shared.access.api_keys import list_keys
from shared.access.current import admission
from shared.domain.users.keys import create_key, delete_key, show_key
from shared.domain.users.models import CreatedPersonalApiKey, NewPersonalApiKey, PersonalApiKey
from shared.errors import NotFoundError
from shared.http.routes import Routes
from shared.postgres.transaction import transaction

ROUTES = Routes(tag="personal_api_keys")


@ROUTES.get("/api/personal_api_keys/", operation="personal_api_key:list")
def list_personal_api_keys() -> list[PersonalApiKey]:
    """List the caller's keys, newest first."""
    with transaction() as connection:
        return [show_key(key) for key in list_keys(connection, admission().user_id)]


@ROUTES.post("/api/personal_api_keys/", operation="personal_api_key:create", status=201)
def create_personal_api_key(new: NewPersonalApiKey) -> CreatedPersonalApiKey:
    """Create a key; its value is shown in this answer and never again."""
    with transaction() as connection:
        return create_key(connection, admission().user_id, new)


@ROUTES.get("/api/personal_api_keys/@current/", operation="personal_api_key:read_current")
def read_current_personal_api_key() -> PersonalApiKey:
    """Return the key that this request came with."""
    caller = admission().caller
    with transaction() as connection:
        keys = list_keys(connection, caller.user_id)
    for key in keys:
        if caller.key is not None and key.id == caller.key.key_id:
            return show_key(key)
    raise NotFoundError("This request came without a personal API key.")


@ROUTES.delete("/api/personal_api_keys/<key_id>/", operation="personal_api_key:delete")
def delete_personal_api_key(key_id: UUID) -> None:
    """Delete a key of the caller; it stops working at once."""
    with transaction() as connection:
        delete_key(connection, admission().user_id, key_id)
