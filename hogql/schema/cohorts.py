"""Members of cohorts: of the current version of a dynamic one, of a static one as listed.

A member is a person as of the cohort's last calculation; merges since then are resolved.
"""

from typing import Final

from hogql.schema.columns import Field, LazyJoin, PersonColumn, Table, raw
from hogql.types import DATETIME, INT, UUID

MEMBER: Final = PersonColumn(physical="person_id", key="")
PERSON: Final = LazyJoin(table="persons", on="here.person_id = there.id", own={"id": MEMBER})

_MEMBERS: Final[dict[str, Field]] = {
    "person_id": MEMBER,
    **raw(INT, "cohort_id"),
    "person": PERSON,
}

COHORT_PEOPLE: Final = Table(
    name="cohort_people",
    physical="cohort_people",
    fields={**_MEMBERS, **raw(INT, "version")},
    star=("person_id", "cohort_id"),
    safe=frozenset({"cohort_id", "version", "person_id"}),
)
RAW_COHORT_PEOPLE: Final = Table(
    name="raw_cohort_people",
    physical="cohort_people",
    fields={**raw(INT, "cohort_id", "version"), **raw(UUID, "person_id")},
    star=("cohort_id", "version", "person_id"),
    safe=COHORT_PEOPLE.safe,
)
STATIC_COHORT_PEOPLE: Final = Table(
    name="static_cohort_people",
    physical="person_static_cohort",
    fields={**_MEMBERS, **raw(DATETIME, "inserted_at")},
    star=("person_id", "cohort_id"),
    safe=frozenset({"cohort_id", "person_id"}),
)
