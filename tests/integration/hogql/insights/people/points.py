"""The points of an insight's answer, each with the question for the people behind it.

    query, response  ->  Point(question, actors, events)

``actors`` and ``events`` are what the list must come to; None where the number says nothing of it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Node = dict[str, Any]

OF_ACTORS = frozenset(
    {
        *("dau", "weekly_active", "monthly_active", "unique_group"),
        *("first_time_for_user", "first_matching_event_for_user"),
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One number: what asks for its people, how many these are, how many events they did."""

    question: Node
    actors: int | None
    events: int | None


def points_of(query: Node, response: Node) -> list[Point]:
    """Return every point of an answer."""
    return list(_POINTS[query["kind"]](query, response["results"]))


def _asked(query: Node, **named: Any) -> Node:
    source = {"kind": "InsightActorsQuery", "source": query}
    return {**source, **{name: value for name, value in named.items() if value is not None}}


def _trends(query: Node, rows: list[Node]) -> "Iterator[Point]":
    series = query["series"]
    for row in rows:
        if row["action"] is None:
            continue
        order = row["action"]["order"]
        math = series[order].get("math") or "total"
        values = list(zip(row["days"], row["data"], strict=True))
        for day, value in values or [(None, row["aggregated_value"])]:
            named = {
                "day": day,
                "series": order,
                "breakdown": row.get("breakdown_value"),
                "compare": row.get("compare_label"),
            }
            yield Point(
                question=_asked(query, **named),
                actors=value if math in OF_ACTORS else None,
                events=value if math == "total" else None,
            )


def _lifecycle(query: Node, rows: list[Node]) -> "Iterator[Point]":
    for row in rows:
        for day, value in zip(row["days"], row["data"], strict=True):
            question = _asked(query, day=day, status=row["status"])
            yield Point(question=question, actors=abs(value), events=None)


def _stickiness(query: Node, rows: list[Node]) -> "Iterator[Point]":
    for row in rows:
        for day, value in zip(row["days"], row["data"], strict=True):
            named = {"day": day, "series": row["order"], "compare": row["compare_label"]}
            yield Point(question=_asked(query, **named), actors=value, events=None)


def _retention(query: Node, rows: list[Node]) -> "Iterator[Point]":
    places: dict[str, int] = {}
    for row in rows:
        value = row["breakdown_value"]
        place = places.get(str(value), 0)
        places[str(value)] = place + 1
        for column, cell in enumerate(row["values"]):
            question = _asked(query, interval=place, day=column, breakdown=value)
            yield Point(question=question, actors=cell["count"], events=None)


def _funnels(query: Node, rows: list[Any]) -> "Iterator[Point]":
    if (query.get("funnelsFilter") or {}).get("funnelVizType", "steps") != "steps":
        return
    optional = [bool(series.get("optionalInFunnel")) for series in query["series"]]
    for steps in rows if rows and isinstance(rows[0], list) else [rows]:
        before = None
        for step in steps:
            place = step["order"] + 1
            named = {"funnelStepBreakdown": step["breakdown_value"]}
            yield Point(question=_of_step(query, place, named), actors=step["count"], events=None)
            if before is not None:
                left = before - step["count"]
                yield Point(question=_of_step(query, -place, named), actors=left, events=None)
            if not optional[step["order"]]:
                before = step["count"]


def _of_step(query: Node, step: int, named: Node) -> Node:
    told = {name: value for name, value in named.items() if value is not None}
    return {"kind": "FunnelsActorsQuery", "source": query, "funnelStep": step, **told}


def _paths(query: Node, rows: list[Node]) -> "Iterator[Point]":
    for row in rows:
        keys = {"pathStartKey": row["source"], "pathEndKey": row["target"]}
        edge = {**query, "pathsFilter": {**query.get("pathsFilter", {}), **keys}}
        yield Point(question=_asked(edge), actors=None, events=row["value"])


_POINTS = {
    "PathsQuery": _paths,
    "FunnelsQuery": _funnels,
    "TrendsQuery": _trends,
    "LifecycleQuery": _lifecycle,
    "StickinessQuery": _stickiness,
    "RetentionQuery": _retention,
}
KINDS = frozenset(_POINTS)
