"""Answers a project's configuration, as a script and as JSON, and the small lists of the browser.

The configuration may be kept for five minutes, by browsers and by the CDN. An unknown token is not
found, and that answer is not kept: the project may be created a moment later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import orjson

from shared.access.project_tokens import check_token, find_team
from shared.domain.remote_config.assemble import assemble
from shared.errors import NotFoundError, UnauthenticatedError
from shared.http.exchange import EdgeAnswer, json_answer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.http.exchange import EdgeRequest
    from shared.json import Json

SCRIPT: Final = "application/javascript; charset=utf-8"
CACHED: Final = {"Cache-Control": "public, max-age=300"}
NOT_CACHED: Final = {"Cache-Control": "no-cache"}

# What a project without surveys, early access features and so on has (sdk-protocol 3.10).
LISTS: Final[Mapping[str, Json]] = {
    "/api/surveys": {"surveys": [], "survey_config": None},
    "/api/early_access_features": {"earlyAccessFeatures": []},
    "/api/web_experiments": {"experiments": []},
    "/api/product_tours": {"product_tours": []},
}


def answer_config(request: EdgeRequest) -> EdgeAnswer:
    """Answer the configuration as JSON; NotFoundError for a token that no project has."""
    return json_answer(assemble(_find_token(request)), headers=CACHED)


def answer_script(request: EdgeRequest) -> EdgeAnswer:
    """Answer the configuration as the script that hands it to posthog-js."""
    token = _find_token(request)
    key = orjson.dumps(token).decode()
    config = orjson.dumps({"config": assemble(token), "siteApps": []}).decode()
    script = (
        "(function(){window._POSTHOG_REMOTE_CONFIG=window._POSTHOG_REMOTE_CONFIG||{};"
        f"window._POSTHOG_REMOTE_CONFIG[{key}]={config};}})();"
    )
    return EdgeAnswer(status=200, content_type=SCRIPT, body=script, headers=CACHED)


def answer_list(request: EdgeRequest) -> EdgeAnswer:
    """Answer one of the lists; UnauthenticatedError for a token that no project has."""
    find_team(check_token(request.query.get("token")))
    return json_answer(LISTS[request.path], headers=NOT_CACHED)


def _find_token(request: EdgeRequest) -> str:
    try:
        token = check_token(request.path_parameters["token"])
        find_team(token)
    except UnauthenticatedError as error:
        raise NotFoundError("No project has this token.") from error
    return token
