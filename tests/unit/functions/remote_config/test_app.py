"""Remote configuration: a script, the same as JSON, and the browser's small lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import orjson
import pytest

from functions.remote_config.app import app
from shared.domain.remote_config.assemble import assemble
from shared.snapshot import SnapshotTeam
from tests.edge_client import send

if TYPE_CHECKING:
    from tools.memory_aws import MemoryAws

TOKEN: Final = "phc_test"
TEAM: Final = SnapshotTeam(team_id=7, token=TOKEN, timezone="UTC", anonymize_ips=False)
ORIGIN: Final = {"Origin": "https://shop.example"}


pytestmark = pytest.mark.usefixtures("project")


@pytest.fixture
def project(memory: MemoryAws) -> None:
    """Publish one project."""
    memory.publish(TEAM)


def get_config(name: str, token: str = TOKEN) -> dict[str, Any]:
    """Return the answer to a request for a project's configuration."""
    return send(
        app,
        f"/array/{token}/{name}",
        resource=f"/array/{{token}}/{name}",
        method="GET",
        headers=ORIGIN,
        path_parameters={"token": token},
    )


def test_the_configuration_switches_off_what_does_not_exist_yet() -> None:
    answer = get_config("config")
    config = orjson.loads(answer["body"])
    assert answer["statusCode"] == 200
    assert config["token"] == TOKEN
    assert config["supportedCompression"] == ["gzip", "gzip-js"]
    assert config["analytics"] == {"endpoint": "/i/v0/e/"}
    assert config["hasFeatureFlags"] is False
    assert config["sessionRecording"] is False
    assert config["surveys"] is False
    assert config["autocapture_opt_out"] is False


def test_the_script_hands_over_the_same_configuration() -> None:
    answer = get_config("config.js")
    assert answer["statusCode"] == 200
    assert answer["headers"]["Content-Type"].startswith("application/javascript")
    found = re.fullmatch(
        r"\(function\(\)\{window\._POSTHOG_REMOTE_CONFIG=window\._POSTHOG_REMOTE_CONFIG\|\|\{\};"
        r'window\._POSTHOG_REMOTE_CONFIG\["phc_test"\]=(\{.*\});\}\)\(\);',
        answer["body"],
    )
    assert found
    assert orjson.loads(found[1]) == {"config": assemble(TOKEN), "siteApps": []}


@pytest.mark.parametrize("name", ["config", "config.js"])
def test_the_configuration_may_be_kept_and_read_across_origins(name: str) -> None:
    headers = get_config(name)["headers"]
    assert headers["Cache-Control"] == "public, max-age=300"
    assert headers["Access-Control-Allow-Origin"] == ORIGIN["Origin"]
    assert headers["Vary"] == "Origin"


@pytest.mark.parametrize("name", ["config", "config.js"])
@pytest.mark.parametrize("token", ["phc_other", "phx_key", 'a"];alert(1)//', "x" * 65])
def test_a_token_of_no_project_is_not_found_and_that_is_not_kept(name: str, token: str) -> None:
    answer = get_config(name, token)
    assert answer["statusCode"] == 404
    assert "Cache-Control" not in answer["headers"]
    assert token not in answer["body"]


@pytest.mark.parametrize("slash", ["", "/"])
@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("/api/surveys", {"surveys": [], "survey_config": None}),
        ("/api/early_access_features", {"earlyAccessFeatures": []}),
        ("/api/web_experiments", {"experiments": []}),
        ("/api/product_tours", {"product_tours": []}),
    ],
)
def test_a_project_has_none_of_the_small_things(
    path: str, content: dict[str, Any], slash: str
) -> None:
    answer = send(app, path + slash, method="GET", query={"token": TOKEN}, headers=ORIGIN)
    assert (answer["statusCode"], orjson.loads(answer["body"])) == (200, content)
    assert answer["headers"]["Access-Control-Allow-Origin"] == ORIGIN["Origin"]


@pytest.mark.parametrize("query", [{}, {"token": ""}, {"token": "phc_other"}])
def test_the_small_things_of_no_project_are_refused(query: dict[str, str]) -> None:
    answer = send(app, "/api/surveys/", method="GET", query=query)
    assert answer["statusCode"] == 401
    assert orjson.loads(answer["body"])["type"] == "authentication_error"
