"""Reads the filters of a cohort: what they hold, each with the place where it stands.

    {"properties": {"type": "OR", "values": [{"type": "AND", "values": [leaf, ...]}]}}  ->  Group
    the older "groups": [{"properties": [...]}, {"event_id": "paid", "days": 7}]  ->  filters

A group without any condition asks nothing and is left out.

Source: PostHog ``Cohort.properties``; application-api 5.5.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, TypeVar

from pydantic import BaseModel, ValidationError

from hogql.cohorts.models import Behavioral, InCohort, OfPerson
from hogql.insights.errors import InsightError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pydantic import JsonValue

MAX_DEPTH: Final = 8
MOST: Final = 200
COHORTS: Final = frozenset({"cohort", "static-cohort", "dynamic-cohort", "precalculated-cohort"})
PERSONS: Final = frozenset({"person", "person_metadata"})
Model = TypeVar("Model", bound=BaseModel)
_COUNTING: Final = {"gte": "gte", "lte": "lte", "gt": "gt", "lt": "lt", "eq": "eq", "exact": "eq"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Leaf:
    """One condition; ``attr`` is where it stands."""

    of: Behavioral | InCohort | OfPerson
    attr: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Conditions and further groups, joined by AND or OR."""

    joined_by: Literal["AND", "OR"]
    members: "tuple[Member, ...]"


Member: TypeAlias = Leaf | Group


def read_filters(filters: "Mapping[str, JsonValue]", *, attr: str = "filters") -> Group:
    """Return the conditions. Raises InsightError, naming the field, when they mean nothing."""
    properties, place = filters.get("properties"), f"{attr}.properties"
    if not isinstance(properties, Mapping):
        message = "A cohort needs conditions: {'properties': {'type': 'AND', 'values': [...]}}."
        raise InsightError(message, attr=place)
    group = _group(properties, place, depth=1)
    count = sum(1 for _ in leaves_of(group))
    if not count:
        raise InsightError("A cohort needs at least one condition.", attr=place)
    if count > MOST:
        raise InsightError(f"A cohort has at most {MOST} conditions.", attr=place)
    return group


def leaves_of(group: Group) -> "Iterator[Leaf]":
    """Yield every condition, in order."""
    for member in group.members:
        if isinstance(member, Leaf):
            yield member
        else:
            yield from leaves_of(member)


def convert_groups(groups: "Sequence[Mapping[str, JsonValue]]") -> "dict[str, JsonValue]":
    """Return as filters the groups of older clients: any of them, each with all it says."""
    values: list[JsonValue] = [
        {"type": "AND", "values": list(_old_conditions(group))} for group in groups
    ]
    return {"properties": {"type": "OR", "values": values}}


def _old_conditions(group: "Mapping[str, JsonValue]") -> "Iterator[JsonValue]":
    properties = group.get("properties")
    if isinstance(properties, list):
        yield from ({"type": "person", **each} for each in properties if isinstance(each, Mapping))
    elif isinstance(properties, Mapping) and "values" in properties:
        yield dict(properties)
    elif isinstance(properties, Mapping):
        yield from (
            {"type": "person", "key": key, "value": value} for key, value in properties.items()
        )
    key = group.get("action_id") or group.get("event_id")
    if key is None:
        return
    behavior: dict[str, JsonValue] = {
        "type": "behavioral",
        "key": key,
        "event_type": "actions" if group.get("action_id") else "events",
        "value": "performed_event",
        "time_value": group.get("days") or 30,
        "time_interval": "day",
    }
    if group.get("count"):
        operator = _COUNTING.get(str(group.get("count_operator")), "eq")
        count = {"operator": operator, "operator_value": group["count"]}
        behavior |= {"value": "performed_event_multiple", **count}
    yield behavior


def _group(written: "Mapping[str, JsonValue]", attr: str, *, depth: int) -> Group:
    joined_by, values = written.get("type"), written.get("values")
    if depth > MAX_DEPTH:
        raise InsightError(f"Conditions may be nested {MAX_DEPTH} deep.", attr=attr)
    if not isinstance(values, list):
        raise InsightError("A group of conditions needs a list of values.", attr=f"{attr}.values")
    if joined_by not in ("AND", "OR"):
        raise InsightError("Conditions are joined by AND or OR.", attr=f"{attr}.type")
    members = tuple(
        _member(value, f"{attr}.values.{place}", depth) for place, value in enumerate(values)
    )
    asking = tuple(each for each in members if isinstance(each, Leaf) or each.members)
    return Group(joined_by="AND" if joined_by == "AND" else "OR", members=asking)


def _member(written: "JsonValue", attr: str, depth: int) -> Member:
    if not isinstance(written, Mapping):
        raise InsightError("A condition is an object.", attr=attr)
    if "values" in written:
        return _group(written, attr, depth=depth + 1)
    return Leaf(of=_leaf(written, attr), attr=attr)


def _leaf(written: "Mapping[str, JsonValue]", attr: str) -> Behavioral | InCohort | OfPerson:
    kind = written.get("type")
    if kind == "behavioral":
        return _validated(Behavioral, written, attr)
    if kind in COHORTS:
        return _validated(InCohort, written, attr)
    if kind in PERSONS:
        return _validated(OfPerson, written, attr)
    message = "A condition of a cohort is of type person, behavioral or cohort."
    raise InsightError(message, attr=f"{attr}.type")


def _validated(model: type[Model], written: "Mapping[str, JsonValue]", attr: str) -> Model:
    try:
        return model.model_validate(dict(written))
    except ValidationError as error:
        problem = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = [str(part) for part in problem["loc"] if not str(part).startswith("(")]
        raise InsightError(problem["msg"], attr=".".join((attr, *place))) from error
