"""What may not be committed: silenced checks, addresses of registries, paths of one machine."""

from __future__ import annotations

import re
import subprocess

from tests.house.source import PACKAGES, ROOT, name_of, python_files

# Written in parts, so that this file does not find itself.
SILENCERS = re.compile("|".join(("no" + "qa", r"(type|ty|pyright):\s*ig" + "nore")))
REGISTRIES = re.compile("(pypi|pythonhosted|npm" + r"js|debian|ubuntu)\.(org|com)")
HOMES = re.compile(r"(?<![\w.@~-])/(ro" + "ot|home/[a-z]+|wo" + "rk|Users/[A-Za-z]+)/")
UNFINISHED = re.compile("|".join((r"\bTO" + r"DO\b", r"\bFIX" + "ME", "NotImplemented" + "Error")))
TEXT = (".py", ".ts", ".tsx", ".json", ".toml", ".lock", ".md", ".yml", ".css", ".html", ".sh", "")


def committed() -> list[str]:
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return [
        name
        for name in listing.stdout.splitlines()
        if name.endswith(TEXT) or "." not in name.rsplit("/", 1)[-1]
    ]


def lines_with(pattern: re.Pattern[str], names: list[str]) -> list[str]:
    return [
        f"{name}:{number}"
        for name in names
        if (ROOT / name).is_file()
        for number, line in enumerate(
            (ROOT / name).read_text(errors="replace").splitlines(), start=1
        )
        if pattern.search(line)
    ]


def test_no_check_is_silenced_in_python() -> None:
    ours = [name_of(path) for path in python_files(*PACKAGES, "tests")]
    assert lines_with(SILENCERS, ours) == []


def test_nothing_unfinished_is_committed() -> None:
    code = [name for name in committed() if name.endswith((".py", ".ts", ".tsx"))]
    assert lines_with(UNFINISHED, code) == []


def test_no_registry_address_is_committed() -> None:
    assert lines_with(REGISTRIES, committed()) == []


def test_no_path_of_one_machine_is_committed() -> None:
    names = [name for name in committed() if not name.startswith("tests/fixtures/")]
    assert lines_with(HOMES, names) == []
