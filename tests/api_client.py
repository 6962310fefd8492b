"""Drives the typed API as a client does: through ``handle(event, context)``, keeping cookies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from tests.proxy_events import Answer, LambdaContext, proxy_event, read_answer

if TYPE_CHECKING:
    from collections.abc import Mapping

Handle = Callable[[Any, Any], dict[str, Any]]
PASSWORD: Final = "four green herons wade"


@dataclass(kw_only=True)
class ApiClient:
    """A browser (cookies, CSRF header) or, with ``api_key``, a script."""

    handle: Handle
    api_key: str | None = None
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, url: str, **options: Any) -> Answer:
        return self.send("GET", url, **options)

    def post(self, url: str, body: object = None, **options: Any) -> Answer:
        return self.send("POST", url, body=body, **options)

    def patch(self, url: str, body: object = None, **options: Any) -> Answer:
        return self.send("PATCH", url, body=body, **options)

    def delete(self, url: str, **options: Any) -> Answer:
        return self.send("DELETE", url, **options)

    def send(
        self,
        method: str,
        url: str,
        *,
        body: object = None,
        headers: Mapping[str, str] | None = None,
        handle: Handle | None = None,
    ) -> Answer:
        """Send one request; ``handle`` sends it to another function of the same site."""
        event = self.event(method, url, body=body, headers=headers)
        answer = read_answer((handle or self.handle)(event, LambdaContext()))
        self.cookies.update(answer.cookies)
        return answer

    def event(
        self,
        method: str,
        url: str,
        *,
        body: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        """Return the event of a request with this client's proof of who it is."""
        return proxy_event(method, url, body=body, headers={**self._proof(), **(headers or {})})

    def with_key(self, *scopes: str, **limits: Any) -> ApiClient:
        """Return a script that uses a new key of this browser's user."""
        body = {"label": "test", "scopes": list(scopes), **limits}
        created = self.post("/api/personal_api_keys/", body)
        assert created.status == 201, created.body
        return ApiClient(handle=self.handle, api_key=created.body["value"])

    def _proof(self) -> dict[str, str]:
        if self.api_key is not None:
            return {"Authorization": f"Bearer {self.api_key}"}
        if not self.cookies:
            return {}
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": cookie, "X-CSRFToken": self.cookies.get("posthog_csrftoken", "")}


def sign_up(handle: Handle, name: str = "ada") -> ApiClient:
    """Return the browser of a new owner of a new organization."""
    client = ApiClient(handle=handle)
    body = {
        "first_name": name.title(),
        "email": f"{name}@example.com",
        "password": PASSWORD,
        "organization_name": f"{name.title()} Limited",
    }
    answer = client.post("/api/signup/", body)
    assert answer.status == 201, answer.body
    return client
