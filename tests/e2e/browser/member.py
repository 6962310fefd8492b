"""Somebody who has just signed up, at a browser: the pages they open and the events they send."""

from __future__ import annotations

import re
import secrets
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from tests.e2e.waiting import eventually

if TYPE_CHECKING:
    from datetime import datetime

    from playwright.sync_api import Page

STORED_MS: Final = 15_000


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

    def wait_for_events(self, count: int) -> None:
        """Return once the list of events shows so many.

        It is opened anew each time: an open one looks for newer events than it shows, and older
        ones may be stored later.
        """
        rows = self.page.get_by_role("button", name=re.compile(", properties$"))

        def shows_all() -> bool:
            self.open("events")
            rows.first.wait_for(timeout=STORED_MS)
            return rows.count() == count

        eventually(shows_all, what=f"{count} events")

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
