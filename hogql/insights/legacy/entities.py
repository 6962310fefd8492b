"""Series of old: three lists with an order in each entry, as one list in that order.

{"events": [{"id": "a", "order": 1}], "actions": [{"id": 3, "order": 0}]}
    ->  [{"kind": "ActionsNode", "id": 3}, {"kind": "EventsNode", "event": "a"}]
"""

from collections.abc import Mapping
from typing import Final

from pydantic import JsonValue

from hogql.insights.errors import InsightError
from hogql.insights.legacy.filters import properties_of
from hogql.insights.legacy.values import list_of, number_of, pick, without_nothing

Entity = Mapping[str, JsonValue]
LISTS: Final = ("events", "actions", "data_warehouse", "new_entity")
AS_THEY_ARE: Final = {
    name: name
    for name in (
        *("custom_name", "math", "math_property", "math_property_type", "math_hogql"),
        "math_multiplier",
    )
}
ACTIVE_USERS: Final = {"unique_users": "dau"}


def series_of(legacy: Entity) -> list[JsonValue]:
    """Return the series of an insight, in their order."""
    found = [
        (_order_of(entity, place), node_of(entity, kind=kind))
        for kind in LISTS
        for place, entity in enumerate(_objects(legacy, kind))
    ]
    return [node for _, node in sorted(found, key=lambda each: each[0])]


def node_of(entity: Entity, *, kind: str) -> dict[str, JsonValue]:
    """Return one series; ``kind`` is the list it stood in, which its own type goes before."""
    stood = entity.get("type") or kind
    if stood == "data_warehouse":
        raise InsightError("Series of data warehouse tables are not supported.", attr=kind)
    node = {**_named(entity, stood), **pick(entity, AS_THEY_ARE)}
    math = node.get("math")
    if isinstance(math, str):
        node["math"] = ACTIVE_USERS.get(math, math)
    index = number_of(entity.get("math_group_type_index"))
    properties = properties_of(entity.get("properties"))
    return without_nothing({**node, "math_group_type_index": index}) | (
        {} if properties is None else {"properties": properties}
    )


def _named(entity: Entity, stood: JsonValue) -> dict[str, JsonValue]:
    own = entity.get("id")
    name = pick(entity, {"name": "name"})
    if stood == "actions":
        return {"kind": "ActionsNode", "id": number_of(own), **name}
    # Trap: no id, or an empty one, is every event; without_nothing would say the same by absence.
    return {"kind": "EventsNode", **({"event": own} if own else {}), **name}


def _objects(legacy: Entity, kind: str) -> list[Entity]:
    entries = list_of(legacy.get(kind))
    texts = [{"id": each} if isinstance(each, str | int) else each for each in entries]
    found = [each for each in texts if isinstance(each, dict)]
    if len(found) != len(entries):
        raise InsightError("A series is an object.", attr=kind)
    return list(found)


def _order_of(entity: Entity, place: int) -> tuple[float, int]:
    order = number_of(entity.get("order"))
    is_number = isinstance(order, int | float) and not isinstance(order, bool)
    return (float(order) if is_number and isinstance(order, int | float) else float(place), place)
