from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from local.front.files import Files

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def files(tmp_path: Path) -> Files:
    static, dashboard = tmp_path / "static", tmp_path / "dist"
    for version in ("1.9.0", "1.10.0"):
        (static / version).mkdir(parents=True)
        (static / version / "array.js").write_text(version)
    (dashboard / "assets").mkdir(parents=True)
    (dashboard / "assets" / "index-abc.js").write_text("app")
    (dashboard / "index.html").write_text("<html></html>")
    (tmp_path / "secret").write_text("no")
    return Files(static=static, dashboard=dashboard)


def header(files: Files, path: str, name: bytes) -> bytes:
    found = files.find(path)
    assert found is not None
    return dict(found.headers)[name]


def test_a_script_without_version_is_the_newest_one(files: Files) -> None:
    found = files.find("/static/array.js")
    assert found is not None
    assert found.body == b"1.10.0"


def test_a_script_of_a_version_never_changes(files: Files) -> None:
    found = files.find("/static/1.9.0/array.js")
    assert found is not None
    assert found.body == b"1.9.0"
    assert b"immutable" in header(files, "/static/1.9.0/array.js", b"cache-control")
    assert b"immutable" not in header(files, "/static/array.js", b"cache-control")


def test_scripts_may_be_loaded_by_any_site(files: Files) -> None:
    assert header(files, "/static/array.js", b"access-control-allow-origin") == b"*"


@pytest.mark.parametrize("path", ["/", "/insights/new", "/project/1/events"])
def test_a_page_is_the_dashboards_index(files: Files, path: str) -> None:
    found = files.find(path)
    assert found is not None
    assert found.body == b"<html></html>"
    assert header(files, path, b"cache-control") == b"no-cache"


@pytest.mark.parametrize(
    "path",
    [
        "/missing.js",
        "/static/missing.js",
        "/static/../../secret",
        "/%2e%2e/secret.txt",
        "/assets/%2e%2e/%2e%2e/secret.x",
        "/a%00.b",
    ],
)
def test_a_file_that_is_not_there_or_not_ours_is_not_found(files: Files, path: str) -> None:
    assert files.find(path) is None


def test_no_file_outside_of_the_folder_is_ever_sent(files: Files) -> None:
    found = files.find("/../secret")
    assert found is not None
    assert found.body == b"<html></html>"
