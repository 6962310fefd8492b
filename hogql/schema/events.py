"""The ``events`` table as HogQL shows it (hogql 6.2), over the physical one (clickhouse 5).

    $session_id  ->  session_id (zero UUID: none)      $group_0    ->  groups['<type>']
created_at   ->  inserted_at                       properties  ->  hot columns + one map
"""

from typing import Final

from hogql.schema.columns import (
    ChainPart,
    Field,
    GroupColumn,
    JsonColumn,
    Nested,
    NullableId,
    PersonColumn,
    RawColumn,
    Table,
)
from hogql.schema.hot import HOT_COLUMNS
from hogql.types import DATETIME, INT, STRING, UUID

_FIELDS: Final[dict[str, Field]] = {
    "uuid": RawColumn(physical="uuid", type=UUID),
    "event": RawColumn(physical="event", type=STRING),
    "properties": JsonColumn(physical="properties"),
    "timestamp": RawColumn(physical="timestamp", type=DATETIME),
    "distinct_id": RawColumn(physical="distinct_id", type=STRING),
    "elements_chain": RawColumn(physical="elements_chain", type=STRING),
    "created_at": RawColumn(physical="inserted_at", type=DATETIME),
    "$session_id": NullableId(physical="session_id"),
    "$session_id_uuid": NullableId(physical="session_id"),
    "$window_id": NullableId(physical="window_id"),
    "$group_0": GroupColumn(index=0),
    "$group_1": GroupColumn(index=1),
    "$group_2": GroupColumn(index=2),
    "$group_3": GroupColumn(index=3),
    "$group_4": GroupColumn(index=4),
    "person_mode": RawColumn(physical="person_mode", type=STRING, as_text=True),
    "person_id": PersonColumn(),
    "person": Nested(fields={"id": PersonColumn()}),
    "poe": Nested(
        fields={"id": PersonColumn(), "properties": JsonColumn(physical="person_properties")}
    ),
    # Source: PostHog posthog/clickhouse/materialized_columns; the chain's grammar is its own.
    "elements_chain_href": ChainPart(pattern='(?::|")href="(.*?)"', is_list=False),
    "elements_chain_texts": ChainPart(pattern='(?::|")text="(.*?)"', is_list=True),
    "elements_chain_ids": ChainPart(pattern='(?::|")attr_id="(.*?)"', is_list=True),
    "elements_chain_elements": ChainPart(
        pattern="(?:^|;)(a|button|form|input|select|textarea|label)(?:\\.|$|:)", is_list=True
    ),
    "team_id": RawColumn(physical="team_id", type=INT),
}

EVENTS: Final = Table(
    name="events",
    physical="events",
    fields=_FIELDS,
    star=(
        "uuid",
        "event",
        "properties",
        "timestamp",
        "distinct_id",
        "elements_chain",
        "created_at",
        "$session_id",
        "$window_id",
        "$group_0",
        "$group_1",
        "$group_2",
        "$group_3",
        "$group_4",
        "person_mode",
    ),
    safe=frozenset({"event", "timestamp", "distinct_id", "session_id", "uuid", "inserted_at"}),
    hot=frozenset(column.name for column in HOT_COLUMNS),
)
