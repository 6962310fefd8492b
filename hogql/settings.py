"""The settings that ClickHouse gets with every query, by class (clickhouse 12, hogql 6.11).

LimitContext  ->  settings of one query; nothing that a caller wrote can change them
"""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hogql.context import LimitContext

Setting = str | int | float

_GIGABYTE: Final = 1_000_000_000

_EVERY_CLASS: Final[dict[str, Setting]] = {
    # Nothing is written, and what runs is what was verified.
    "readonly": 2,
    "enable_analyzer": 1,
    "session_timezone": "UTC",
    # What a query means; the null tests decide.
    "join_use_nulls": 0,
    "transform_null_in": 0,
    "enable_positional_arguments": 0,
    "prefer_column_name_to_alias": 0,
    "enable_materialized_cte": 1,
    # How it is read.
    "join_algorithm": "hash",
    "optimize_read_in_order": 1,
    "use_query_condition_cache": 1,
    # Where it stops: the statement, one value, a loop, a pattern, the answer.
    "max_query_size": 2_000_000,
    "max_ast_elements": 100_000,
    "max_expanded_ast_elements": 500_000,
    "function_range_max_elements_in_block": 10_000_000,
    "max_recursive_cte_evaluation_depth": 1_000,
    "max_hyperscan_regexp_length": 10_000,
    "max_hyperscan_regexp_total_length": 50_000,
    "reject_expensive_hyperscan_regexps": 1,
    "max_bytes_ratio_before_external_group_by": 0.5,
    "max_bytes_ratio_before_external_sort": 0.5,
    "timeout_overflow_mode": "throw",
    "result_overflow_mode": "throw",
}
_INTERACTIVE: Final[dict[str, Setting]] = {
    "max_execution_time": 60,
    "max_memory_usage": 4 * _GIGABYTE,
    "max_temporary_data_on_disk_size_for_query": 20 * _GIGABYTE,
    "max_result_bytes": _GIGABYTE,
}
_HEAVY: Final[dict[str, Setting]] = {
    "max_execution_time": 600,
    "max_memory_usage": 16 * _GIGABYTE,
    "max_temporary_data_on_disk_size_for_query": 200 * _GIGABYTE,
}
SETTINGS: Final[dict["LimitContext", dict[str, Setting]]] = {
    "query": {**_EVERY_CLASS, **_INTERACTIVE},
    "query_async": {**_EVERY_CLASS, **_HEAVY},
    "export": {**_EVERY_CLASS, **_HEAVY},
    "cohort": {**_EVERY_CLASS, **_HEAVY},
}
"""Settings of each class of query."""

OF_TABLES: Final[dict[str, dict[str, Setting]]] = {
    # Sets of ids by session take 340 MB for two months of 5 M events at once, 160 in order.
    "sessions": {"optimize_aggregation_in_order": 1},
}
"""What a query gets besides, for each of the tables that it reads."""


def settings_of(limit_context: "LimitContext", tables: "Iterable[str]") -> "Mapping[str, Setting]":
    """Return the settings of a query that reads such tables."""
    found = SETTINGS[limit_context]
    for table in tables:
        if table in OF_TABLES:
            found = {**found, **OF_TABLES[table]}
    return found
