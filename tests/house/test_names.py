"""A name says what is inside (C6)."""

from __future__ import annotations

from tests.house.source import PACKAGES, ROOT, dashboard_files, name_of, python_files

SAY_NOTHING = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "base",
    "manager",
    "core",
    "lib",
}


def test_no_file_or_folder_has_a_name_that_says_nothing() -> None:
    paths = [*python_files(*PACKAGES, "tests"), *dashboard_files()]
    parts = {
        (name_of(path), part.removesuffix(path.suffix))
        for path in paths
        for part in path.relative_to(ROOT).parts
    }
    refused = sorted(name for name, part in parts if part.lower() in SAY_NOTHING)
    assert refused == [], "name them after what they hold"
