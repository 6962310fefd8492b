"""Writes every generated file, or with ``--check`` says which are out of date.

Settings, errors, topology, HogQL tables, API models --> docs/reference/* --> dashboard types
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tools import reference
from tools.fence_calls import fence_calls_page
from tools.hogql_tables import hogql_tables_page

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT: Final = Path(__file__).parent.parent
OPENAPI: Final = "docs/reference/openapi.json"
TYPES: Final = "dashboard/src/api/schema.d.ts"


def _run(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


def _openapi() -> str:
    return _run([sys.executable, "-m", "functions.api.openapi"], ROOT)


def _types() -> str:
    options = ("--default-non-nullable=false",)  # the same as in the dashboard's own script
    command = ["npm", "exec", "--offline", "--", "openapi-typescript", "../" + OPENAPI, *options]
    return _run(command, ROOT / "dashboard")


# In order: the types are made from the document before them.
GENERATED: Final[dict[str, Callable[[], str]]] = {
    OPENAPI: _openapi,
    TYPES: _types,
    "docs/reference/settings.md": reference.settings_page,
    "docs/reference/errors.md": reference.errors_page,
    "docs/reference/topology.md": reference.topology_page,
    "docs/reference/query-nodes.md": reference.query_nodes_page,
    "hogql/verifier/calls.py": fence_calls_page,
    "docs/reference/hogql-functions.md": reference.hogql_functions_page,
    "docs/reference/hogql-tables.md": hogql_tables_page,
    "docs/reference/hogql-context.md": reference.hogql_context_page,
    "docs/reference/endpoints.md": lambda: reference.endpoints_page(ROOT / OPENAPI),
}


def main(arguments: list[str]) -> int:
    """Write the files, or compare them; the exit status is 1 when one differed."""
    parser = argparse.ArgumentParser(prog="./hedgerow generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, say what differs")
    is_check = parser.parse_args(arguments).check
    stale = []
    for name, make in GENERATED.items():
        path = ROOT / name
        text = make()
        if path.is_file() and path.read_text() == text:
            continue
        stale.append(name)
        if not is_check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    for name in stale:
        sys.stdout.write(f"{'out of date' if is_check else 'written'}: {name}\n")
    return 1 if is_check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
