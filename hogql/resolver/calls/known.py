"""Cohorts and actions by their id or their name: only those of the team are known."""

from typing import TYPE_CHECKING, TypeVar

from hogql.context import Action, Cohort
from hogql.errors import ResolutionError
from hogql.references import written
from hogql.resolver.scope import at

if TYPE_CHECKING:
    from hogql import ast


Found = TypeVar("Found", Action, Cohort)


def find_known(item: "ast.Node", known: tuple[Found, ...], *, noun: str, use: str) -> Found:
    """The one that is written; ``noun`` is for messages, ``use`` says what takes it."""
    wanted = written(item)
    if wanted is None:
        raise at(item, f"{use} takes one {noun}: its id, or its name in quotes")
    found = [one for one in known if wanted in {one.id, one.name}]
    if len(found) > 1:
        ids = ", ".join(str(one.id) for one in found)
        raise at(item, f"Several {noun}s are named '{wanted}'", f"Use the id of one: {ids}")
    if found:
        return found[0]
    shown = f"'{wanted}'" if isinstance(wanted, str) else str(wanted)
    message = f"{noun.capitalize()} {shown} not found"
    raise ResolutionError(message, start=item.start, end=item.end)
