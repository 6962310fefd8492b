"""A freshly signed-up project of a running Hedgerow, over HTTP as any client would use it.

The benchmarks and the end-to-end tests start here, so that neither depends on what another left.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import httpx

if TYPE_CHECKING:
    from collections.abc import Sequence

POLL_SECONDS: Final = 0.1


class NotInTimeError(AssertionError):
    """What was waited for did not come."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Project:
    """One project: its public token, a personal API key, and how to ask it."""

    url: str
    id: int
    token: str
    api_key: str
    email: str
    http: httpx.Client

    def query(self, node: dict[str, Any], refresh: str = "force_blocking") -> dict[str, Any]:
        """Return the answer of the query endpoint; HTTPStatusError when it refuses."""
        answer = self.http.post(
            f"{self.url}/api/projects/{self.id}/query/",
            json={"query": node, "refresh": refresh},
            headers={"Authorization": f"Bearer {self.api_key}"},
        )
        answer.raise_for_status()
        content: dict[str, Any] = answer.json()
        return content

    def rows(self, sql: str, **values: object) -> list[list[Any]]:
        """Return the rows of a HogQL query; ``{name}`` in it takes a value."""
        found: list[list[Any]] = self.query({"kind": "HogQLQuery", "query": sql, "values": values})[
            "results"
        ]
        return found

    def wait_for_rows(
        self, sql: str, *, count: int, seconds: float = 30.0, **values: object
    ) -> Sequence[list[Any]]:
        """Return the rows of the query once there are ``count`` of them; fail when time is up."""
        deadline = time.monotonic() + seconds
        while True:
            rows = self.rows(sql, **values)
            if len(rows) >= count:
                return rows
            if time.monotonic() > deadline:
                raise NotInTimeError(f"{len(rows)} of {count} rows after {seconds} s: {rows}")
            time.sleep(POLL_SECONDS)


def sign_up(url: str) -> Project:
    """Return a new organization's first project, with a key for everything."""
    http = httpx.Client(timeout=30.0)
    email = f"{secrets.token_hex(6)}@example.com"
    answer = http.post(
        f"{url}/api/signup/",
        json={
            "first_name": "Hazel",
            "email": email,
            "password": secrets.token_urlsafe(24),
            "organization_name": f"Hedge {email}",
        },
    )
    answer.raise_for_status()
    team = answer.json()["team"]
    key = http.post(
        f"{url}/api/personal_api_keys/",
        json={"label": "tests", "scopes": ["*"]},
        headers={"X-CSRFToken": http.cookies["posthog_csrftoken"], "Origin": url},
    )
    key.raise_for_status()
    http.cookies.clear()
    return Project(
        url=url,
        id=team["id"],
        token=team["api_token"],
        api_key=key.json()["value"],
        email=email,
        http=http,
    )
