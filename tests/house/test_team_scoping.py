"""Every repository function is scoped: connection, team_id, and the team in its SQL (C7)."""

from __future__ import annotations

import ast

import pytest

from tests.house.source import ROOT, tree_of

REPOSITORIES = sorted((ROOT / "shared" / "domain").glob("*/repository.py"))
# What has no team, or is how a team is found. Each with its reason; a function not here is scoped.
UNSCOPED: dict[str, str] = {}


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
