"""Correlations of a small funnel, view -> pay within two hours, worked out by hand.

ann  pro   view 10:00, watch 10:10, help 10:20, pay 11:00, late 11:30
ben  pro   view 10:00, watch 10:30, pay 11:00
eve        error 09:00, view 10:00, pay 10:30, error 10:30
cat  free  view 10:00, watch 10:00, help 11:59, error 12:00
dan  free  view 10:00, error 10:05, error 10:06
gus  free  view 10:00, and by another of its ids watch 10:30
fay  pro   watch 10:00

Three convert and three do not. What counts lies after the view, and before the payment or the end
of the two hours: watch of ann, ben and gus, help of ann and cat, error of dan.

watch  2 and 1  (3 * 3) / (2 * 2) = 2.25
help   1 and 1  (2 * 3) / (3 * 2) = 1
error  0 and 1  (1 * 3) / (4 * 2) = 0.375
"""

from itertools import count as counter
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import TypeAdapter

from tests.integration.hogql.insights.run import answer
from tests.integration.hogql.insights.world import Told, ToldPerson, World, make_world

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

Node = dict[str, Any]

TEAMS = counter(14000)
PLANS = {"ann": "pro", "ben": "pro", "cat": "free", "dan": "free", "fay": "pro"}
PAST = (
    *("ann view 10:00", "ann watch 10:10", "ann help 10:20", "ann pay 11:00", "ann late 11:30"),
    *("ben view 10:00", "ben watch 10:30", "ben pay 11:00"),
    *("eve error 09:00", "eve view 10:00", "eve pay 10:30", "eve error 10:30"),
    *("cat view 10:00", "cat watch 10:00", "cat help 11:59", "cat error 12:00"),
    *("dan view 10:00", "dan error 10:05", "dan error 10:06"),
    *("gus view 10:00", "gus-phone watch 10:30", "fay watch 10:00"),
)
WATCH = ("watch", 2, 1, 2.25, "success")
HELP = ("help", 1, 1, 1.0, "failure")
ERROR = ("error", 0, 1, 0.375, "failure")


def told(line: str) -> Node:
    who, event, at = line.split()
    properties: Node = {"n": 5 if who == "ann" else 7}
    if event == "watch":
        properties["channel"] = "tv"
    if not who.startswith("gus"):
        properties["$groups"] = {"org": f"org of {who}"}
    when = f"2020-01-02T{at}:00Z"
    return {"distinct_id": who, "event": event, "timestamp": when, "properties": properties}


def identified(who: str, industry: str) -> Node:
    properties = {
        "$group_type": "org",
        "$group_key": f"org of {who}",
        "$group_set": {"industry": industry},
    }
    at = "2020-01-01T08:00:00Z"
    return {
        "distinct_id": who,
        "event": "$groupidentify",
        "timestamp": at,
        "properties": properties,
    }


EVENTS = TypeAdapter(list[Told]).validate_python(
    [
        *(told(line) for line in PAST),
        identified("ann", "tech"),
        identified("cat", "tech"),
        identified("dan", ""),
    ]
)
PERSONS = (
    ToldPerson(distinct_ids=["gus", "gus-phone"], properties={"plan": "free"}),
    *(
        ToldPerson(distinct_ids=[who], properties={"plan": plan, "age": 30})
        for who, plan in PLANS.items()
    ),
)


def small_world(client: "Client") -> World:
    """A team of its own with this past."""
    return make_world(client, next(TEAMS), EVENTS, persons=PERSONS)


def ask(world: World, body: Node) -> Any:
    return answer(body, team_id=world.team_id, context=world.context, known=world.known)


def series(*names: str) -> list[Node]:
    return [{"kind": "EventsNode", "event": name} for name in names]


def funnel(steps: list[Node] | None = None, **fields: Any) -> Node:
    window = {"funnelWindowInterval": 2, "funnelWindowIntervalUnit": "hour"}
    return {
        "kind": "FunnelsQuery",
        "series": steps or series("view", "pay"),
        "dateRange": {"date_from": "2020-01-02", "date_to": "2020-01-03"},
        **fields,
        "funnelsFilter": {**window, **fields.get("funnelsFilter", {})},
    }


def correlation(source: Node | None = None, kind: str = "events", **fields: Any) -> Node:
    of_actors = {"kind": "FunnelsActorsQuery", "source": source or funnel()}
    return {
        "kind": "FunnelCorrelationQuery",
        "source": of_actors,
        "funnelCorrelationType": kind,
        **{f"funnelCorrelation{name}": value for name, value in fields.items()},
    }


def rows(world: World, query: Node) -> list[tuple[Any, ...]]:
    """What was counted: name, successes, failures, odds, of what it tells."""
    return [
        (
            one["event"]["event"],
            one["success_count"],
            one["failure_count"],
            pytest.approx(one["odds_ratio"]),
            one["correlation_type"],
        )
        for one in ask(world, query)["results"]["events"]
    ]


def people(world: World, query: Node, *, converted: bool | None = True, **named: Any) -> set[str]:
    """Who is behind a count; as bare node and as the source of a list."""
    node: Node = {
        "kind": "FunnelCorrelationActorsQuery",
        "source": query,
        "funnelCorrelationPersonConverted": converted,
        **{f"funnelCorrelation{name}": value for name, value in named.items()},
    }
    bare = ask(world, node)["results"]
    listed = ask(world, {"kind": "ActorsQuery", "source": node, "select": ["id"]})["results"]
    assert {row[0] for row in bare} == {row[0] for row in listed}
    assert len(bare) == len(listed) == len({row[0] for row in bare})
    return {row[0] for row in bare}


def named(row: Node, query: Node, index: int | None = None) -> Node:
    """What asks for the people of a row, as a client reads its name."""
    kind = query["funnelCorrelationType"]
    if kind == "properties":
        key, value = row["event"]["event"].split("::")
        own: Node = {"type": "person"} if index is None else {"type": "group"}
        if index is not None:
            own["group_type_index"] = index
        return {"PropertyValues": [{"key": key, "value": value, "operator": "exact", **own}]}
    event, *pair = row["event"]["event"].split("::", 2)
    entity: Node = {"kind": "EventsNode", "event": event}
    if pair:
        value = {"key": pair[0], "value": pair[1], "operator": "exact", "type": "event"}
        entity["properties"] = [value]
    return {"PersonEntity": entity}
