from __future__ import annotations

import orjson
import pytest

from shared.domain.nul import json_without_nul, without_nul


@pytest.mark.parametrize("text", ["", "a", "a\0b", "\0\0", "\\0", "\\\0", "\\\\\0u0000", "\\u0000"])
def test_json_keeps_everything_but_nul(text: str) -> None:
    found = json_without_nul(orjson.dumps({text: [text]}).decode())
    assert orjson.loads(found) == {without_nul(text): [without_nul(text)]}
    assert "\0" not in without_nul(text)
