"""Flags: every generation of SDKs gets the shape it reads (sdk-protocol 3.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import orjson
import pytest

from functions.flags.app import app
from shared.snapshot import SnapshotTeam
from tests.edge_client import send
from tests.fixtures.sdk_bodies.load import TOKEN, SdkRequest, recorded

if TYPE_CHECKING:
    from shared.json import Json
    from tools.memory_aws import MemoryAws

TEAM: Final = SnapshotTeam(team_id=7, token=TOKEN, timezone="UTC", anonymize_ips=False)
ASK: Final[dict[str, Json]] = {"token": TOKEN, "distinct_id": "u"}
COMMON: Final = {"errorsWhileComputingFlags", "requestId", "evaluatedAt"}
RECORDS: Final[dict[str, Json]] = {"flags": {}}
VALUES: Final[dict[str, Json]] = {"featureFlags": {}, "featureFlagPayloads": {}}


pytestmark = pytest.mark.usefixtures("project")


@pytest.fixture
def project(memory: MemoryAws) -> None:
    """Publish one project."""
    memory.publish(TEAM)


def ask(path: str, content: Json = None, **query: str) -> dict[str, Any]:
    """Return the content of an answer that must be 200."""
    answer = send(app, path, body=orjson.dumps(content or ASK), query=query)
    assert answer["statusCode"] == 200
    found: dict[str, Any] = orjson.loads(answer["body"])
    return found


@pytest.mark.parametrize("request_", recorded("/flags/"), ids=lambda found: found.name)
def test_what_real_sdks_ask_is_answered(request_: SdkRequest) -> None:
    answer = send(
        app, request_.path, body=request_.body, headers=request_.headers, query=request_.query
    )
    assert answer["statusCode"] == 200
    content = orjson.loads(answer["body"])
    assert content["flags"] == {}
    assert content["errorsWhileComputingFlags"] is False


@pytest.mark.parametrize(
    ("query", "flags", "with_config"),
    [
        pytest.param({}, RECORDS, True, id="nothing-said"),
        pytest.param({"v": "1"}, VALUES, False, id="1"),
        pytest.param({"v": "2"}, RECORDS, False, id="2"),
        pytest.param({"v": "2", "config": "true"}, RECORDS, True, id="2-config"),
        pytest.param({"v": "2", "config": "false"}, RECORDS, False, id="2-no-config"),
        pytest.param({"config": "true"}, RECORDS, True, id="config"),
        pytest.param({"v": "3"}, RECORDS, False, id="3"),
        pytest.param({"v": "4"}, RECORDS, False, id="4"),
        pytest.param({"v": "many"}, RECORDS, False, id="no-number"),
    ],
)
def test_flags_are_answered_in_the_shape_of_the_version(
    query: dict[str, str], flags: dict[str, Any], with_config: bool
) -> None:
    content = ask("/flags/", **query)
    assert {name: content[name] for name in flags} == flags
    assert ("supportedCompression" in content) is with_config
    expected = COMMON | set(flags)
    assert expected <= set(content)
    assert with_config or set(content) == expected


@pytest.mark.parametrize(
    ("query", "flags"),
    [
        pytest.param({}, {"featureFlags": []}, id="nothing-said"),
        pytest.param({"v": "1"}, {"featureFlags": []}, id="1"),
        pytest.param({"v": "2"}, {"featureFlags": {}}, id="2"),
        pytest.param({"v": "3"}, VALUES, id="3"),
        pytest.param({"v": "4"}, RECORDS, id="4"),
    ],
)
def test_decide_always_carries_the_configuration(
    query: dict[str, str], flags: dict[str, Any]
) -> None:
    content = ask("/decide/", **query)
    assert {name: content[name] for name in flags} == flags
    assert content["hasFeatureFlags"] is False
    assert content["siteApps"] == []


@pytest.mark.parametrize("path", ["/flags/", "/decide"])
def test_a_get_is_told_the_least(memory: MemoryAws, path: str) -> None:
    answer = send(app, path, method="GET", query={"v": "4"})
    content = orjson.loads(answer["body"])
    assert answer["statusCode"] == 200
    assert content["flags"] == {}
    assert content["supportedCompression"] == ["gzip", "gzip-js"]
    assert memory.reads == []


def test_every_answer_has_its_own_id_and_its_time() -> None:
    first, second = ask("/flags/", v="2"), ask("/flags/", v="2")
    assert UUID(first["requestId"]) != UUID(second["requestId"])
    assert isinstance(first["evaluatedAt"], int)
    assert first["evaluatedAt"] > 1_700_000_000_000


@pytest.mark.parametrize(
    "content",
    [
        pytest.param({"api_key": TOKEN, "distinct_id": "u"}, id="api-key"),
        pytest.param({"$token": TOKEN, "$distinct_id": "u"}, id="dollar"),
        pytest.param({"token": TOKEN, "distinct_id": 23}, id="number"),
        pytest.param({"token": TOKEN, "distinct_id": ""}, id="empty"),
        pytest.param({"token": TOKEN, "distinct_id": "x" * 1000}, id="long"),
    ],
)
def test_a_person_may_be_named_in_many_ways(content: Json) -> None:
    assert ask("/flags/", content, v="2")["flags"] == {}


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        pytest.param({"token": TOKEN}, 400, "missing_distinct_id", id="no-id"),
        pytest.param(
            {"token": TOKEN, "distinct_id": None}, 400, "missing_distinct_id", id="null-id"
        ),
        pytest.param(
            {"token": TOKEN, "distinct_id": True}, 400, "invalid_distinct_id", id="true-id"
        ),
        pytest.param(
            {"token": TOKEN, "distinct_id": ["u"]}, 400, "invalid_distinct_id", id="array-id"
        ),
        pytest.param([ASK], 400, "invalid_body", id="array"),
        pytest.param({"distinct_id": "u"}, 401, "missing_api_key", id="no-token"),
        pytest.param(
            {"token": "phc_other", "distinct_id": "u"}, 401, "invalid_api_key", id="unknown"
        ),
        pytest.param(
            {"token": "phx_key", "distinct_id": "u"}, 401, "personal_api_key", id="personal"
        ),
    ],
)
def test_a_bad_question_is_refused_in_posthogs_form(content: Json, status: int, code: str) -> None:
    answer = send(
        app, "/flags/", body=orjson.dumps(content), headers={"Origin": "https://a.example"}
    )
    error = orjson.loads(answer["body"])
    assert (answer["statusCode"], error["code"]) == (status, code)
    assert set(error) == {"type", "code", "detail", "attr"}
    assert answer["headers"]["Access-Control-Allow-Origin"] == "https://a.example"


def test_a_question_without_a_body_is_refused() -> None:
    answer = send(app, "/flags/", query={"v": "2"})
    assert (answer["statusCode"], orjson.loads(answer["body"])["code"]) == (400, "empty_body")


def test_nobody_is_refused_while_nothing_is_known(memory: MemoryAws) -> None:
    memory.objects.clear()
    assert ask("/flags/", v="2")["flags"] == {}
