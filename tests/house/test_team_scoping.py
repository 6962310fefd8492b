"""Every repository function is scoped: connection, team_id, and the team in its SQL (C7)."""

from __future__ import annotations

import ast

import pytest

from tests.house.source import ROOT, tree_of

REPOSITORIES = sorted((ROOT / "shared" / "domain").glob("*/repository.py"))
# What has no team, or is how a team is found. Each with its reason; a function not here is scoped.
OF_ORGANIZATION = "organizations stand above teams: scoped to one of them, or to its member"
OF_USER = "users stand above teams: scoped to one user"
UNSCOPED: dict[str, str] = {
    "organizations.insert_organization": OF_ORGANIZATION,
    "organizations.insert_membership": OF_ORGANIZATION,
    "organizations.list_organizations": OF_USER,
    "organizations.get_organization": OF_ORGANIZATION,
    "organizations.list_projects": OF_ORGANIZATION,
    "quotas.list_used_up": "the snapshot of the SDK edge holds all projects",
    "quotas.store_usage": "counts all projects at once",
    "quotas.list_usage": OF_ORGANIZATION,
    "quotas.list_quotas": OF_ORGANIZATION,
    "quotas.set_quota": OF_ORGANIZATION,
    "teams.insert_team": "there is no team before it",
    "teams.count_teams": OF_ORGANIZATION,
    "teams.list_teams": OF_ORGANIZATION,
    "teams.list_snapshot_teams": "the SDK edge finds a team by its token, so it needs all of them",
    "users.insert_user": OF_USER,
    "users.get_user": OF_USER,
    "users.find_user_by_email": "the address is how a user is found at login",
    "users.is_email_taken": "an address is unique in the deployment",
    "users.update_names": OF_USER,
    "users.update_current": OF_USER,
    "users.note_login": OF_USER,
    "users.has_users": "says only whether there is any user",
}


def public_functions() -> list[tuple[str, ast.FunctionDef]]:
    return [
        (f"{path.parent.name}.{node.name}", node)
        for path in REPOSITORIES
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


@pytest.mark.parametrize(
    ("name", "function"),
    [pytest.param(name, function, id=name) for name, function in public_functions()],
)
def test_a_repository_function_is_scoped_to_a_team(name: str, function: ast.FunctionDef) -> None:
    arguments = [argument.arg for argument in function.args.args]
    assert arguments[:1] == ["connection"], f"{name}: start with connection"
    if name in UNSCOPED:
        return
    sql = " ".join(
        node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    assert arguments[:2] == ["connection", "team_id"], f"{name}: start with (connection, team_id)"
    assert "team_id" in sql, f"{name}: add 'team_id = %s' to its SQL"


def test_every_exception_names_a_function_that_exists() -> None:
    assert set(UNSCOPED) <= {name for name, _ in public_functions()}
