from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

from local.emulator.assembly import Asset, read_assembly

if TYPE_CHECKING:
    from pathlib import Path


def write_assembly(folder: Path, stacks: dict[str, list[str]]) -> Path:
    """Write an assembly whose stacks depend on each other as given."""
    artifacts: dict[str, Any] = {}
    for name, needs in stacks.items():
        (folder / f"{name}.template.json").write_text(json.dumps({"Resources": {}, "Of": name}))
        files = {"a": asset("asset.a", "zip"), "t": asset(f"{name}.template.json", "file")}
        (folder / f"{name}.assets.json").write_text(json.dumps({"files": files}))
        artifacts[f"{name}.assets"] = {
            "type": "cdk:asset-manifest",
            "properties": {"file": f"{name}.assets.json"},
        }
        artifacts[name] = {
            "type": "aws:cloudformation:stack",
            "dependencies": [f"{name}.assets", *needs],
            "properties": {
                "templateFile": f"{name}.template.json",
                "stackTemplateAssetObjectUrl": f"s3://assets-${{AWS::AccountId}}/{name}.json",
            },
        }
    artifacts["Tree"] = {"type": "cdk:tree"}
    (folder / "manifest.json").write_text(json.dumps({"artifacts": artifacts}))
    return folder


def asset(path: str, packaging: str) -> dict[str, Any]:
    destination = {"bucketName": "assets-${AWS::AccountId}", "objectKey": f"{path}.key"}
    source = {"path": path, "packaging": packaging}
    return {"source": source, "destinations": {"current": destination}}


def test_stacks_come_after_those_they_need(tmp_path: Path) -> None:
    folder = write_assembly(tmp_path, {"api": ["data", "jobs"], "jobs": ["data"], "data": []})
    assert [stack.name for stack in read_assembly(folder)] == ["data", "jobs", "api"]


def test_a_stack_has_its_template_and_its_assets(tmp_path: Path) -> None:
    (stack,) = read_assembly(write_assembly(tmp_path, {"data": []}))
    assert stack.template["Of"] == "data"
    assert stack.location == "assets-${AWS::AccountId}/data.json"
    assert [(row.key, row.is_folder) for row in stack.assets] == [
        ("asset.a.key", True),
        ("data.template.json.key", False),
    ]


def test_the_archive_of_a_folder_depends_on_its_content_alone(tmp_path: Path) -> None:
    contents = []
    for name in ("one", "two"):
        (tmp_path / name / "inner").mkdir(parents=True)
        (tmp_path / name / "inner" / "a.py").write_text("pass\n")
        (tmp_path / name / "b.py").write_text("")
        row = Asset(bucket="b", key="k", source=tmp_path / name, is_folder=True)
        contents.append(row.content())
    assert contents[0] == contents[1]
    names = zipfile.ZipFile(io.BytesIO(contents[0])).namelist()
    assert names == ["b.py", "inner/a.py"]


def test_a_file_is_uploaded_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"{}")
    row = Asset(bucket="b", key="k", source=tmp_path / "a.json", is_folder=False)
    assert row.content() == b"{}"
