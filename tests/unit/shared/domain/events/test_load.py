"""Pointers to sealed objects."""

import pytest

from shared.domain.events.load import read_pointer, write_pointer
from shared.errors import InvalidRequestError


def test_a_pointer_is_read_as_it_was_written() -> None:
    assert read_pointer(write_pointer("v1/events/2026/11/22/12/ab.zst")) == (
        "v1/events/2026/11/22/12/ab.zst"
    )


@pytest.mark.parametrize("text", ["", "[]", "{}", '"v1/events/x"', '{"v":1,"key":"config.json"}'])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(InvalidRequestError):
        read_pointer(text)
