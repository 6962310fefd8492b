"""Answers which flags a person has: read, resolve the project, evaluate, answer in one shape.

EdgeRequest --read--> FlagsRequest --evaluate--> EvaluatedFlag... --show--> JSON of the shape
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from functions.flags.answer import Evaluation, choose_shape, show
from functions.flags.request import read_flags_request
from shared import clock, ids
from shared.access.project_tokens import find_team
from shared.domain.remote_config.assemble import assemble, assemble_minimal
from shared.http.body import decode_request
from shared.http.exchange import json_answer

if TYPE_CHECKING:
    from functions.flags.answer import EvaluatedFlag
    from shared.http.exchange import EdgeAnswer, EdgeRequest

NO_FLAGS: Final[tuple[EvaluatedFlag, ...]] = ()

_logger: Final = logging.getLogger(__name__)


def handle(request: EdgeRequest) -> EdgeAnswer:
    """Answer the flags of the person the request names; raise a ProductError otherwise.

    A GET names nobody: it gets no flags and the least configuration.
    """
    shape = choose_shape(request.path, request.query)
    if request.method == "GET":
        return json_answer({**assemble_minimal(), **show(_stamp(NO_FLAGS), shape)})
    asked = read_flags_request(decode_request(request).value)
    team = find_team(asked.token)
    evaluation = _stamp(NO_FLAGS)
    config = assemble(asked.token) if shape.with_config else {}
    _logger.info(
        "flags answered",
        extra={"team_id": team.team_id if team else None, "flags": len(evaluation.flags)},
    )
    return json_answer({**config, **show(evaluation, shape)})


def _stamp(flags: tuple[EvaluatedFlag, ...]) -> Evaluation:
    """Return the flags of one request with its id and time."""
    return Evaluation(request_id=str(ids.uuid7()), evaluated_at=clock.now(), flags=flags)
