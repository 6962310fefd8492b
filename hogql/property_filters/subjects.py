"""What a filter compares: the field of HogQL that its type and key stand for.

    event plan        ->  properties.plan            person plan       ->  person.properties.plan
    group 0 plan      ->  group_0.properties.plan    session duration  ->  session.duration
    feature $feature/x -> properties.`$feature/x`    event_metadata event -> event

The names are those of the table that is filtered: of ``events``, unless the facts say otherwise.

Source: PostHog ``posthog/hogql/property.py``.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights.errors import InsightError
from hogql.property_filters.models import PropertyFilterType as Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from hogql.property_filters.facts import Rows
    from hogql.property_filters.models import PropertyFilter

GROUP_TYPES: Final = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """A value, or a list of values any of which may be the one."""

    expr: ast.Expr
    is_list: bool = False


def subject_of(item: "PropertyFilter", rows: "Rows", attr: str) -> Subject:
    """What the filter compares. Raises InsightError for types that no query can filter by."""
    build = _SUBJECTS.get(item.type)
    if build is None:
        message = f"Filters of type '{item.type}' can not be used in a query."
        raise InsightError(message, attr=f"{attr}.type")
    if item.type not in _READABLE[rows]:
        message = f"Filters of type '{item.type}' can not be used on {rows}s."
        raise InsightError(message, attr=f"{attr}.type")
    return build(item, rows, attr)


def _field(*chain: str) -> Subject:
    return Subject(expr=ast.Field(chain=chain))


def _event(item: "PropertyFilter", _rows: "Rows", _attr: str) -> Subject:
    if item.key == "$elements_chain":
        return _field("elements_chain")
    if item.key.startswith(_COMPUTED):
        return _field(item.key)
    if item.key in _EXCEPTION_LISTS:
        text = ast.Call(
            name="ifNull",
            args=(ast.Field(chain=("properties", item.key)), ast.Constant(value="")),
        )
        strings = ast.Constant(value="Array(String)")
        return Subject(expr=ast.Call(name="JSONExtract", args=(text, strings)), is_list=True)
    return _field("properties", item.key)


def _person(item: "PropertyFilter", rows: "Rows", _attr: str) -> Subject:
    scope = () if rows == "person" else ("person",)
    if item.key.startswith(_COMPUTED):
        return _field(*scope, item.key)
    return _field(*scope, "properties", item.key)


def _person_column(item: "PropertyFilter", rows: "Rows", _attr: str) -> Subject:
    return _field(item.key) if rows == "person" else _field("person", item.key)


def _group(item: "PropertyFilter", rows: "Rows", attr: str) -> Subject:
    index = item.group_type_index
    if rows == "group":
        return _field(item.key) if item.key in _GROUP_COLUMNS else _field("properties", item.key)
    if index is None or not 0 <= index < GROUP_TYPES:
        message = f"A filter by a group needs its type's number, 0 to {GROUP_TYPES - 1}."
        raise InsightError(message, attr=f"{attr}.group_type_index")
    if item.key == "$group_key":
        return _group_key(f"$group_{index}")
    return _field(f"group_{index}", "properties", item.key)


def _session(item: "PropertyFilter", rows: "Rows", _attr: str) -> Subject:
    return _field(item.key) if rows == "session" else _field("session", item.key)


def _element(item: "PropertyFilter", _rows: "Rows", attr: str) -> Subject:
    found = _ELEMENTS.get(item.key)
    if found is None:
        message = "Elements are filtered by tag_name, text, href or selector."
        raise InsightError(message, attr=f"{attr}.key")
    return found


def _column(item: "PropertyFilter", _rows: "Rows", _attr: str) -> Subject:
    return _group_key(item.key) if item.key in _GROUP_KEYS else _field(item.key)


def _recording(item: "PropertyFilter", _rows: "Rows", _attr: str) -> Subject:
    if item.key == "visited_page":
        return Subject(expr=ast.Field(chain=("all_urls",)), is_list=True)
    return _field(item.key)


def _group_key(name: str) -> Subject:
    """The key of an event's group: the empty one means that the event has none."""
    return Subject(expr=_null_if_empty(name))


def _null_if_empty(name: str) -> ast.Expr:
    return ast.Call(name="nullIf", args=(ast.Field(chain=(name,)), ast.Constant(value="")))


_COMPUTED: Final = "$virt_"
_EXCEPTION_LISTS: Final = frozenset(
    {"$exception_types", "$exception_values", "$exception_sources", "$exception_functions"}
)
_GROUP_KEYS: Final = frozenset(f"$group_{index}" for index in range(GROUP_TYPES))
_GROUP_COLUMNS: Final = frozenset({"created_at", "updated_at", "key", "index"})
_ELEMENTS: Final = {
    "text": Subject(expr=ast.Field(chain=("elements_chain_texts",)), is_list=True),
    "href": Subject(expr=_null_if_empty("elements_chain_href")),
}

_SUBJECTS: Final[dict[Kind, "Callable[[PropertyFilter, Rows, str], Subject]"]] = {
    Kind.EVENT: _event,
    Kind.FEATURE: _event,
    Kind.PERSON: _person,
    Kind.PERSON_METADATA: _person_column,
    Kind.GROUP: _group,
    Kind.SESSION: _session,
    Kind.ELEMENT: _element,
    Kind.EVENT_METADATA: _column,
    Kind.RECORDING: _recording,
    Kind.LOG_ENTRY: _column,
}
_READABLE: Final["dict[Rows, frozenset[Kind]]"] = {
    "event": frozenset(_SUBJECTS),
    "person": frozenset({Kind.PERSON, Kind.PERSON_METADATA}),
    "group": frozenset({Kind.GROUP}),
    "session": frozenset({Kind.SESSION}),
}
