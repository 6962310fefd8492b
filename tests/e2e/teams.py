"""Two projects whose events lie between each other's, and differ only in what must stay secret.

Whatever one of them is shown, its neighbour's secret words must not be in it: they stand in the
neighbour's event names, distinct ids, properties, URLs, sessions and groups.
"""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from tools.project import sign_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from tools.project import Project

ROUNDS: Final = 20
NAMES: Final = ("view", "paid")
EVENTS_OF_EACH: Final = ROUNDS * (len(NAMES) + 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Team:
    """A project and the word that only its own members may ever read."""

    project: Project
    secret: str

    def ask(self, node: dict[str, Any], **request: object) -> httpx.Response:
        """Return what the query endpoint answers, whatever its status."""
        return self.send("POST", f"/api/projects/{self.project.id}/query/", query=node, **request)

    def ask_sql(self, text: str, **request: object) -> httpx.Response:
        """Return what a HogQL query is answered."""
        return self.ask({"kind": "HogQLQuery", "query": text}, **request)

    def send(self, method: str, path: str, **body: object) -> httpx.Response:
        """Send a request with the team's API key; without ``body`` it has none."""
        return self.project.http.request(
            method,
            f"{self.project.url}{path}",
            json=body or None,
            headers={"Authorization": f"Bearer {self.project.api_key}"},
        )

    def events(self, turn: int) -> Iterator[dict[str, Any]]:
        """Yield one round of events: the names that both teams have, and one of its own."""
        word = self.secret
        for name in (*NAMES, f"{word} happened"):
            yield {
                "event": name,
                "distinct_id": f"person {turn % 5} {word}",
                "uuid": str(uuid.uuid4()),
                "properties": {
                    "plan": f"plan {word}",
                    "amount": turn,
                    "cart": {"sku": f"sku {word}", "items": [turn, word]},
                    "$session_id": f"018f6f4e-0000-7000-8000-{word[:12]}",
                    "$current_url": f"https://{word}.example/{turn}?q={word}",
                    "$browser": f"browser {word}",
                    "$groups": {"company": f"company {word}"},
                    "$set": {"email": f"{word}@example.com"},
                },
            }


def make_teams(url: str) -> tuple[Team, Team]:
    """Return two teams of two organizations once all their events can be queried."""
    # Of hexadecimal digits, so that a word can stand in a session id too.
    teams = tuple(Team(project=sign_up(url), secret=secrets.token_hex(8)) for _ in range(2))
    for turn in range(ROUNDS):
        for team in teams:
            batch = {"api_key": team.project.token, "batch": list(team.events(turn))}
            team.project.http.post(f"{url}/batch/", json=batch).raise_for_status()
    for team in teams:
        team.project.wait_for_rows("SELECT uuid FROM events LIMIT 1000", count=EVENTS_OF_EACH)
    ours, theirs = teams
    return ours, theirs


def shown(answer: httpx.Response) -> str:
    """Return all that an answer shows: its headers and its body, as text with nothing escaped."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return f"{headers}\n{answer.text}\n{answer.text.encode().decode('unicode_escape', 'replace')}"
