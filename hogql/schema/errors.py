"""Exceptions and what groups them into issues (hogql 6.1, 6.2).

issue_id  ->  the issue its fingerprint was moved to, else the one it was given at first
"""

from typing import Final

from hogql.schema.cohorts import MEMBER, PERSON
from hogql.schema.columns import (
    Computed,
    Expression,
    Field,
    Inner,
    LazyJoin,
    NullableId,
    RawColumn,
    Table,
    raw,
)
from hogql.types import BOOL, DATETIME, INT, STRING, UUID, array_of

RAW_FINGERPRINTS: Final = Table(
    name="raw_error_tracking_issue_fingerprint_overrides",
    physical="error_tracking_issue_fingerprint_overrides",
    fields={
        **raw(STRING, "fingerprint"),
        **raw(UUID, "issue_id"),
        **raw(BOOL, "is_deleted"),
        **raw(INT, "version"),
    },
    star=("fingerprint", "issue_id", "is_deleted", "version"),
    safe=frozenset({"fingerprint"}),
    final=True,
)
FINGERPRINTS: Final = Computed(
    name="error_tracking_issue_fingerprint_overrides",
    base=RAW_FINGERPRINTS,
    fields={
        "fingerprint": Inner(text="fingerprint"),
        "issue_id": Inner(text="issue_id"),
        "version": Inner(text="version"),
    },
    star=("fingerprint", "issue_id"),
    key="fingerprint",
    where="is_deleted = 0",
)

_LISTS: Final = ("types", "values", "sources", "functions")
_FIELDS: Final[dict[str, Field]] = {
    **raw(UUID, "uuid"),
    **raw(DATETIME, "timestamp"),
    **raw(STRING, "fingerprint", "distinct_id"),
    "person_id": MEMBER,
    "$session_id": NullableId(physical="session_id"),
    **raw(array_of(STRING), *_LISTS),
    **raw(STRING, "level", "release"),
    **raw(BOOL, "handled"),
    "fingerprint_override": LazyJoin(
        table="error_tracking_issue_fingerprint_overrides",
        on="here.fingerprint = there.fingerprint",
    ),
    "own_issue_id": RawColumn(physical="issue_id", type=UUID),
    "issue_id": Expression(text="coalesce(fingerprint_override.issue_id, own_issue_id)"),
    "pdi": LazyJoin(table="person_distinct_ids", on="here.distinct_id = there.distinct_id"),
    "person": PERSON,
    "session": LazyJoin(table="sessions", on="here.$session_id = there.session_id"),
}

EXCEPTIONS: Final = Table(
    name="exceptions",
    physical="exceptions",
    fields=_FIELDS,
    star=(
        "uuid",
        "timestamp",
        "issue_id",
        "fingerprint",
        "distinct_id",
        "$session_id",
        *_LISTS,
        "level",
        "handled",
        "release",
    ),
    safe=frozenset({"timestamp", "fingerprint", "uuid"}),
)
