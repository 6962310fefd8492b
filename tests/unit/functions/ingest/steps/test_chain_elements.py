"""The line of text that autocapture's elements become (sdk-protocol 4.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from functions.ingest.steps.chain_elements import chain_elements
from tests.unit.functions.ingest.steps.drafts import draft

if TYPE_CHECKING:
    from shared.json import Json

BUTTON: Json = {
    "tag_name": "a",
    "$el_text": 'Say "hi"',
    "attr__class": ["small", "btn", 'x"y'],
    "attr__href": "/x",
    "attr__id": "go",
    "attr__data-z": "9",
    "nth_child": 2,
    "nth_of_type": 1,
}


@pytest.mark.parametrize(
    ("elements", "expected"),
    [
        pytest.param(
            [BUTTON, {"tag_name": "div"}],
            'a.btn.small.xy:attr__class="small btn xy"attr__data-z="9"'
            'attr__href="/x"attr__id="go"attr_id="go"href="/x"nth-child="2"nth-of-type="1"'
            'text="Say \\"hi\\"";div:nth-child="0"nth-of-type="0"',
            id="two elements",
        ),
        pytest.param(
            [{"tag_name": "b", "attr__class": "one two"}],
            'b.one.two:attr__class="one two"nth-child="0"nth-of-type="0"',
            id="classes in one text",
        ),
        pytest.param([1, None, "a"], "", id="no elements"),
        pytest.param("a", "", id="no list"),
    ],
)
def test_elements_become_their_chain(elements: Json, expected: str) -> None:
    taken = draft({"$elements": elements})
    chain_elements(taken)
    assert taken.elements_chain == expected
    assert taken.properties == {}


def test_a_chain_that_the_sdk_wrote_is_kept() -> None:
    taken = draft({"$elements_chain": "a:b", "$elements": [BUTTON]})
    chain_elements(taken)
    assert taken.elements_chain == "a:b"
    assert taken.properties == {}
