"""What the documents name exists, and what exists is documented (C13)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from functions.topology import BUCKETS, FUNCTIONS, QUEUES, SCHEDULES, WORKFLOWS
from local import options
from shared.settings import VARIABLES
from tests.house.source import ROOT, name_of

if TYPE_CHECKING:
    from pathlib import Path

LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
PAGES = sorted(
    [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"],
)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    broken = [link for link in LINK.findall(page.read_text()) if not (page.parent / link).exists()]
    assert broken == []


def test_every_variable_is_in_the_reference() -> None:
    text = (ROOT / "docs/reference/settings.md").read_text()
    assert [
        row.name for row in (*VARIABLES, *options.VARIABLES) if f"`{row.name}`" not in text
    ] == []


def test_everything_deployed_is_in_the_reference() -> None:
    text = (ROOT / "docs/reference/topology.md").read_text()
    rows = (*FUNCTIONS, *QUEUES, *BUCKETS, *WORKFLOWS, *SCHEDULES)
    assert [row.name for row in rows if f"`{row.name}`" not in text] == []


def test_a_decision_is_one_page_of_at_most_60_lines() -> None:
    pages = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert [name_of(page) for page in pages if len(page.read_text().splitlines()) > 60] == []
    numbers = [page.name[:4] for page in pages]
    assert numbers == [f"{number:04}" for number in range(1, len(pages) + 1)]
