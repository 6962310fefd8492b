"""Almost-JSON is repaired; everything else is what the strict parser says."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import InvalidRequestError, TooLargeError
from shared.http.tolerant_json import MAX_REPAIRED_BYTES, parse_json

if TYPE_CHECKING:
    from shared.json import Json

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param(rb'{"a":NaN,"b":-Infinity,"c":Infinity}', {"a": None, "b": None, "c": None}),
        pytest.param(rb'["NaN", "say \"NaN\" \\", NaN]', ["NaN", 'say "NaN" \\', None]),
        pytest.param(rb'["\ud800", "x\uDC00y"]', ["\ufffd", "x\ufffdy"]),
        pytest.param(rb'["\ud83d\ude00", "\ud83d"]', ["😀", "\ufffd"]),
        pytest.param(rb'["\\ud800", "\ud800"]', ["\\ud800", "\ufffd"]),
        pytest.param(rb'{"\ud800": 1, "n": 1e999}', {"\ufffd": 1, "n": None}),
        pytest.param(b'["\xff", "\xed\xa0\x80"]', ["\ufffd", "\ufffd\ufffd\ufffd"]),
        pytest.param(b"[" + b"1" * 5000 + b", -" + b"1" * 400 + b"]", [None, None]),
        pytest.param(rb"[123456789012345678901, NaN]", [123456789012345678901.0, None]),
        pytest.param(rb'["\u0000"]', ["\0"]),
    ],
)
def test_almost_json_is_read(text: bytes, value: Json) -> None:
    assert parse_json(text) == value


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"[1,]", id="trailing-comma"),
        pytest.param(b"[NaN,]", id="trailing-comma-after-a-repair"),
        pytest.param(b'{"a": NaN', id="cut"),
        pytest.param(b'"never closed \\', id="open-string"),
        pytest.param(b'["a\x00b"]', id="nul"),
        pytest.param(b"[" * 10_000, id="deep-and-cut"),
        pytest.param(b"[" * 10_000 + b"]" * 10_000, id="deep"),
        pytest.param(b'{"a":' * 10_000 + b"NaN" + b"}" * 10_000, id="deep-with-a-repair"),
        pytest.param(b"{'a': 1}", id="python"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_what_is_not_json_is_refused(text: bytes) -> None:
    with pytest.raises(InvalidRequestError):
        parse_json(text)


@given(VALUES)
def test_json_is_read_as_the_strict_parser_reads_it(value: Json) -> None:
    text = orjson.dumps(value)
    assert parse_json(text) == orjson.loads(text)


@given(VALUES)
def test_a_repair_changes_nothing_but_what_is_broken(value: Json) -> None:
    text = orjson.dumps(value)
    assert parse_json(b"[NaN," + text + b"]") == [None, orjson.loads(text)]


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_a_value_or_refused(content: bytes) -> None:
    try:
        value = parse_json(content)
    except InvalidRequestError:
        return
    assert orjson.loads(orjson.dumps(value)) == value


@pytest.mark.parametrize("unit", [b'\\"', b'"', b"\\", b"-", b"1.", b"NaN", b'"\\u', b"{"])
def test_the_worst_text_is_refused_in_one_pass(unit: bytes) -> None:
    text = b'["' + unit * (2_000_000 // len(unit))
    started = time.process_time()
    with pytest.raises((InvalidRequestError, TooLargeError)):
        parse_json(text)
    assert time.process_time() - started < 10


@pytest.mark.parametrize("unit", [b"[],", b"{},", b"1,", b'{"a":{}},'])
def test_a_body_of_countless_values_is_refused_unparsed(unit: bytes) -> None:
    content = b"[" + unit * (20_000_000 // len(unit)) + b"1]"
    with pytest.raises(TooLargeError):
        parse_json(content)


def test_the_largest_request_of_an_sdk_is_read() -> None:
    event = b'{"event":"a","properties":{' + b'"name":"value",' * 60 + b'"last":1}},'
    content = b"[" + event * (19_000_000 // len(event)) + b"1]"
    assert isinstance(parse_json(content), list)


def test_a_very_large_body_is_not_repaired() -> None:
    with pytest.raises(InvalidRequestError):
        parse_json(b'["' + b"x" * MAX_REPAIRED_BYTES + b'", NaN]')
