"""Whether this deployment is alive, and whether every part it needs answers."""

from typing import TYPE_CHECKING, Final, Literal

from pydantic import BaseModel, ConfigDict

from shared import snapshot
from shared.errors import NotFoundError, TemporarilyUnavailableError
from shared.http.routes import Routes
from shared.postgres.connect import answer_within, connection
from shared.s3 import objects
from shared.valkey.connect import client

if TYPE_CHECKING:
    from collections.abc import Callable

ROUTES = Routes(tag="health")
PATIENCE_SECONDS: Final = 3.0


class Health(BaseModel):
    """The answer of a deployment that works."""

    model_config = ConfigDict(frozen=True)

    status: Literal["ok"]


@ROUTES.get("/_livez", operation=None)
def live() -> Health:
    """Say that the function runs."""
    return Health(status="ok")


@ROUTES.get("/_readyz", operation=None)
def ready() -> Health:
    """Say that every part answers; 503 names the first one that does not."""
    for name, check in PARTS:
        try:
            check()
        except (TemporarilyUnavailableError, NotFoundError) as error:
            raise TemporarilyUnavailableError(f"{name} is not ready.", attr=name) from error
    return Health(status="ok")


def _check_postgres() -> None:
    with answer_within(PATIENCE_SECONDS), connection() as opened:
        opened.execute("SELECT 1")


def _check_valkey() -> None:
    with client() as valkey:
        valkey.ping()


def _check_snapshot() -> None:
    """Without a snapshot the SDK edge cannot tell projects apart."""
    objects.get(snapshot.BUCKET, snapshot.KEY)


PARTS: Final[tuple[tuple[str, "Callable[[], None]"], ...]] = (
    ("postgres", _check_postgres),
    ("valkey", _check_valkey),
    ("snapshot", _check_snapshot),
)
