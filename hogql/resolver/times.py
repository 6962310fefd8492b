"""Times written as text, turned into UTC constants at compile time (hogql 6.8).

    '2026-03-01 09:00' in Europe/Lisbon  ->  {hogql_val_0:DateTime64(6, 'UTC')}

The column keeps its raw UTC form in comparisons, so the sorting key and the indexes serve.
"""

from datetime import UTC, date, datetime
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

from hogql.errors import QueryError
from hogql.plan.nodes import Node, Value
from hogql.resolver.scope import at
from hogql.types import DATE, DATETIME, UUID

if TYPE_CHECKING:
    from datetime import tzinfo

    from hogql import ast

HEXADECIMAL: Final = frozenset("0123456789abcdef")
DATETIME_TYPE: Final = "DateTime64(6, 'UTC')"


@lru_cache(maxsize=256)
def zone(name: str) -> "tzinfo":
    """The time zone of that name; QueryError when there is none. Zones are loaded when needed."""
    if name == "UTC":
        return UTC
    try:
        found: tzinfo = import_module("zoneinfo").ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        message = f"Unknown time zone: {name}"
        raise QueryError(message) from error
    return found


def read_datetime(text: str, timezone: str) -> Value | None:
    """The moment that ``text`` names, None when it is no time; without offset it is local time."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    try:
        moment = (found if found.tzinfo else found.replace(tzinfo=zone(timezone))).astimezone(UTC)
    except OverflowError:
        return None
    return Value(DATETIME, moment.strftime("%Y-%m-%d %H:%M:%S.%f"), DATETIME_TYPE)


def read_date(text: str) -> Value | None:
    """The date that ``text`` names, None when it is none."""
    try:
        found = date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
    return Value(DATE, found.isoformat(), "Date" if 1970 <= found.year < 2149 else "Date32")


def read_uuid(text: str) -> Value | None:
    """The UUID that ``text`` is, with or without its hyphens; None when it is none."""
    digits = text.strip().removeprefix("urn:uuid:").strip("{}").replace("-", "").lower()
    if len(digits) != 32 or not HEXADECIMAL.issuperset(digits):
        return None
    parts = (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])
    return Value(UUID, "-".join(parts), "UUID")


def constant_datetime(node: Node, timezone: str, place: "ast.Node | None") -> Node | None:
    """A constant text as a moment; None when ``node`` is no constant text.

    Text that is no time is an error at ``place``, and None when there is no place to name.
    """
    if not isinstance(node, Value) or node.type.kind != "string":
        return None
    found = read_datetime(str(node.value), timezone)
    if found is None and place is not None:
        raise at(place, f"Could not read '{node.value}' as a date and time")
    return found
