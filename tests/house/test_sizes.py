"""Size is a rule, not a hope (C5). What is too long is usually two rooms."""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.house.source import (
    PACKAGES,
    dashboard_files,
    functions_of,
    name_of,
    python_files,
    tree_of,
)

if TYPE_CHECKING:
    from pathlib import Path

FILE_LINES = 300
FUNCTION_LINES = 40
DASHBOARD_FILE_LINES = 200
FILES_IN_A_FOLDER = 25
TABLE_LINES = 20  # a literal longer than this is data, and data is not read line by line


def lines_of(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def table_lines(path: Path) -> int:
    """Return how many lines of the module are literals of a module-level name."""
    return sum(
        lines_of(node)
        for node in tree_of(path).body
        if isinstance(node, ast.Assign | ast.AnnAssign) and lines_of(node) > TABLE_LINES
    )


def docstring_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    if ast.get_docstring(function) is None:
        return 0
    return lines_of(function.body[0])


@pytest.mark.parametrize("path", python_files(*PACKAGES), ids=name_of)
def test_a_file_without_its_tables_has_at_most_300_lines(path: Path) -> None:
    lines = len(path.read_text().splitlines()) - table_lines(path)
    assert lines <= FILE_LINES, f"{name_of(path)} has {lines} lines: cut it where the subject turns"


@pytest.mark.parametrize("path", python_files(*PACKAGES), ids=name_of)
def test_a_function_without_its_docstring_has_at_most_40_lines(path: Path) -> None:
    long = {
        function.name: lines_of(function) - docstring_lines(function)
        for function in functions_of(path)
        if lines_of(function) - docstring_lines(function) > FUNCTION_LINES
    }
    assert long == {}, f"{name_of(path)}: name the parts of {long}"


@pytest.mark.parametrize("path", dashboard_files(), ids=name_of)
def test_a_dashboard_file_has_at_most_200_lines(path: Path) -> None:
    lines = len(path.read_text().splitlines())
    assert lines <= DASHBOARD_FILE_LINES, f"{name_of(path)} has {lines} lines"


def test_no_folder_holds_more_than_25_modules() -> None:
    count = Counter(path.parent for path in python_files(*PACKAGES))
    crowded = [name_of(folder) for folder, files in count.items() if files > FILES_IN_A_FOLDER]
    assert crowded == []
