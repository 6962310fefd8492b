"""HogQLMetadata and HogQLAutocomplete on the wire (insights 9). Offsets count characters.

Source: PostHog's typed client (``HogQLMetadata``, ``HogQLAutocomplete`` and their responses).
"""

from typing import Literal, TypeAlias

from pydantic import BaseModel, Field, JsonValue

from hogql.insights.modifiers import Modifiers
from hogql.insights.nodes import QueryTags
from hogql.insights.sql.models import HogQLFilters, HogQLVariable
from hogql.property_filters.models import WIRE

Language: TypeAlias = Literal["hogQL", "hogQLExpr", "hogTemplate", "hog"]


class HogQLMetadata(BaseModel):
    """What is wrong with a text, what it reads, and what it would cost; nothing of it is run.

    ``sourceQuery`` is the query around an expression (``hogQLExpr``); without one it is
    a column of ``events``. ``globals`` are names that may stand in braces.
    """

    model_config = WIRE

    kind: Literal["HogQLMetadata"]
    language: Language
    query: str
    source_query: JsonValue = Field(default=None, alias="sourceQuery")
    globals: dict[str, JsonValue] | None = None
    filters: HogQLFilters | None = None
    variables: dict[str, HogQLVariable] | None = None
    debug: bool | None = None
    modifiers: Modifiers | None = None
    version: float | None = None
    tags: QueryTags | None = None
    response: JsonValue = None


class HogQLAutocomplete(BaseModel):
    """What could stand between ``startPosition`` and ``endPosition``, the word being typed."""

    model_config = WIRE

    kind: Literal["HogQLAutocomplete"]
    language: Language
    query: str
    start_position: int = Field(alias="startPosition", ge=0)
    end_position: int = Field(alias="endPosition", ge=0)
    source_query: JsonValue = Field(default=None, alias="sourceQuery")
    globals: dict[str, JsonValue] | None = None
    filters: HogQLFilters | None = None
    modifiers: Modifiers | None = None
    version: float | None = None
    tags: QueryTags | None = None
    response: JsonValue = None
