"""A token is shaped like one, and belongs to a project as far as anybody can say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shared.access.project_tokens import bearer_token, check_token, find_team
from shared.errors import UnauthenticatedError
from shared.snapshot import SnapshotTeam

if TYPE_CHECKING:
    from shared.json import Json
    from tools.memory_aws import MemoryAws

TEAM = SnapshotTeam(team_id=1, token="phc_a", timezone="UTC", anonymize_ips=False)


@pytest.mark.parametrize("token", ["phc_a", " phc_a\n", "x", "x" * 64, "sTMFPsFhdP1Ssg"])
def test_a_token_is_trimmed(token: str) -> None:
    assert check_token(token) == token.strip()


@pytest.mark.parametrize(
    "token", [None, "", "  ", 5, True, ["phc_a"], {}, "x" * 65, "ü", "a b", "a\0", "a\x01", "phx_a"]
)
def test_what_cannot_be_a_token_is_refused(token: Json) -> None:
    with pytest.raises(UnauthenticatedError):
        check_token(token)


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("Bearer phc_a", "phc_a"),
        ("bearer  phc_a ", "phc_a"),
        ("Basic phc_a", ""),
        ("phc_a", ""),
        ("Bearer", ""),
    ],
)
def test_a_credential_is_read_only_from_a_bearer(text: str, token: str) -> None:
    assert bearer_token({"authorization": text}) == token
    assert bearer_token({}) == ""


def test_a_token_of_no_project_is_refused(memory: MemoryAws) -> None:
    memory.publish(TEAM)
    assert find_team("phc_a") == TEAM
    with pytest.raises(UnauthenticatedError):
        find_team("phc_b")


def test_nobody_is_refused_while_nothing_is_known(memory: MemoryAws) -> None:
    memory.broken.add("s3")
    assert find_team("phc_a") is None
