"""The two names that stand for whole objects among what is selected from events.

"*"       ->  uuid, event, properties ...            ->  {"uuid": .., "event": .., ..}
"person"  ->  person_id, person.created_at ...       ->  {"uuid": .., "created_at": ..}

Source: PostHog ``posthog/hogql_queries/events_query_runner.py``; insights 10.
"""

from typing import TYPE_CHECKING, Final

from hogql import ast
from hogql.insights import expressions

if TYPE_CHECKING:
    from hogql.insights.events_list.models import EventsQuery

_EVENT: Final = (
    "uuid",
    "event",
    "properties",
    "timestamp",
    "distinct_id",
    "elements_chain",
    "created_at",
)
OBJECTS: Final[expressions.Objects] = {
    "*": {name: ast.Field(chain=(name,)) for name in _EVENT},
    "person": {
        "uuid": ast.Field(chain=("person_id",)),
        "created_at": ast.Field(chain=("person", "created_at")),
        "properties": ast.Field(chain=("person", "properties")),
        "distinct_id": ast.Field(chain=("distinct_id",)),
    },
}
"""The fields of each object, and where each one is read."""


def columns_of(request: "EventsQuery") -> tuple[expressions.Shown, ...]:
    """Return what is selected. Raises InsightError, naming the one that is no HogQL."""
    return expressions.columns_of(request.select, OBJECTS)
