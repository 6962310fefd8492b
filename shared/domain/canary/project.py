"""The project of the canary: one that belongs to us, so that nobody sees it or pays for it.

Its organization has no members, and what the API shows goes by membership.
"""

from typing import TYPE_CHECKING, Final
from uuid import UUID

from shared import ids

if TYPE_CHECKING:
    from psycopg import Connection

TEAM_ID: Final = 2_147_483_647  # far from those that projects are given one after the other
ORGANIZATION: Final = UUID("00000000-0000-7000-8000-000000000001")
PROJECT: Final = UUID("00000000-0000-7000-8000-000000000002")
_ADD_ORGANIZATION: Final = """
INSERT INTO organizations (id, name, slug) VALUES (%s, 'Hedgerow', %s) ON CONFLICT DO NOTHING
"""
_ADD_PROJECT: Final = """
INSERT INTO teams (id, uuid, organization_id, name, api_token, anonymize_ips)
VALUES (%s, %s, %s, 'Canary', %s, true) ON CONFLICT DO NOTHING
"""


def add_project(connection: "Connection") -> bool:
    """Add the project unless it is there; return whether it was added, and must be published."""
    connection.execute(_ADD_ORGANIZATION, (ORGANIZATION, f"internal-{ORGANIZATION}"))
    values = (TEAM_ID, PROJECT, ORGANIZATION, ids.project_token())
    return connection.execute(_ADD_PROJECT, values).rowcount > 0
