"""Reads every generated statement again and refuses to run one that is not fenced (hogql 11.1).

    SQL text, team  ->  sqlglot tree  ->  nothing, or VerificationError

Independent of the printer on purpose: no list, no name and no code is shared with it. Anything
that is not known to be safe is refused. The parser is loaded at first use (hogql 11.3).
"""

import re
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

from hogql.errors import HogQLError

if TYPE_CHECKING:
    from types import ModuleType

REMEMBERED: Final = 2_048
ANY_TEAM: Final = "4294967295"
"""The last number that a team's column holds; no project ever gets it."""


class VerificationError(HogQLError):
    """A generated statement is not fenced to its team; a bug of ours, never shown in detail."""

    code = "hogql_verification"

    def __init__(self, reason: str) -> None:
        """Keep the reason for the log; the author of the query can do nothing about it."""
        super().__init__("The query could not be verified to read only your project's data")
        self.reason = reason


def verify(sql: str, team_id: int, user_id: int | None = None) -> None:
    """Raise VerificationError unless every physical table of ``sql`` is fenced to the team.

    What belongs to one person of a team, as the log of queries, is fenced to ``user_id`` as well.

    Statements that differ in their team alone get one verdict: each is judged with ``ANY_TEAM`` in
    the place of its team. A statement that holds that number already is judged as it is.
    """
    if ANY_TEAM not in sql:
        fence = re.compile(rf"team_id = {team_id:d}(?![0-9])")
        sql, team_id = fence.sub(f"team_id = {ANY_TEAM}", sql), int(ANY_TEAM)
    reason = find_fault(sql, team_id, user_id)
    if reason is not None:
        raise VerificationError(reason)


@lru_cache(maxsize=REMEMBERED)
def find_fault(sql: str, team_id: int, user_id: int | None) -> str | None:
    """Why the statement may not run, None when it may; remembered, as dashboards repeat theirs."""
    fault: str | None = _inspector().find_fault(sql, team_id, user_id)
    return fault


@lru_cache(maxsize=1)
def _inspector() -> "ModuleType":
    return import_module("hogql.verifier.inspection")
