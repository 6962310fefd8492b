"""What an editor is answered, on the wire (insights 9). Offsets count characters.

Source: PostHog's typed client (``HogQLMetadataResponse``, ``HogQLAutocompleteResponse``).
"""

from typing import Literal

from pydantic import BaseModel, Field

from hogql.property_filters.models import WIRE


class HogQLNotice(BaseModel):
    """Something to tell about a part of the text; ``fix`` is what to write in its place."""

    model_config = WIRE

    message: str
    start: int | None
    end: int | None
    fix: str | None


class HogQLMetadataResponse(BaseModel):
    """What was found. ``fields`` are the names that the query reads, as written.

    ``estimated_rows`` and ``estimated_bytes`` are the most that running it would read, in whole
    blocks of the tables; null where that is not known.
    """

    model_config = WIRE

    query: str
    is_valid: bool = Field(alias="isValid")
    is_using_indices: Literal["undecisive", "no", "partial", "yes"] = Field(alias="isUsingIndices")
    errors: tuple[HogQLNotice, ...]
    warnings: tuple[HogQLNotice, ...]
    notices: tuple[HogQLNotice, ...]
    table_names: tuple[str, ...]
    ch_table_names: tuple[str, ...]
    fields: tuple[str, ...]
    estimated_rows: int | None
    estimated_bytes: int | None


class AutocompleteItem(BaseModel):
    """One suggestion; ``kind`` is Monaco's name for the sort of thing it is."""

    model_config = WIRE

    insert_text: str = Field(alias="insertText")
    label: str
    kind: Literal["Class", "Constant", "Field", "Function", "Keyword", "Property", "Variable"]
    detail: str | None
    documentation: str | None


class QueryTiming(BaseModel):
    """How long a step took, in seconds."""

    model_config = WIRE

    k: str
    t: float


class HogQLAutocompleteResponse(BaseModel):
    """``incomplete_list``: there are more; ask again when more of the word is there."""

    model_config = WIRE

    incomplete_list: bool
    suggestions: tuple[AutocompleteItem, ...]
    timings: tuple[QueryTiming, ...]
