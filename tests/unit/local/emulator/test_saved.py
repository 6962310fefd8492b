from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from local.emulator.saved import Addresses, restore, save

if TYPE_CHECKING:
    from pathlib import Path

FIRST: Final = Addresses(emulator="localhost:1111", host="127.0.0.1:2222")
SECOND: Final = Addresses(emulator="localhost:3333", host="127.0.0.1:4444")
STATE: Final = '{"http://localhost:1111/0/q": "http://127.0.0.1:2222/invoke/a"}'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "sqs.json").write_text(STATE)
    (tmp_path / "s3").mkdir()
    (tmp_path / "s3" / "object").write_text("kept")
    return tmp_path


def test_the_state_comes_back_with_the_addresses_of_the_new_run(root: Path) -> None:
    save(root, FIRST, "fingerprint")
    assert restore(root, SECOND) == "fingerprint"
    expected = '{"http://localhost:3333/0/q": "http://127.0.0.1:4444/invoke/a"}'
    assert (root / "state" / "sqs.json").read_text() == expected
    assert (root / "s3" / "object").exists()


def test_what_the_emulator_wrote_since_is_not_used(root: Path) -> None:
    save(root, FIRST, "fingerprint")
    (root / "state" / "sqs.json").write_text("half consumed")
    (root / "state" / "new.json").write_text("{}")
    restore(root, FIRST)
    assert {path.name: path.read_text() for path in (root / "state").iterdir()} == {
        "sqs.json": STATE
    }


def test_a_later_deployment_replaces_the_state(root: Path) -> None:
    save(root, FIRST, "one")
    (root / "state" / "sqs.json").write_text("{}")
    save(root, FIRST, "two")
    assert restore(root, SECOND) == "two"
    assert (root / "state" / "sqs.json").read_text() == "{}"


def test_without_a_saved_state_the_emulator_starts_empty(root: Path) -> None:
    assert restore(root, FIRST) is None
    assert not (root / "state").exists()
    assert not (root / "s3").exists()
