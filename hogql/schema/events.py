"""The ``events`` table as HogQL shows it (hogql 6.2), over the physical one (clickhouse 5).

$session_id  ->  session_id (zero UUID: none)      $group_0    ->  groups['<type>']
created_at   ->  inserted_at                       properties  ->  hot columns + one map
"""

from typing import Final

from hogql.schema.columns import (
    ChainPart,
    Expression,
    Field,
    GroupColumn,
    JsonColumn,
    LazyJoin,
    Nested,
    NullableId,
    PersonColumn,
    RawColumn,
    Table,
    Traverser,
    raw,
)
from hogql.schema.hot import HOT_COLUMNS
from hogql.types import DATETIME, INT, STRING, UUID

GROUP_TYPES: Final = 5
_AGENT: Final = "properties.$raw_user_agent ?? properties.$user_agent"
_AT_EVENT: Final = JsonColumn(physical="person_properties")

_FIELDS: Final[dict[str, Field]] = {
    **raw(UUID, "uuid"),
    **raw(STRING, "event"),
    "properties": JsonColumn(physical="properties"),
    **raw(DATETIME, "timestamp"),
    **raw(STRING, "distinct_id", "elements_chain"),
    "created_at": RawColumn(physical="inserted_at", type=DATETIME),
    "$session_id": NullableId(physical="session_id"),
    "$session_id_uuid": NullableId(physical="session_id"),
    "$window_id": NullableId(physical="window_id"),
    **{f"$group_{index}": GroupColumn(index=index) for index in range(GROUP_TYPES)},
    "person_mode": RawColumn(physical="person_mode", type=STRING, as_text=True),
    "person_id": PersonColumn(),
    # Value now: joined by key. Value at event time: the event's own map (clickhouse 7.4).
    "person": LazyJoin(table="persons", on="here.person_id = there.id", own={"id": PersonColumn()}),
    "poe": Nested(
        fields={
            "id": PersonColumn(),
            "created_at": Traverser(chain=("person", "created_at")),
            "properties": _AT_EVENT,
        }
    ),
    "person_properties": _AT_EVENT,
    "pdi": LazyJoin(table="person_distinct_ids", on="here.distinct_id = there.distinct_id"),
    "override": LazyJoin(
        table="person_distinct_id_overrides", on="here.distinct_id = there.distinct_id"
    ),
    "session": LazyJoin(table="sessions", on="here.$session_id = there.session_id"),
    **{
        f"group_{index}": LazyJoin(
            table="groups", on=f"here.$group_{index} = there.key", group=index
        )
        for index in range(GROUP_TYPES)
    },
    **{
        f"goe_{index}": Nested(fields={"key": GroupColumn(index=index)})
        for index in range(GROUP_TYPES)
    },
    "exception_issue_override": LazyJoin(
        table="error_tracking_issue_fingerprint_overrides",
        on="here.properties.$exception_fingerprint = there.fingerprint",
    ),
    "issue_id": Expression(
        text="coalesce(exception_issue_override.issue_id, toUUID(properties.$exception_issue_id))"
    ),
    "$virt_is_bot": Expression(text=f"isLikelyBot({_AGENT})"),
    "$virt_traffic_type": Expression(text=f"getTrafficType({_AGENT})"),
    "$virt_traffic_category": Expression(text=f"getTrafficCategory({_AGENT})"),
    "$virt_bot_name": Expression(text=f"getBotName({_AGENT})"),
    "$virt_bot_operator": Expression(text=f"getBotOperator({_AGENT})"),
    # Source: PostHog posthog/clickhouse/materialized_columns; the chain's grammar is its own.
    "elements_chain_href": ChainPart(pattern='(?::|")href="(.*?)"', is_list=False),
    "elements_chain_texts": ChainPart(pattern='(?::|")text="(.*?)"', is_list=True),
    "elements_chain_ids": ChainPart(pattern='(?::|")attr_id="(.*?)"', is_list=True),
    "elements_chain_elements": ChainPart(
        pattern="(?:^|;)(a|button|form|input|select|textarea|label)(?:\\.|$|:)", is_list=True
    ),
    **raw(INT, "team_id"),
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
    ids={"$session_id": "session_id", "$window_id": "window_id"},
    kinds={"properties": "event", "person_properties": "person"},
    key="uuid",
)
