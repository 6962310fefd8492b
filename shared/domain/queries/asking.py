"""Who asks of which project: what every way to an answer needs to know besides the query."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hogql.context import Restrictions
from shared.domain.queries.bounds import UNBOUND, Bounds

if TYPE_CHECKING:
    from datetime import datetime

    from hogql.context import LimitContext
    from shared.domain.teams.models import Project


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """Who asks, when, and what for: an export gets more rows than a screen.

    ``is_personal``: the answer is kept for this user only, so it may show their own rows.
    ``restrictions`` are what the caller may not read; the key of a kept result holds them.
    ``bounds`` are what the statements are held to.
    """

    project: "Project"
    user_id: int
    now: "datetime"
    limit_context: "LimitContext" = "query"
    is_personal: bool = False
    restrictions: Restrictions = field(default_factory=Restrictions)
    bounds: Bounds = UNBOUND
