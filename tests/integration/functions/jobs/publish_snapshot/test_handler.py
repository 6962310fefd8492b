"""The minutely repair of a publication that was lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from functions.api.app import handle as handle_api
from functions.jobs.publish_snapshot.handler import handle
from tests.api_client import sign_up

if TYPE_CHECKING:
    from tests.integration.site import Bucket


def test_a_snapshot_that_was_lost_is_published_again(site: Bucket) -> None:
    token = sign_up(handle_api).get("/api/projects/@current/").body["api_token"]
    before = site.published()
    site.empty()

    answer = handle({}, None)

    assert set(site.published().teams) == {token}
    assert site.published().version == answer["version"] > before.version
