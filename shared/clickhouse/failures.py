"""What each error code of ClickHouse means to the person who asked, in our own words.

ClickHouse's texts quote data, possibly of another team (hogql 7.2), and name things that exist only
in our SQL; none of them is ever passed on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from shared.errors import (
    InvalidRequestError,
    ProductError,
    QueryTimeoutError,
    TemporarilyUnavailableError,
    ThrottledError,
)

if TYPE_CHECKING:
    from collections.abc import Callable

RETRY_SECONDS: Final = 5
MEMORY_LIMIT: Final = "query_memory_limit"
"""The code of the error that says that a query did not fit in memory."""


def _too_slow() -> ProductError:
    return QueryTimeoutError(
        "The query took too long. Choose a shorter range of dates or fewer steps."
    )


def _too_big() -> ProductError:
    return QueryTimeoutError(
        "The query needs too much memory. Choose a shorter range of dates or fewer values.",
        code=MEMORY_LIMIT,
    )


def _reads_too_much() -> ProductError:
    return QueryTimeoutError(
        "The query reads too much data. Choose a shorter range of dates.",
        code="query_size_limit",
    )


def _cancelled() -> ProductError:
    return QueryTimeoutError("The query was cancelled.", code="query_cancelled")


def _too_many() -> ProductError:
    return ThrottledError(
        "Too many queries are running. Try again in a moment.", retry_after_seconds=RETRY_SECONDS
    )


def _bad_value() -> ProductError:
    return InvalidRequestError(
        "A value cannot be converted to the type that the query asks for.", code="query_value"
    )


def _bad_types() -> ProductError:
    return InvalidRequestError(
        "A function or operator in the query got values of a type that it does not take.",
        code="query_types",
    )


def _bad_grouping() -> ProductError:
    return InvalidRequestError(
        "A column is neither grouped by nor aggregated, or an aggregate stands inside another.",
        code="query_grouping",
    )


def _bad_subquery() -> ProductError:
    return InvalidRequestError(
        "A subquery that stands for one value returned several rows.", code="query_subquery"
    )


def _bad_pattern() -> ProductError:
    return InvalidRequestError(
        "A regular expression in the query is not valid, or too complex.", code="query_pattern"
    )


def _too_complex() -> ProductError:
    return InvalidRequestError(
        "The query is nested too deeply, or a recursive WITH never ends.", code="query_complexity"
    )


def _away() -> ProductError:
    return TemporarilyUnavailableError("The event store does not answer.")


def _failed() -> ProductError:
    return ProductError("The query failed.", code="query_failed")


_MEANINGS: Final[dict[Callable[[], ProductError], tuple[int, ...]]] = {
    _too_slow: (159, 160),
    _too_big: (241, 173, 191),
    _reads_too_much: (158, 307, 396),
    _cancelled: (394,),
    _too_many: (201, 202),
    # cannot parse text, number, date, UUID; out of range; division; overflow; throwIf; too large
    _bad_value: (
        *(6, 12, 25, 26, 27, 38, 41, 69, 70, 72, 128, 130, 131, 135, 153, 190, 321, 349, 376),
        *(395, 407, 441, 457, 467, 675, 676),
    ),
    _bad_types: (32, 35, 36, 42, 43, 44, 48, 53, 133, 169, 170, 386, 403, 440),
    _bad_grouping: (184, 215),
    _bad_subquery: (125,),
    _bad_pattern: (427,),
    # too deep a recursion, too many sub-queries, too large a tree
    _too_complex: (306, 162, 167, 168),
    _away: (3, 209, 210, 225, 236, 242, 279, 319, 425, 516, 999),
}
_BY_CODE: Final = {code: meaning for meaning, codes in _MEANINGS.items() for code in codes}


def unreadable() -> ProductError:
    """Return the error to raise for an answer that holds a value which can not be shown."""
    return InvalidRequestError(
        "The result holds a value that cannot be shown. Convert it, for instance with toString.",
        code="query_value",
    )


def explain(code: int | None) -> ProductError:
    """Return the error to raise; without a code, ClickHouse did not answer at all."""
    return _away() if code is None else _BY_CODE.get(code, _failed)()
