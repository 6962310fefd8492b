"""Which distinct ids are one person: the same answer for any order of the same operations.

    identity operations --sorted by stamp--> parent of each root --> root of each distinct id

Operations before a cut of either end (``cuts``) join nobody. An operation that would merge an
identified person into another is refused, except by ``$merge_dangerously``. Source: PostHog's
``person-merge-service.ts``, made free of order (sdk-protocol 4.6).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from shared.domain.persons.cuts import is_forgotten, is_undone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shared.domain.persons.cuts import Cut
    from shared.domain.registers import Stamp

LinkKind = Literal["$identify", "$create_alias", "$merge_dangerously"]

_ANY_CASE: Final = frozenset(
    {
        *("anonymous", "guest", "distinctid", "distinct_id", "id", "not_authenticated"),
        *("email", "undefined", "true", "false"),
    }
)
_THIS_CASE: Final = frozenset({"[object Object]", "NaN", "None", "none", "null", "0", "undefined"})


class Link(NamedTuple):
    """One identity operation: the person of ``source`` becomes that of ``target``."""

    stamp: Stamp
    kind: LinkKind
    source: str
    target: str


@dataclass(frozen=True, kw_only=True, slots=True)
class People:
    """What a set of operations comes to: ids that no operation joined are their own root."""

    parents: dict[str, str] = field(default_factory=dict)
    identified: set[str] = field(default_factory=set)
    refused: list[Link] = field(default_factory=list)

    def root(self, distinct_id: str) -> str:
        """The distinct id whose person this one belongs to."""
        while (parent := self.parents.get(distinct_id)) is not None:
            distinct_id = parent
        return distinct_id


def resolve(links: Iterable[Link], cuts: Mapping[str, Cut]) -> People:
    """Return the people that the operations make, each taken once, earliest first.

    Who was identified before a split still is.
    """
    people = People()
    for link in sorted(set(links)):
        if cuts and is_forgotten(link, cuts):
            continue
        if cuts and is_undone(link, cuts):
            people.identified.add(people.root(link.target))
            continue
        source, target = people.root(link.source), people.root(link.target)
        if source == target:
            continue
        if source in people.identified and link.kind != "$merge_dangerously":
            people.refused.append(link)
            continue
        people.parents[source] = target
        people.identified.add(target)
    return people


def is_illegal(distinct_id: str) -> bool:
    """Whether an id stands for nobody in particular, so that nothing may be merged by it.

    Source: PostHog's list of the same purpose (sdk-protocol 4.2 a), bare or in quotes.
    """
    text = distinct_id
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    return not text.strip() or text in _THIS_CASE or text.lower() in _ANY_CASE
