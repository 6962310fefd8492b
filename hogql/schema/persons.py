"""Persons as they are now, their distinct ids, and groups (hogql 6.3, clickhouse 7).

persons             person FINAL: merged and deleted persons are gone
person_distinct_ids person_distinct_id FINAL: every id points at the person it belongs to now
groups              groups FINAL; ``index`` is the place of the type in the project's list
"""

from typing import Final

from hogql.schema.columns import (
    Computed,
    Expression,
    Field,
    GroupIndex,
    Inner,
    JsonColumn,
    LazyJoin,
    RawColumn,
    Table,
    raw,
)
from hogql.types import BOOL, DATETIME, INT, STRING, UUID, with_null

_OF_PERSON: Final[dict[str, Field]] = {
    **raw(UUID, "id"),
    **raw(DATETIME, "created_at"),
    "properties": JsonColumn(physical="properties"),
    "is_identified": RawColumn(physical="is_identified", type=BOOL),
    **raw(DATETIME, "last_seen"),
}

PERSONS: Final = Table(
    name="persons",
    physical="person",
    fields={
        **_OF_PERSON,
        "last_seen_at": RawColumn(physical="last_seen", type=DATETIME),
        "pdi": LazyJoin(
            table="person_distinct_ids", on="here.id = there.person_id", kind="LEFT JOIN"
        ),
        "$virt_initial_referring_domain_type": Expression(
            text="lookupDomainType(properties.$initial_referring_domain)", type=with_null(STRING)
        ),
        "$virt_initial_channel_type": Expression(
            text="_defaultChannelType(properties.$initial_utm_campaign, "
            "properties.$initial_utm_medium, properties.$initial_utm_source, "
            "properties.$initial_referring_domain, properties.$initial_gclid, "
            "properties.$initial_fbclid, properties.$initial_gad_source)",
            type=STRING,
        ),
    },
    star=("id", "created_at", "properties", "is_identified"),
    safe=frozenset({"id"}),
    kinds={"properties": "person"},
    key="id",
    final=True,
)
RAW_PERSONS: Final = Table(
    name="raw_persons",
    physical="person",
    fields={**_OF_PERSON, **raw(INT, "version"), **raw(BOOL, "is_deleted")},
    star=("id", "created_at", "properties", "is_identified", "is_deleted", "version"),
    safe=PERSONS.safe,
    kinds=PERSONS.kinds,
    key="id",
    final=True,
)

_OF_ID: Final[dict[str, Field]] = {**raw(STRING, "distinct_id"), **raw(UUID, "person_id")}
_RAW_ID: Final[dict[str, Field]] = {**_OF_ID, **raw(BOOL, "is_deleted"), **raw(INT, "version")}

PERSON_DISTINCT_IDS: Final = Table(
    name="person_distinct_ids",
    physical="person_distinct_id",
    fields={
        **_OF_ID,
        "person": LazyJoin(
            table="persons",
            on="here.person_id = there.id",
            own={"id": RawColumn(physical="person_id", type=UUID)},
        ),
    },
    star=tuple(_OF_ID),
    safe=frozenset({"distinct_id"}),
    key="person_id",
    final=True,
)
RAW_PERSON_DISTINCT_IDS: Final = Table(
    name="raw_person_distinct_ids",
    physical="person_distinct_id",
    fields=_RAW_ID,
    star=tuple(_RAW_ID),
    safe=PERSON_DISTINCT_IDS.safe,
    key="person_id",
    final=True,
)

RAW_PERSON_DISTINCT_ID_OVERRIDES: Final = Table(
    name="raw_person_distinct_id_overrides",
    physical="person_distinct_id_overrides",
    fields=_RAW_ID,
    star=tuple(_RAW_ID),
    safe=frozenset({"distinct_id"}),
    key="person_id",
    final=True,
)
PERSON_DISTINCT_ID_OVERRIDES: Final = Computed(
    name="person_distinct_id_overrides",
    base=RAW_PERSON_DISTINCT_ID_OVERRIDES,
    fields={
        "distinct_id": Inner(text="distinct_id"),
        "person_id": Inner(text="person_id"),
        "person": LazyJoin(table="persons", on="here.person_id = there.id"),
    },
    star=("distinct_id", "person_id"),
    key="distinct_id",
    where="is_deleted = 0",
)

_OF_GROUP: Final[dict[str, Field]] = {
    "index": GroupIndex(),
    "key": RawColumn(physical="group_key", type=STRING),
    "group_type": RawColumn(physical="group_type", type=STRING),
    "created_at": RawColumn(physical="created_at", type=DATETIME),
    "properties": JsonColumn(physical="properties"),
}
GROUPS: Final = Table(
    name="groups",
    physical="groups",
    fields=_OF_GROUP,
    star=("index", "key", "created_at", "properties"),
    safe=frozenset({"group_type", "group_key"}),
    kinds={"properties": "group"},
    key="group_key",
    final=True,
)
RAW_GROUPS: Final = Table(
    name="raw_groups",
    physical="groups",
    fields={**_OF_GROUP, **raw(INT, "version"), **raw(BOOL, "is_deleted")},
    star=("index", "key", "group_type", "created_at", "properties", "is_deleted", "version"),
    safe=GROUPS.safe,
    kinds=GROUPS.kinds,
    key="group_key",
    final=True,
)
