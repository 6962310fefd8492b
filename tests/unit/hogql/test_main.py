"""The verb `parse`: one answer a line, whatever the line holds."""

import json
import subprocess
import sys

from hogql.__main__ import parse_line


def test_a_text_is_answered_with_its_tree() -> None:
    answer = parse_line(json.dumps({"kind": "expr", "sql": "a"}))
    assert answer == {"ok": True, "ast": {"node": "Field", "chain": ["a"]}}


def test_an_error_carries_place_and_hint() -> None:
    answer = parse_line(json.dumps({"sql": "SELECT a & b"}))
    assert answer == {
        "ok": False,
        "error": {
            "message": "Unexpected character '&'.",
            "start": 9,
            "end": 10,
            "hint": "Write AND.",
        },
    }


def test_a_line_that_is_no_request_is_an_error_too() -> None:
    for line in ("x", "[]", "{}", '{"kind": "what", "sql": "a"}', '{"sql": 1}'):
        assert parse_line(line)["ok"] is False


def test_the_verb_reads_lines_and_writes_lines() -> None:
    lines = '{"kind":"order","sql":"a desc"}\n\n{"sql":"SELECT"}\n'
    done = subprocess.run(
        [sys.executable, "-m", "hogql", "parse"],
        input=lines,
        capture_output=True,
        text=True,
        check=True,
    )
    assert [json.loads(line)["ok"] for line in done.stdout.splitlines()] == [True, False]


def test_an_unknown_verb_says_how_it_is_used() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hogql", "dance"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr[:6]) == (2, "usage:")


def test_parsing_loads_neither_pydantic_nor_sqlglot() -> None:
    code = (
        "import sys; import hogql.parser; "
        "print([m for m in ('pydantic', 'sqlglot') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
