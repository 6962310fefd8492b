"""Failures as answers: ``{type, code, detail, attr}`` with the status that belongs to them.

Source of the form and of the codes: PostHog ``posthog/exceptions.py`` (application-api 2.3).
"""

from typing import TYPE_CHECKING, Any, Final

import orjson
from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel, ConfigDict

from shared.errors import ProductError, ThrottledError, UnauthenticatedError

if TYPE_CHECKING:
    from aws_lambda_powertools.event_handler.openapi.exceptions import (
        RequestUnsupportedContentType,
        RequestValidationError,
    )

JSON: Final = "application/json"
REQUIRED_DETAIL: Final = "This field is required."


class Problem(BaseModel):
    """The body of every answer that is not a success; ``attr`` names the field at fault.

    Only some have ``extra``: a fault in a query says from where to where, and what would mend it.
    """

    model_config = ConfigDict(frozen=True)

    type: str
    code: str
    detail: str
    attr: str | None
    extra: dict[str, int | str | None] | None = None


def answer(status: int, problem: Problem) -> Response[Any]:
    """Return the answer that says what went wrong."""
    return Response(
        status_code=status,
        content_type=JSON,
        body=orjson.dumps(problem.model_dump(exclude_defaults=True)).decode(),
    )


def answer_product_error(error: ProductError) -> Response[Any]:
    """Return the answer to a failure that we foresaw."""
    problem = Problem(
        type=error.type,
        code=error.code,
        detail=error.detail,
        attr=error.attr,
        extra=None if error.extra is None else dict(error.extra),
    )
    response = answer(error.status, problem)
    if isinstance(error, ThrottledError):
        response.headers["Retry-After"] = str(error.retry_after_seconds)
    if isinstance(error, UnauthenticatedError):
        response.headers["WWW-Authenticate"] = "Session"
    return response


def answer_invalid_request(error: "RequestValidationError") -> Response[Any]:
    """Return 400 for the first thing that is wrong with a request (Powertools would say 422)."""
    first: dict[str, Any] = error.errors()[0]
    kind = str(first.get("type", ""))
    if kind == "json_invalid":
        return _invalid("parse_error", "The body is not valid JSON.", None)
    attr = "__".join(str(part) for part in first.get("loc", ())[1:]) or None
    if kind in {"missing", "json_missing"}:
        return _invalid("required", REQUIRED_DETAIL, attr)
    message = str(first.get("msg", "Invalid input."))
    return _invalid("invalid_input", message.removeprefix("Value error, "), attr)


def answer_unsupported_content(_error: "RequestUnsupportedContentType") -> Response[Any]:
    """Return 415: the typed API reads JSON and forms."""
    detail = "The media type of the body is not supported; send application/json."
    problem = Problem(
        type="invalid_request", code="unsupported_media_type", detail=detail, attr=None
    )
    return answer(415, problem)


def answer_unknown_path() -> Response[Any]:
    """Return 404 for a path that no endpoint has."""
    problem = Problem(
        type="invalid_request", code="not_found", detail="Endpoint not found.", attr=None
    )
    return answer(404, problem)


def answer_wrong_method(method: str, allowed: list[str]) -> Response[Any]:
    """Return 405 for a path whose endpoints answer other methods only."""
    detail = f'Method "{method}" not allowed.'
    problem = Problem(type="invalid_request", code="method_not_allowed", detail=detail, attr=None)
    response = answer(405, problem)
    response.headers["Allow"] = ", ".join(allowed)
    return response


def answer_too_large() -> Response[Any]:
    """Return 400 for an answer that Lambda would not let through."""
    detail = "The answer is larger than 6 MB. Ask for fewer rows or columns, or accept gzip."
    return _invalid("result_too_large", detail, None)


def answer_unexpected() -> Response[Any]:
    """Return 500 for a bug; what happened is in the log and not in the answer."""
    problem = Problem(
        type="server_error", code="error", detail="A server error occurred.", attr=None
    )
    return answer(500, problem)


def _invalid(code: str, detail: str, attr: str | None) -> Response[Any]:
    problem = Problem(type="validation_error", code=code, detail=detail, attr=attr)
    return answer(400, problem)
