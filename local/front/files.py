"""The files of the front door: the SDK's static scripts, and the dashboard.

/static/<version>/<file>, /static/<file>   from the folder of versions
/<file>                                    from the dashboard's build
/<any page>                                the dashboard's index.html

Files whose names hold a version or a hash never change; the others are asked for again.
"""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from local.front.answer import Answer

if TYPE_CHECKING:
    from pathlib import Path

STATIC: Final = "/static/"
_YEAR: Final = "public, max-age=31536000, immutable"
_DAY: Final = "public, max-age=86400"
_ASK: Final = "no-cache"
_HASHED: Final = "/assets/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Files:
    """Where the files are. ``static`` holds one folder a version of the SDK."""

    static: Path
    dashboard: Path

    def find(self, path: str) -> Answer | None:
        """Return the file that a path names, the index for a page, None when there is neither."""
        path = unquote(path)
        if path.startswith(STATIC):
            return self._find_static(path.removeprefix(STATIC))
        found = _inside(self.dashboard, path.lstrip("/"))
        if found is not None:
            return _answer(found, _YEAR if path.startswith(_HASHED) else _ASK)
        index = self.dashboard / "index.html"
        is_page = "." not in path.rsplit("/", 1)[-1]
        return _answer(index, _ASK) if is_page and index.is_file() else None

    def _find_static(self, name: str) -> Answer | None:
        found = _inside(self.static, name)
        if found is not None:
            return _answer(found, _YEAR)
        for version in sorted(self.static.glob("*"), key=_version, reverse=True):
            found = _inside(version, name)
            if found is not None:
                return _answer(found, _DAY)
        return None


def _inside(root: Path, name: str) -> Path | None:
    """Return the file ``name`` of ``root``, never one outside of it."""
    if not name or "\0" in name:
        return None
    path = (root / name).resolve()
    return path if path.is_relative_to(root.resolve()) and path.is_file() else None


def _version(folder: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in folder.name.split(".") if part.isdigit())


def _answer(path: Path, cache: str) -> Answer:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if kind.startswith("text/") or kind.endswith(("javascript", "json")):
        kind += "; charset=utf-8"
    headers = (
        (b"content-type", kind.encode()),
        (b"cache-control", cache.encode()),
        (b"access-control-allow-origin", b"*"),
        (b"x-content-type-options", b"nosniff"),
    )
    return Answer(status=200, headers=headers, body=path.read_bytes())
