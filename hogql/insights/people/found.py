"""What a source of actors comes to, and what all of them need to say it.

SELECT actor_id, event_count, ...  ->  Found(tree, group_type_index)
"""

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hogql.insights.actors import PERSON, Actor
from hogql.insights.errors import InsightError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hogql import ast


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """The actors of one number.

    ``tree`` has one row for each actor. Its first column is ``actor_id``: the id of a person, the
    key of a group where ``group_type_index`` says of which type, or a distinct id. More columns may
    follow (``event_count``, ``appearances``, ``matching_events``): each can be selected by name.
    """

    tree: "ast.Query"
    group_type_index: int | None = None
    is_distinct_id: bool = False


@contextmanager
def inside(place: str) -> "Iterator[None]":
    """Put the place of a node before the field that a refusal names."""
    try:
        yield
    except InsightError as error:
        raise InsightError(error.message, attr=f"{place}.{error.attr or ''}".rstrip(".")) from error


@contextmanager
def outside(place: str) -> "Iterator[None]":
    """Take the place of a node away from the field that a refusal names."""
    try:
        yield
    except InsightError as error:
        raise InsightError(
            error.message, attr=(error.attr or "").removeprefix(f"{place}.")
        ) from error


def found_of(tree: "ast.SelectQuery", actor: Actor) -> Found:
    """Return the actors of a statement whose ``actor_id`` is the key of such an actor."""
    is_person = actor.key == PERSON.key
    index = actor.group_type_index
    return Found(tree=tree, group_type_index=index, is_distinct_id=not is_person and index is None)
