"""Pages of a list: ``{count, next, previous, results}`` as PostHog's clients follow them.

``next`` is absolute and carries the public address, never the internal one (application-api 2.2).
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict

from shared.errors import InvalidRequestError
from shared.http.request import site_url

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shared.http.request import Request

DEFAULT_LIMIT: Final = 100
LARGEST_LIMIT: Final = 1000
Item = TypeVar("Item", bound=BaseModel)


class Page(BaseModel, Generic[Item]):
    """One page of a list; ``count`` is the length of the whole list."""

    model_config = ConfigDict(frozen=True)

    count: int
    next: str | None
    previous: str | None
    results: list[Item]


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """Which part of a list was asked for."""

    limit: int
    offset: int


def read_window(request: "Request") -> Window:
    """Return ``?limit=&offset=`` of the request; InvalidRequestError when one is no number."""
    limit = _read_number(request, "limit", default=DEFAULT_LIMIT)
    offset = _read_number(request, "offset", default=0)
    return Window(limit=min(limit, LARGEST_LIMIT) or DEFAULT_LIMIT, offset=offset)


def page_of(
    request: "Request", window: Window, *, count: int, results: "Sequence[Item]"
) -> Page[Item]:
    """Return the page, with links to its neighbours."""
    after = window.offset + window.limit
    before = max(0, window.offset - window.limit)
    return Page(
        count=count,
        next=_link(request, window.limit, after) if after < count else None,
        previous=_link(request, window.limit, before) if window.offset else None,
        results=list(results),
    )


def _read_number(request: "Request", name: str, *, default: int) -> int:
    text = request.query.get(name)
    if text is None or text == "":
        return default
    if not text.isdecimal() or len(text) > 9:
        raise InvalidRequestError("A whole number is required.", attr=name)
    return int(text)


def _link(request: "Request", limit: int, offset: int) -> str:
    query = {**request.query, "limit": str(limit), "offset": str(offset)}
    query.pop("personal_api_key", None)
    return f"{site_url(request)}{request.path}?{urlencode(query)}"
