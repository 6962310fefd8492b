"""Decides for each event of a request whether it is kept; what ingestion does follows from it.

    EventRequest + project --judge--> Verdict: a reason, or None, for each event

Faults are found by the rules that ingestion has too. What the project does not want, or has no
quota left for, is decided here alone and travels with the message: a snapshot changes, and a
message may be delivered again.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shared.domain.events.resources import resource_of
from shared.domain.events.rules import DropReason, examine, is_nested_too_deep

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.domain.events.event_request import EventRequest
    from shared.domain.events.rules import Examined
    from shared.snapshot import DropRule, SnapshotTeam


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """Why each event is not kept, None for those that are; ``limited`` are resources used up.

    ``is_shallow`` says that nothing in the request is nested too deep to be stored.
    """

    reasons: tuple[DropReason | None, ...]
    is_shallow: bool
    malformed: int = 0
    limited: tuple[str, ...] = ()

    @property
    def kept(self) -> int:
        """How many events are kept."""
        return self.reasons.count(None)

    @property
    def dropped(self) -> Counter[DropReason]:
        """How many events are not kept, by reason."""
        dropped = Counter(reason for reason in self.reasons if reason is not None)
        if self.malformed:
            dropped[DropReason.NOT_AN_OBJECT] = self.malformed
        return dropped

    @property
    def left_out(self) -> Mapping[str, tuple[int, ...]]:
        """The positions of the events that only the edge can tell are not kept, by reason."""
        found: dict[str, tuple[int, ...]] = {}
        for reason in (DropReason.QUOTA_LIMITED, DropReason.DROP_RULE):
            if reason in self.reasons:
                positions = enumerate(self.reasons)
                found[reason.value] = tuple(at for at, is_it in positions if is_it is reason)
        return found


def judge(request: EventRequest, *, path: str, team: SnapshotTeam | None) -> Verdict:
    """Return what becomes of the events; without a project's row nothing is left out."""
    is_shallow = not is_nested_too_deep(request.events)
    found = [examine(event, path=path, is_shallow=is_shallow) for event in request.events]
    if team is None or not (team.limited or team.drop_rules):
        reasons = tuple(item if isinstance(item, DropReason) else None for item in found)
        return Verdict(reasons=reasons, is_shallow=is_shallow, malformed=request.malformed)
    judged = [(item, _find_reason(item, team)) for item in found]
    limited = {
        resource_of(item.name)
        for item, reason in judged
        if not isinstance(item, DropReason) and reason is DropReason.QUOTA_LIMITED
    }
    return Verdict(
        reasons=tuple(reason for _, reason in judged),
        is_shallow=is_shallow,
        malformed=request.malformed,
        limited=tuple(sorted(limited)),
    )


def _find_reason(item: Examined | DropReason, team: SnapshotTeam) -> DropReason | None:
    if isinstance(item, DropReason):
        return item
    if any(_matches(rule, item) for rule in team.drop_rules):
        return DropReason.DROP_RULE
    return DropReason.QUOTA_LIMITED if resource_of(item.name) in team.limited else None


def _matches(rule: DropRule, event: Examined) -> bool:
    """Whether an event is all that the rule names; a rule that names nothing matches nothing."""
    if rule.event is None and rule.distinct_id is None:
        return False
    is_named = rule.event is None or rule.event == event.name
    return is_named and rule.distinct_id in {None, event.distinct_id}
