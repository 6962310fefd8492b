"""The cases of *sdk-protocol 4*: what clients send and what must be stored then.

    tests/golden/ingestion/*.json --read_cases--> Case ...

A case is ``{name, rule, requests, expected, team?, order?}``; the README beside the files says what
each part may hold. Words that no reader knows are refused, so that no expectation is ever skipped.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER: Final = Path(__file__).parents[2] / "golden" / "ingestion"
CASE_WORDS: Final = frozenset({"name", "rule", "requests", "expected", "team", "order"})
REQUEST_WORDS: Final = frozenset(
    {
        *("path", "method", "headers", "query", "ip", "received_at", "status", "answer"),
        *("batch", "sent_at", "historical_migration", "body"),
    }
)
EXPECTED_WORDS: Final = frozenset(
    {
        *("events", "persons", "groups", "group_types", "definitions", "heatmaps", "exceptions"),
        *("warnings", "advice", "sessions"),
    }
)
TEAM_WORDS: Final = frozenset({"timezone", "anonymize_ips", "cookieless"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One case. ``order`` says why its requests may only be delivered as they stand, if so."""

    section: str
    name: str
    rule: str
    requests: tuple[Mapping[str, Any], ...]
    expected: Mapping[str, Any]
    team: Mapping[str, Any] = field(default_factory=dict)
    order: str = ""

    @property
    def key(self) -> str:
        """What names the case among all."""
        return f"{self.section}: {self.name}"


def read_cases() -> list[Case]:
    """Return every case, in the order of the files; ValueError for one that says odd words."""
    return [case for path in sorted(FOLDER.glob("*.json")) for case in _read_file(path)]


def _read_file(path: Path) -> Iterator[Case]:
    for written in json.loads(path.read_text()):
        _check(written, CASE_WORDS, path.name)
        case = Case(
            section=path.stem,
            name=written["name"],
            rule=written["rule"],
            requests=tuple(written["requests"]),
            expected=written["expected"],
            team=written.get("team", {}),
            order=written.get("order", ""),
        )
        _check(case.expected, EXPECTED_WORDS, case.key)
        _check(case.team, TEAM_WORDS, case.key)
        for request in case.requests:
            _check(request, REQUEST_WORDS, case.key)
        yield case


def _check(written: Mapping[str, Any], words: frozenset[str], place: str) -> None:
    odd = sorted(written.keys() - words)
    if odd:
        raise ValueError(f"{place}: nobody reads {', '.join(odd)}")
