"""The typed API's shell: routing, permission before validation, errors, one log line per request.

    proxy v1 event -> Request -> forgery check -> guard -> validation -> view -> proxy v1 answer

Every failure leaves in PostHog's form ``{type, code, detail, attr}`` (application-api 2.3). Paths
match with and without a trailing slash.

Trap: Powertools keeps the running event on a class and the matched route on the resolver. Both are
replaced here by values of the running context, so that one ``Api`` may serve many threads at once.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar, copy_context
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

import orjson
from aws_lambda_powertools.event_handler import (
    ApiGatewayResolver,
    APIGatewayRestResolver,
    Response,
)
from aws_lambda_powertools.event_handler.exceptions import NotFoundError as UnknownRouteError
from aws_lambda_powertools.event_handler.middlewares.openapi_validation import (
    OpenAPIRequestValidationMiddleware,
)
from aws_lambda_powertools.event_handler.openapi.exceptions import (
    RequestUnsupportedContentType,
    RequestValidationError,
)
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

from shared.errors import ProductError
from shared.http import problems
from shared.http.forgery import check_forgery
from shared.http.request import Request, current_request, read_request, set_current
from shared.logs import logger

if TYPE_CHECKING:
    from aws_lambda_powertools.event_handler.api_gateway import Route
    from aws_lambda_powertools.event_handler.middlewares import NextMiddleware
    from aws_lambda_powertools.utilities.typing import LambdaContext

    from shared.http.routes import Endpoint, Routes

REQUEST_ID_HEADER: Final = "X-Request-Id"
# Bytes of a body, by whether it is base64: Lambda takes 6 MiB, in which text is escaped once more.
LARGEST: Final = {True: 6_000_000, False: 4_500_000}
OPERATION_EXTENSION: Final = "x-operation"
Admit = Callable[["Route", Mapping[str, str]], None]


class Guard(Protocol):
    """Decides whether the bearer of a credential may run an operation, or raises ProductError."""

    def __call__(
        self,
        operation: str,
        *,
        session: str | None,
        api_key: str | None,
        path: Mapping[str, str],
    ) -> None:
        """Return when it is allowed; ``path`` holds the parameters of the matched path."""


@dataclass(kw_only=True, slots=True)
class _Running:
    """What Powertools remembers of one request."""

    current_event: APIGatewayProxyEvent
    lambda_context: object
    context: dict[str, Any] = field(default_factory=dict)
    processed_stack_frames: list[str] = field(default_factory=list)


_running: ContextVar[_Running | None] = ContextVar("running", default=None)


class _OfRunningRequest:
    """An attribute of a resolver that lives in the running context instead."""

    def __init__(self, name: str) -> None:
        self._name: Final = name

    def __get__(self, _resolver: object, _owner: type) -> object:
        running = _running.get()
        return {} if running is None else getattr(running, self._name)

    def __set__(self, _resolver: object, value: object) -> None:
        running = _running.get()
        if running is not None:
            setattr(running, self._name, value)


class _AdmitThenValidate(OpenAPIRequestValidationMiddleware):
    """Asks for permission first: who may not call an endpoint learns nothing about its body."""

    def __init__(self, admit: Admit) -> None:
        self._admit: Final = admit

    def handler(self, app: ApiGatewayResolver, next_middleware: "NextMiddleware") -> Response[Any]:
        self._admit(app.context["_route"], app.context["_route_args"])
        return super().handler(app, next_middleware)


class Api(APIGatewayRestResolver):
    """Serves ``routes``; ``guard`` is asked before a body is looked at."""

    current_event: Any = _OfRunningRequest("current_event")
    lambda_context: Any = _OfRunningRequest("lambda_context")
    context: Any = _OfRunningRequest("context")
    processed_stack_frames: Any = _OfRunningRequest("processed_stack_frames")

    def __init__(self, service: str, *, routes: "Sequence[Routes]", guard: Guard) -> None:
        """Mount every endpoint of ``routes`` and make the resolver ready for threads."""
        super().__init__(
            enable_validation=True,
            response_validation_error_http_code=HTTPStatus.INTERNAL_SERVER_ERROR,
            json_body_deserializer=orjson.loads,
            debug=False,
        )
        self._log: Final = logger(service)
        self._guard: Final = guard
        self._operations: Final[dict[Callable[..., object], str | None]] = {}
        self._request_validation_middleware = _AdmitThenValidate(self._admit)
        self._answer_errors()
        for part in routes:
            for endpoint in part.endpoints:
                self._mount(endpoint, tag=part.tag)
        self._finish_routes()

    def handle(self, event: Mapping[str, Any], context: object) -> dict[str, Any]:
        """Answer one proxy v1 event; what the request sets in the context ends with it."""
        return copy_context().run(self._handle, event, context)

    def _handle(self, event: Mapping[str, Any], context: object) -> dict[str, Any]:
        started = time.perf_counter()
        try:
            request = read_request(event)
        except ProductError as error:
            return _as_proxy_answer(problems.answer_product_error(error))
        set_current(request)
        text_event = {**event, "body": request.body, "isBase64Encoded": False}
        current_event = APIGatewayProxyEvent(text_event, orjson.loads)
        _running.set(_Running(current_event=current_event, lambda_context=context))
        answered = self.resolve(text_event, cast("LambdaContext", context))
        if len((answered["body"] or "").encode()) > LARGEST[answered["isBase64Encoded"]]:
            answered = _as_proxy_answer(problems.answer_too_large())
        answered["multiValueHeaders"][REQUEST_ID_HEADER] = [request.id]
        answered["multiValueHeaders"].setdefault("Cache-Control", ["no-store"])
        milliseconds = round((time.perf_counter() - started) * 1000)
        facts = {"status": answered["statusCode"], "milliseconds": milliseconds}
        self._log.info("request answered", extra={**_facts(request), **facts})
        return answered

    def _admit(self, route: "Route", path: Mapping[str, str]) -> None:
        """Check who asks. The route of an unknown path has no operation and harms nobody."""
        if route.func not in self._operations:
            return
        request = current_request()
        operation = self._operations[route.func]
        check_forgery(request, is_public=operation is None)
        if operation is not None:
            self._guard(operation, session=request.session, api_key=request.api_key, path=path)

    def _mount(self, endpoint: "Endpoint", *, tag: str) -> None:
        self._operations[endpoint.view] = endpoint.operation
        self.route(
            endpoint.path,
            method=endpoint.method,
            tags=[tag],
            summary=(endpoint.view.__doc__ or "").partition("\n")[0],
            operation_id=endpoint.operation_id,
            status_code=endpoint.status,
            responses=documented_answers(endpoint),
            openapi_extensions={OPERATION_EXTENSION: endpoint.operation or ""},
        )(endpoint.view)

    def _finish_routes(self) -> None:
        """Build what Powertools would build at a first request, which may be two at once."""
        for route in (*self._static_routes, *self._dynamic_routes):
            route._build_middleware_stack(self._router_middlewares, self)

    def _answer_errors(self) -> None:
        handle = self.exception_handler
        handle(ProductError)(self._answer_product_error)
        handle(RequestValidationError)(problems.answer_invalid_request)
        handle(RequestUnsupportedContentType)(problems.answer_unsupported_content)
        handle(UnknownRouteError)(self._answer_unknown_route)
        handle(Exception)(self._answer_unexpected)

    def _answer_unknown_route(self, _error: UnknownRouteError) -> Response[Any]:
        request = current_request()
        routes = (*self._static_routes, *self._dynamic_routes)
        allowed = sorted({route.method for route in routes if route.rule.match(request.path)})
        if allowed:
            return problems.answer_wrong_method(request.method, allowed)
        return problems.answer_unknown_path()

    def _answer_product_error(self, error: ProductError) -> Response[Any]:
        # The cause's kind and not its text, which may quote data.
        facts = {"code": error.code, "cause": type(error.__cause__).__name__}
        self._log.warning("request refused", extra={**_facts(current_request()), **facts})
        return problems.answer_product_error(error)

    def _answer_unexpected(self, error: Exception) -> Response[Any]:
        self._log.error("request failed", exc_info=error, extra=_facts(current_request()))
        return problems.answer_unexpected()


def documented_answers(endpoint: "Endpoint") -> dict[int, Any] | None:
    """Return what OpenAPI says of the endpoint's answers, None when the return type says it."""
    if endpoint.documented is None:
        return None
    content = {problems.JSON: {"model": endpoint.documented}}
    return {endpoint.status: {"description": "Successful Response", "content": content}}


def _facts(request: Request) -> dict[str, str]:
    return {"request_id": request.id, "method": request.method, "path": request.path}


def _as_proxy_answer(response: Response[Any]) -> dict[str, Any]:
    return {
        "statusCode": response.status_code,
        "body": response.body,
        "isBase64Encoded": False,
        "multiValueHeaders": {"Content-Type": [problems.JSON]},
    }
