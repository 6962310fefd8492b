"""HogQLMetadata and HogQLAutocomplete on the wire (insights 9). Offsets count characters.

Source: PostHog's typed client (``HogQLMetadata``, ``HogQLAutocomplete`` and their responses).
"""

from typing import Literal, TypeAlias

from pydantic import Field, JsonValue

from hogql.insights.nodes import QueryNode
from hogql.insights.sql.models import HogQLFilters, HogQLVariable

Language: TypeAlias = Literal["hogQL", "hogQLExpr", "hogTemplate", "hog"]


class HogQLMetadata(QueryNode):
    """What is wrong with a text, what it reads, and what it would cost; nothing of it is run.

    ``sourceQuery`` is the query around an expression (``hogQLExpr``); without one it is
    a column of ``events``. ``globals`` are names that may stand in braces.
    """

    kind: Literal["HogQLMetadata"]
    language: Language
    query: str
    source_query: JsonValue = Field(default=None, alias="sourceQuery")
    globals: dict[str, JsonValue] | None = None
    filters: HogQLFilters | None = None
    variables: dict[str, HogQLVariable] | None = None
    debug: bool | None = None


class HogQLAutocomplete(QueryNode):
    """What could stand between ``startPosition`` and ``endPosition``, the word being typed."""

    kind: Literal["HogQLAutocomplete"]
    language: Language
    query: str
    start_position: int = Field(alias="startPosition", ge=0)
    end_position: int = Field(alias="endPosition", ge=0)
    source_query: JsonValue = Field(default=None, alias="sourceQuery")
    globals: dict[str, JsonValue] | None = None
    filters: HogQLFilters | None = None
