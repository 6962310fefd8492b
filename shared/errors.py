"""Every error this product raises on purpose, and the HTTP status each one becomes.

ProductError
├── InvalidRequestError          400  retrying will not help
├── UnauthenticatedError         401  no credential, or one we do not know
├── QuotaError                   402  the month's share is used up
├── ForbiddenError               403  known, and not allowed
├── NotFoundError                404  absent, or of another team
├── ConflictError                409  the thing changed or exists already
├── TooLargeError                413  a body above the edge's ceiling
├── UnsupportedMediaError        415  a type or an encoding that a route does not read
├── ThrottledError               429  too many requests; carries when to come back
├── TemporarilyUnavailableError  503  a store is failing; retry the same request
└── QueryTimeoutError            504  a query ran out of time or memory

Source of the wire form ``{type, code, detail, attr}``: PostHog ``posthog/exceptions.py``.
"""

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Mapping


class ProductError(Exception):
    """Base class: a failure we foresaw, with a message that is safe to show to the caller."""

    status: ClassVar[int] = 500
    type: ClassVar[str] = "server_error"
    default_code: ClassVar[str] = "internal_error"

    def __init__(
        self,
        detail: str,
        *,
        code: str | None = None,
        attr: str | None = None,
        extra: "Mapping[str, int | str | None] | None" = None,
    ) -> None:
        """Say what happened; ``attr`` names the field of the request at fault, if one is.

        ``extra`` is for programs: where in a query the fault is, and what would mend it.
        """
        super().__init__(detail)
        self.detail = detail
        self.code = code or self.default_code
        self.attr = attr
        self.extra = extra


class InvalidRequestError(ProductError):
    """The caller sent something we can never accept; retrying will not help."""

    status = 400
    type = "validation_error"
    default_code = "invalid_input"


class UnauthenticatedError(ProductError):
    """No credential, or one that we do not know."""

    status = 401
    type = "authentication_error"
    default_code = "not_authenticated"


class QuotaError(ProductError):
    """The organization has used up what it may send this month (sdk-protocol 3.2)."""

    status = 402
    type = "quota_error"
    default_code = "quota_limited"


class ForbiddenError(ProductError):
    """A known caller asked for something its role or scopes do not allow."""

    status = 403
    type = "authentication_error"
    default_code = "permission_denied"


class NotFoundError(ProductError):
    """The thing does not exist, or belongs to another team: the caller cannot tell which."""

    status = 404
    type = "invalid_request"
    default_code = "not_found"


class ConflictError(ProductError):
    """The thing exists already, or changed since the caller read it."""

    status = 409
    type = "invalid_request"
    default_code = "conflict"


class TooLargeError(ProductError):
    """A request body above the ceiling of the SDK edge (sdk-protocol 2.6)."""

    status = 413
    type = "invalid_request"
    default_code = "payload_too_large"


class UnsupportedMediaError(ProductError):
    """A content type or an encoding that this route does not read."""

    status = 415
    type = "invalid_request"
    default_code = "unsupported_media_type"


class ThrottledError(ProductError):
    """Too many requests; ``retry_after_seconds`` becomes the ``Retry-After`` header."""

    status = 429
    type = "throttled_error"
    default_code = "throttled"

    def __init__(self, detail: str, *, retry_after_seconds: int) -> None:
        """Say when the caller may come back."""
        super().__init__(detail)
        self.retry_after_seconds = retry_after_seconds


class TemporarilyUnavailableError(ProductError):
    """A store we need is failing; the caller should retry the same request."""

    status = 503
    type = "server_error"
    default_code = "temporarily_unavailable"


class QueryTimeoutError(ProductError):
    """A query ran out of time or memory (application-api 2.3)."""

    status = 504
    type = "server_error"
    default_code = "query_timeout"
