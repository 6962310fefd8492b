"""What an event says was thrown."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.exceptions.read import MOST_FRAMES, MOST_THROWN, Frame, Thrown, read_thrown
from shared.domain.exceptions.rows import names_of


def test_types_texts_and_frames_are_read_in_order() -> None:
    frame = {"module": "shop.pay", "filename": "pay.py", "function": "pay", "in_app": True}
    item: dict[str, Any] = {
        "type": "KeyError",
        "value": "'x'",
        "mechanism": {"handled": True, "type": "generic"},
        "stacktrace": {"type": "raw", "frames": [frame, {"abs_path": "/lib/y.py"}]},
    }
    assert read_thrown({"$exception_list": [item, {"type": "Cause"}]}) == (
        Thrown(
            "KeyError", "'x'", True, (Frame("shop.pay", "pay", True), Frame("/lib/y.py", "", False))
        ),
        Thrown("Cause", "", False, ()),
    )


def test_old_sdks_name_one_exception_without_a_list() -> None:
    old = {"$exception_type": "Error", "$exception_message": "no"}
    assert read_thrown(old) == (Thrown("Error", "no", False, ()),)
    assert read_thrown({}) == read_thrown({"$exception_list": "x"}) == ()


def test_the_numbers_of_exceptions_and_frames_are_bounded() -> None:
    frames = [{"function": f"f{number}"} for number in range(MOST_FRAMES + 5)]
    item: dict[str, Any] = {"type": "E", "stacktrace": {"frames": frames}}
    thrown = read_thrown({"$exception_list": [item] * (MOST_THROWN + 5)})
    assert len(thrown) == MOST_THROWN
    assert [len(thrown[0].frames), thrown[0].frames[-1].function] == [
        MOST_FRAMES,
        frames[-1]["function"],
    ]


def test_names_are_listed_once() -> None:
    item: dict[str, Any] = {
        "type": "E",
        "value": "v",
        "stacktrace": {"frames": [{"function": "f"}, {"function": "f"}]},
    }
    names = names_of(read_thrown({"$exception_list": [item, item]}))
    assert (names.types, names.values, names.sources, names.functions) == (["E"], ["v"], [], ["f"])


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "value", "stacktrace", "frames", "mechanism"]), inner
        )
    ),
)


@given(VALUES, VALUES)
def test_whatever_is_sent_can_be_read(sent: Any, kind: Any) -> None:
    assert isinstance(read_thrown({"$exception_list": sent, "$exception_type": kind}), tuple)
