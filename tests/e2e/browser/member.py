"""Somebody who has just signed up, at a browser: the pages they open and the events they send."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from playwright.sync_api import Page


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A page that is logged in, and the project it may see."""

    page: Page
    url: str
    project_id: int
    token: str
    email: str
    password: str

    def open(self, screen: str, search: str = "") -> None:
        """Go to a screen of the project: ``home``, ``events``, ``trends``, ``settings``."""
        self.page.goto(f"{self.url}/project/{self.project_id}/{screen}{search}")

    def send(
        self,
        event: str,
        *,
        distinct_id: str = "hazel",
        at: datetime | None = None,
        **properties: object,
    ) -> None:
        """Send one event through the capture API, as an SDK does."""
        body: dict[str, Any] = {
            "api_key": self.token,
            "event": event,
            "distinct_id": distinct_id,
            "uuid": str(uuid.uuid4()),
            "properties": properties,
        }
        if at is not None:
            body["timestamp"] = at.isoformat()
        answer = self.page.request.post(f"{self.url}/i/v0/e/", data=body)
        assert answer.ok, answer.text()


def sign_up_on(page: Page, url: str) -> Member:
    """Return a new member; the page's context holds their session."""
    email = f"{secrets.token_hex(6)}@example.com"
    password = secrets.token_urlsafe(24)
    answer = page.request.post(
        f"{url}/api/signup/",
        data={
            "first_name": "Hazel",
            "email": email,
            "password": password,
            "organization_name": "Hedge and sons",
        },
    )
    assert answer.ok, answer.text()
    team = answer.json()["team"]
    return Member(
        page=page,
        url=url,
        project_id=team["id"],
        token=team["api_token"],
        email=email,
        password=password,
    )
