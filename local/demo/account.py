"""The demo's account: signed up on a first start, logged in again when that start was cut short."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import httpx

EMAIL: Final = "demo@hedgerow.local"
ORGANIZATION: Final = "Demo"
_WORDS: Final = (
    *("alder", "beech", "bramble", "briar", "cherry", "clover", "elder", "fern", "finch"),
    *("hawthorn", "hazel", "heron", "holly", "ivy", "lark", "linden", "maple", "meadow"),
    *("nettle", "oak", "robin", "rowan", "sorrel", "thistle", "thrush", "willow", "wren", "yew"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """Who logs in to the demo, and the public token of its project."""

    email: str
    password: str
    token: str


def new_password() -> str:
    """Return words that can be read from one screen and typed on another."""
    words = "-".join(secrets.choice(_WORDS) for _ in range(4))
    return f"{words}-{secrets.randbelow(90) + 10}"


async def open_account(http: httpx.AsyncClient, password: str) -> Account:
    """Return the demo's account; it is made when nobody has it yet."""
    signup = await http.post(
        "/api/signup/",
        json={
            "first_name": "Demo",
            "email": EMAIL,
            "password": password,
            "organization_name": ORGANIZATION,
        },
    )
    if signup.is_success:
        return _account(password, signup.json())
    login = await http.post("/api/login/", json={"email": EMAIL, "password": password})
    login.raise_for_status()
    user = await http.get("/api/users/@me/")
    user.raise_for_status()
    return _account(password, user.json())


def _account(password: str, user: dict[str, Any]) -> Account:
    return Account(email=EMAIL, password=password, token=user["team"]["api_token"])
