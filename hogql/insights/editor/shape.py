"""Findings and suggestions as an editor's client reads them.

Findings, Cost  ->  HogQLMetadataResponse        Suggestions  ->  HogQLAutocompleteResponse
"""

from typing import TYPE_CHECKING

from hogql.insights.editor.answers import (
    AutocompleteItem,
    HogQLAutocompleteResponse,
    HogQLMetadataResponse,
    HogQLNotice,
    QueryTiming,
)

if TYPE_CHECKING:
    from hogql.editor.autocomplete import Suggestions
    from hogql.editor.cost import Cost
    from hogql.editor.metadata import Findings
    from hogql.editor.notices import Level


def to_response(query: str, findings: "Findings", cost: "Cost | None") -> HogQLMetadataResponse:
    """Return the findings about a text; ``cost`` is None where it is not known."""
    compiled = findings.compiled
    return HogQLMetadataResponse(
        query=query,
        isValid=findings.is_valid,
        isUsingIndices=findings.index_use,
        errors=_of_level(findings, "error"),
        warnings=_of_level(findings, "warning"),
        notices=_of_level(findings, "notice"),
        table_names=() if compiled is None else compiled.tables,
        ch_table_names=tuple(dict.fromkeys(read.table for read in findings.reads)),
        fields=findings.fields,
        estimated_rows=None if cost is None else cost.rows,
        estimated_bytes=None if cost is None else cost.bytes,
    )


def _of_level(findings: "Findings", level: "Level") -> tuple[HogQLNotice, ...]:
    return tuple(
        HogQLNotice(message=each.message, start=each.start, end=each.end, fix=each.fix)
        for each in findings.notices
        if each.level == level
    )


def to_suggestions(found: "Suggestions", *, seconds: float) -> HogQLAutocompleteResponse:
    """Return the suggestions, with how long they took."""
    items = tuple(
        AutocompleteItem(
            insertText=item.insert_text,
            label=item.label,
            kind=item.kind,
            detail=item.detail,
            documentation=item.documentation,
        )
        for item in found.items
    )
    return HogQLAutocompleteResponse(
        incomplete_list=found.is_incomplete,
        suggestions=items,
        timings=(QueryTiming(k="autocomplete", t=round(seconds, 6)),),
    )
