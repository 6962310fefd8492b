"""Rows of PostgreSQL that ClickHouse shall have too, each with the version that orders them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from shared.json import Json


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonVersion:
    """A person, or that nobody is it any more."""

    id: UUID
    properties: Mapping[str, Json]
    created_at: datetime
    is_identified: bool
    is_deleted: bool
    version: int


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnerVersion:
    """Whose a distinct id is, or nobody's. ``own_person_id`` is what its events carry."""

    distinct_id: str
    own_person_id: UUID
    person_id: UUID
    was_moved: bool
    is_deleted: bool
    version: int
