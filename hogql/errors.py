"""Every error HogQL raises on purpose. All are safe to show to whoever wrote the query.

HogQLError                     the query is at fault; where, and what would mend it
├── HogQLSyntaxError           the text is not HogQL
│   └── UnsupportedSyntaxError it is, and we do not run that form
├── QueryError                 a valid form used wrongly: arguments, limits, placeholders
│   ├── ResolutionError        a name nobody knows: table, field, function, alias
│   └── TooComplexError        nested too deeply, too long, too many expansions
└── ForbiddenQueryError        what this caller may not read

``start`` and ``end`` are character offsets into the query, ``None`` when no place is known.
``snippets`` shows an error to a person: its line, and a caret below the place.
Source: PostHog ``posthog/hogql/errors.py`` (the exposed errors).
"""

from typing import ClassVar


class HogQLError(Exception):
    """Base class: a message for the author of the query, a place in its text and a way out."""

    code: ClassVar[str] = "hogql_error"

    def __init__(
        self,
        message: str,
        *,
        start: int | None = None,
        end: int | None = None,
        fix: str | None = None,
    ) -> None:
        """Say what is wrong; ``fix`` says what to write instead."""
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end
        self.fix = fix


class HogQLSyntaxError(HogQLError):
    """The text is not HogQL."""

    code = "hogql_syntax"


class UnsupportedSyntaxError(HogQLSyntaxError):
    """The text is HogQL's grammar, and a form that neither PostHog nor we run."""

    code = "hogql_unsupported"


class QueryError(HogQLError):
    """A valid form used wrongly: arguments, limits, placeholders."""

    code = "hogql_query"


class ResolutionError(QueryError):
    """A name nobody knows: table, field, function or alias."""

    code = "hogql_resolution"


class TooComplexError(QueryError):
    """Nested too deeply, too long, or expanding too often."""

    code = "hogql_too_complex"


class ForbiddenQueryError(HogQLError):
    """A table or property that this caller may not read."""

    code = "table_access_denied"
