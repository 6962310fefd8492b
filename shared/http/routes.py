"""Typed endpoints as data: what a resource answers, and which operation each answer needs.

@ROUTES.get("/api/projects/<project_id>/", operation="project:read")
def read_project() -> Project: ...
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from pydantic import BaseModel

View = TypeVar("View", bound=Callable[..., object])


@dataclass(frozen=True, kw_only=True, slots=True)
class Endpoint:
    """One view under one path. ``operation`` is None when everybody may call it.

    ``documented`` is the body of the answer when the view's annotation does not show it.
    """

    method: str
    path: str
    view: Callable[..., object]
    operation: str | None
    operation_id: str
    status: int
    documented: type["BaseModel"] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Routes:
    """The endpoints of one resource; ``Api`` mounts them, OpenAPI groups them under ``tag``."""

    tag: str
    endpoints: list[Endpoint] = field(default_factory=list)

    def get(self, *paths: str, operation: str | None) -> Callable[[View], View]:
        """Answer GET on each of ``paths`` with the decorated view."""
        return self.route("GET", paths, operation=operation)

    def post(
        self,
        *paths: str,
        operation: str | None,
        status: int = 200,
        documented: type["BaseModel"] | None = None,
    ) -> Callable[[View], View]:
        """Answer POST on each of ``paths`` with the decorated view."""
        return self.route("POST", paths, operation=operation, status=status, documented=documented)

    def patch(self, *paths: str, operation: str | None) -> Callable[[View], View]:
        """Answer PATCH on each of ``paths`` with the decorated view."""
        return self.route("PATCH", paths, operation=operation)

    def delete(
        self, *paths: str, operation: str | None, status: int = 204
    ) -> Callable[[View], View]:
        """Answer DELETE on each of ``paths`` with the decorated view."""
        return self.route("DELETE", paths, operation=operation, status=status)

    def route(
        self,
        method: str,
        paths: tuple[str, ...],
        *,
        operation: str | None,
        status: int = 200,
        documented: type["BaseModel"] | None = None,
    ) -> Callable[[View], View]:
        """Answer ``method`` on each of ``paths`` with the decorated view."""

        def register(view: View) -> View:
            self.endpoints.extend(
                Endpoint(
                    method=method,
                    path=path,
                    view=view,
                    operation=operation,
                    operation_id=_operation_id(view, path, is_first=path == paths[0]),
                    status=status,
                    documented=documented,
                )
                for path in paths
            )
            return view

        return register


def _operation_id(view: Callable[..., object], path: str, *, is_first: bool) -> str:
    """Return the view's name; mounts after the first are told apart by where they hang."""
    if is_first:
        return view.__name__
    return f"{view.__name__}_in_{path.split('/')[2]}"
