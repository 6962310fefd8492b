"""Which exceptions are one problem."""

from __future__ import annotations

from typing import Any

from shared.domain.exceptions.fingerprint import fingerprint, issue_id
from shared.domain.exceptions.read import read_thrown

FRAMES: list[dict[str, Any]] = [
    {
        "filename": "https://x.com/app.3f9ac01b.js?v=1",
        "function": "pay",
        "in_app": True,
        "lineno": 3,
    },
    {"filename": "node_modules/react.js", "function": "render", "in_app": False, "lineno": 9},
]


def of(kind: str = "TypeError", value: str = "no", frames: Any = None, sent: object = None) -> str:
    item: dict[str, Any] = {
        "type": kind,
        "value": value,
        "stacktrace": {"type": "raw", "frames": frames or []},
    }
    return fingerprint(sent, read_thrown({"$exception_list": [item]}))


def changed(**values: Any) -> list[dict[str, Any]]:
    return [{**FRAMES[0], **values}, FRAMES[1]]


def test_the_same_problem_on_other_lines_with_other_texts_and_builds_is_one() -> None:
    first = of(frames=FRAMES)
    assert of(frames=FRAMES, value="another text") == first
    assert of(frames=changed(lineno=77)) == first
    assert of(frames=changed(filename="https://x.com/app.99ddaa11.js?v=2")) == first
    assert of(frames=[FRAMES[0]]) == first


def test_another_type_or_place_in_our_own_code_is_another_problem() -> None:
    first = of(frames=FRAMES)
    others = {
        of("RangeError", frames=FRAMES),
        of(frames=changed(function="refund")),
        of(frames=changed(filename="https://x.com/shop.3f9ac01b.js")),
    }
    assert len({first, *others}) == 4


def test_without_frames_the_text_tells_but_not_the_numbers_in_it() -> None:
    assert of(value="user 17 not found") == of(value="user 4711 not found")
    assert of(value="user not found") != of(value="order not found")


def test_without_frames_of_our_own_the_place_where_it_was_thrown_tells() -> None:
    foreign = [{**FRAMES[1], "function": "boot"}, FRAMES[1]]
    assert of(frames=foreign) == of(frames=[FRAMES[1]])


def test_what_caused_an_exception_belongs_to_it() -> None:
    item: dict[str, Any] = {"type": "A", "value": "x"}
    alone = fingerprint(None, read_thrown({"$exception_list": [item]}))
    caused = fingerprint(None, read_thrown({"$exception_list": [item, {"type": "B"}]}))
    assert alone != caused


def test_the_clients_own_fingerprint_wins() -> None:
    assert of(sent="mine") == "mine"
    assert len(of(sent="long" * 100)) == 64
    assert of(sent=" ") == of(sent=7) == of()


def test_an_issue_follows_from_project_and_fingerprint() -> None:
    assert issue_id(1, "a") == "84251242-d0a9-5b19-8298-c4d01762502e"
    assert len({issue_id(1, "a"), issue_id(2, "a"), issue_id(1, "b")}) == 3
