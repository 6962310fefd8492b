"""What the house rules look at: our own files, by kind, and their syntax trees."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("hogql", "shared", "functions", "cdk", "local", "tools")


def python_files(*folders: str) -> list[Path]:
    """Return our Python files below the folders, in a stable order."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def dashboard_files() -> list[Path]:
    """Return the dashboard's sources that a person wrote."""
    return sorted(
        path
        for kind in ("*.ts", "*.tsx", "*.css")
        for path in (ROOT / "dashboard" / "src").rglob(kind)
        if not path.name.endswith((".d.ts", "LogicType.ts"))
    )


def name_of(path: Path) -> str:
    """Return the path as a reader of the repository says it."""
    return str(path.relative_to(ROOT))


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the module's syntax tree."""
    return ast.parse(path.read_text())


def functions_of(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Return every function and method of the module, nested ones too."""
    return [
        node
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
