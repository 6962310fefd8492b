"""A synthesized CDK app on disk: its stacks in the order they deploy in, and their assets.

manifest.json, *.template.json, *.assets.json -> Stack(name, template, assets)

Made by ``python -m cdk.app``; the CDK's own command line is not needed to read it.
"""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# Which of our addresses a function's invocations go to; it ends with the function's topology name.
PROXY_VARIABLE: Final = "MINISTACK_LAMBDA_PROXY_URL"
_STACK: Final = "aws:cloudformation:stack"
_ASSETS: Final = "cdk:asset-manifest"
_OLDEST_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asset:
    """A file or folder that a template refers to by bucket and key."""

    bucket: str
    key: str
    source: Path
    is_folder: bool

    def content(self) -> bytes:
        """Return what is uploaded: the file, or the folder as a zip archive."""
        return _zip(self.source) if self.is_folder else self.source.read_bytes()


@dataclass(frozen=True, kw_only=True, slots=True)
class Stack:
    """One stack. ``location`` is where its template is uploaded to, ``bucket/key``."""

    name: str
    location: str
    template: Mapping[str, Any]
    assets: tuple[Asset, ...]


def read_assembly(folder: Path) -> tuple[Stack, ...]:
    """Return the stacks, each after those it takes values from."""
    artifacts: dict[str, Any] = json.loads((folder / "manifest.json").read_text())["artifacts"]
    needs = {name: set(row.get("dependencies", ())) for name, row in artifacts.items()}
    ordered = TopologicalSorter(needs).static_order()
    return tuple(
        _read_stack(folder, name, artifacts)
        for name in ordered
        if artifacts.get(name, {}).get("type") == _STACK
    )


def _read_stack(folder: Path, name: str, artifacts: Mapping[str, Any]) -> Stack:
    row = artifacts[name]
    properties = row["properties"]
    return Stack(
        name=properties.get("stackName", name),
        location=properties["stackTemplateAssetObjectUrl"].removeprefix("s3://"),
        template=json.loads((folder / properties["templateFile"]).read_text()),
        assets=tuple(
            asset
            for needed in row.get("dependencies", ())
            if artifacts[needed]["type"] == _ASSETS
            for asset in _read_assets(folder, artifacts[needed]["properties"]["file"])
        ),
    )


def _read_assets(folder: Path, name: str) -> list[Asset]:
    manifest: dict[str, Any] = json.loads((folder / name).read_text())
    return [
        Asset(
            bucket=destination["bucketName"],
            key=destination["objectKey"],
            source=folder / row["source"]["path"],
            is_folder=row["source"]["packaging"] == "zip",
        )
        for row in manifest.get("files", {}).values()
        for destination in row["destinations"].values()
    ]


def _zip(folder: Path) -> bytes:
    """Return the folder as an archive that depends on nothing but its content."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(str(path.relative_to(folder)), _OLDEST_ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    return buffer.getvalue()
