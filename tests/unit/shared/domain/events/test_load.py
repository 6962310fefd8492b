"""Pointers to sealed objects."""

import pytest

from shared.clickhouse.insert import TARGETS, Target
from shared.domain.events.load import read_pointer, write_pointer
from shared.domain.events.seal import prefix_of, target_of
from shared.errors import InvalidRequestError


def test_a_pointer_is_read_as_it_was_written() -> None:
    assert read_pointer(write_pointer("v1/events/2026/11/22/12/ab.zst")) == (
        "v1/events/2026/11/22/12/ab.zst"
    )


@pytest.mark.parametrize("table", TARGETS)
def test_a_key_says_which_table_its_lines_belong_to(table: Target) -> None:
    key = f"{prefix_of(table)}2026/11/22/12/ab.zst"
    assert key.startswith(f"v1/{table}/")
    assert target_of(read_pointer(write_pointer(key))) == table
    assert target_of(f"v1/{table}") is target_of(f"x/{key}") is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '"v1/events/x"', '{"v":1,"key":"config.json"}'])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(InvalidRequestError):
        read_pointer(text)
