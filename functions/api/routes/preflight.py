"""What a client looks at before anybody signs in.

Source: the fields of PostHog's ``/_preflight``; the values say what is true here.
"""

from pydantic import BaseModel, ConfigDict

from shared.domain.users.repository import has_users
from shared.errors import TemporarilyUnavailableError
from shared.http.request import current_request, site_url
from shared.http.routes import Routes
from shared.postgres.transaction import transaction

ROUTES = Routes(tag="health")


class SlackService(BaseModel):
    """Whether messages can go to Slack."""

    model_config = ConfigDict(frozen=True)

    available: bool
    client_id: str | None


class Preflight(BaseModel):
    """What this deployment is and offers; ``initiated`` means that somebody has signed up."""

    model_config = ConfigDict(frozen=True)

    django: bool
    redis: bool
    plugins: bool
    celery: bool
    clickhouse: bool
    kafka: bool
    db: bool
    initiated: bool
    cloud: bool
    demo: bool
    realm: str
    region: str | None
    site_url: str
    available_social_auth_providers: dict[str, bool]
    can_create_org: bool
    email_service_available: bool
    object_storage: bool
    slack_service: SlackService


@ROUTES.get("/_preflight", operation=None)
def preflight() -> Preflight:
    """Say what this deployment is and offers."""
    initiated = _is_initiated()
    return Preflight(
        django=True,
        redis=True,
        plugins=True,
        celery=True,
        clickhouse=True,
        kafka=True,
        db=initiated is not None,
        initiated=bool(initiated),
        cloud=False,
        demo=False,
        realm="hosted-clickhouse",
        region=None,
        site_url=site_url(current_request()),
        available_social_auth_providers={
            "github": False,
            "gitlab": False,
            "google-oauth2": False,
            "saml": False,
        },
        can_create_org=True,
        email_service_available=False,
        object_storage=True,
        slack_service=SlackService(available=False, client_id=None),
    )


def _is_initiated() -> bool | None:
    """Return None when the database does not answer: this endpoint always does."""
    try:
        with transaction() as connection:
            return has_users(connection)
    except TemporarilyUnavailableError:
        return None
