"""What the person who asked is told about ClickHouse's errors."""

from __future__ import annotations

import pytest

from shared.clickhouse.failures import explain
from shared.errors import (
    InvalidRequestError,
    ProductError,
    QueryTimeoutError,
    TemporarilyUnavailableError,
    ThrottledError,
)


@pytest.mark.parametrize(
    ("code", "error", "name"),
    [
        pytest.param(159, QueryTimeoutError, "query_timeout", id="TIMEOUT_EXCEEDED"),
        pytest.param(241, QueryTimeoutError, "query_memory_limit", id="MEMORY_LIMIT_EXCEEDED"),
        pytest.param(158, QueryTimeoutError, "query_size_limit", id="TOO_MANY_ROWS"),
        pytest.param(394, QueryTimeoutError, "query_cancelled", id="QUERY_WAS_CANCELLED"),
        pytest.param(202, ThrottledError, "throttled", id="TOO_MANY_SIMULTANEOUS_QUERIES"),
        pytest.param(43, InvalidRequestError, "query_types", id="ILLEGAL_TYPE_OF_ARGUMENT"),
        pytest.param(215, InvalidRequestError, "query_grouping", id="NOT_AN_AGGREGATE"),
        pytest.param(125, InvalidRequestError, "query_subquery", id="SCALAR_SUBQUERY"),
        pytest.param(12, InvalidRequestError, "query_value", id="PARAMETER_OUT_OF_BOUND"),
        pytest.param(427, InvalidRequestError, "query_pattern", id="CANNOT_COMPILE_REGEXP"),
        pytest.param(306, InvalidRequestError, "query_complexity", id="TOO_DEEP_RECURSION"),
        pytest.param(210, TemporarilyUnavailableError, "temporarily_unavailable", id="NETWORK"),
        pytest.param(None, TemporarilyUnavailableError, "temporarily_unavailable", id="no answer"),
        pytest.param(62, ProductError, "query_failed", id="SYNTAX_ERROR, our fault"),
        pytest.param(47, ProductError, "query_failed", id="UNKNOWN_IDENTIFIER, our fault"),
    ],
)
def test_a_code_becomes_an_error_of_ours(
    code: int | None, error: type[ProductError], name: str
) -> None:
    explained = explain(code)
    assert type(explained) is error
    assert explained.code == name


@pytest.mark.parametrize("code", [6, 27, 38, 41, 53, 69, 72, 349, 395, 427])
def test_codes_whose_text_quotes_data_say_only_what_kind_of_mistake_it_was(code: int) -> None:
    assert isinstance(explain(code), InvalidRequestError)
