"""Files of people: what they list, and those that do not say by what."""

from __future__ import annotations

import pytest

from shared.domain.cohorts.static import Listed, read_csv
from shared.errors import InvalidRequestError


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("ann\nben\nann\n", Listed(ids=("ann", "ben"))),
        ("distinct_id\r\nann\r\n\r\n", Listed(ids=("ann",))),
        ("\ufeffDistinct-ID,name\nann,A\n", Listed(ids=("ann",))),
        ("name,Email\nA,a@example.com\nB\n", Listed(emails=("a@example.com",))),
        ('distinct_id,person_id\nann,"x, y"\n', Listed(ids=("x, y",))),
        ("distinct_id,email\nann,a@example.com\n", Listed(ids=("ann",))),
    ],
)
def test_a_file_lists_people_by_the_column_that_knows_them_best(text: str, listed: Listed) -> None:
    assert read_csv(text) == listed


@pytest.mark.parametrize("text", ["", "\n\n", "name,city\nA,Ghent\n", "a\n" * 500_001])
def test_a_file_that_lists_nobody_is_refused(text: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        read_csv(text)
    assert caught.value.attr == "csv"
