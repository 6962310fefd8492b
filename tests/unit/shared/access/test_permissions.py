"""The table of operations and the decision."""

from __future__ import annotations

from uuid import UUID

import pytest

from shared.access.permissions import (
    OPERATIONS,
    KeyGrant,
    Level,
    Place,
    Rule,
    authorize,
    is_scope,
)
from shared.errors import ForbiddenError

HERE = UUID(int=1)
ELSEWHERE = UUID(int=2)
READ = Rule(where="project", scope="project:read")
WRITE = Rule(where="project", scope="project:write", level=Level.ADMIN)


def key_of(
    *scopes: str, teams: frozenset[int] = frozenset(), organizations: frozenset[UUID] = frozenset()
) -> KeyGrant:
    return KeyGrant(
        key_id=UUID(int=9), scopes=frozenset(scopes), teams=teams, organizations=organizations
    )


def place_of(level: Level = Level.OWNER, team_id: int | None = 7) -> Place:
    return Place(organization_id=HERE, team_id=team_id, level=level)


@pytest.mark.parametrize("level", list(Level))
def test_a_session_may_do_what_its_level_allows(level: Level) -> None:
    authorize(READ, None, place_of(level))
    if level < Level.ADMIN:
        with pytest.raises(ForbiddenError, match="permissions"):
            authorize(WRITE, None, place_of(level))
    else:
        authorize(WRITE, None, place_of(level))


def test_a_key_never_exceeds_the_level_of_its_owner() -> None:
    with pytest.raises(ForbiddenError, match="permissions"):
        authorize(WRITE, key_of("*"), place_of(Level.MEMBER))


@pytest.mark.parametrize(
    ("scope", "reads", "writes"),
    [
        ("project:read", True, False),
        ("project:write", True, True),
        ("*", True, True),
        ("query:read", False, False),
        ("project", False, False),
    ],
)
def test_writing_includes_reading(scope: str, reads: bool, writes: bool) -> None:
    for rule, allowed in ((READ, reads), (WRITE, writes)):
        if allowed:
            authorize(rule, key_of(scope), place_of())
        else:
            with pytest.raises(ForbiddenError, match="missing required scope"):
                authorize(rule, key_of(scope), place_of())


def test_a_key_for_some_projects_works_in_these_only() -> None:
    authorize(READ, key_of("*", teams=frozenset({7})), place_of())
    for place in (place_of(team_id=8), place_of(team_id=None)):
        with pytest.raises(ForbiddenError):
            authorize(READ, key_of("*", teams=frozenset({7})), place)


def test_a_key_for_some_organizations_works_in_these_only() -> None:
    authorize(READ, key_of("*", organizations=frozenset({HERE})), place_of())
    with pytest.raises(ForbiddenError, match="organization"):
        authorize(READ, key_of("*", organizations=frozenset({ELSEWHERE})), place_of())


@pytest.mark.parametrize("text", ["*", "insight:read", "feature_flag:write"])
def test_a_scope_is_an_object_and_an_action(text: str) -> None:
    assert is_scope(text)


@pytest.mark.parametrize("text", ["", "insight", "insight:", ":read", "insight:delete", "x:read"])
def test_anything_else_is_no_scope(text: str) -> None:
    assert not is_scope(text)


def test_every_operation_asks_for_a_scope_that_keys_can_have() -> None:
    scopes = {rule.scope for rule in OPERATIONS.values()} - {None, "any"}

    assert [scope for scope in scopes if scope is not None and not is_scope(scope)] == []
