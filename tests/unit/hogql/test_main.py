"""The tool: one answer a line, whatever the line holds."""

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from hogql.__main__ import answer, main
from hogql.tool.parsing import parse_request

if TYPE_CHECKING:
    from pathlib import Path

    from hogql.ast.wire import Json

VERBS = ["parse", "compile", "format", "translate"]


def run(*arguments: str, lines: bytes | str) -> "subprocess.CompletedProcess[bytes]":
    content = lines.encode() if isinstance(lines, str) else lines
    command = [sys.executable, "-m", "hogql", *arguments]
    return subprocess.run(command, input=content, capture_output=True, check=False)


def answers(*arguments: str, lines: bytes | str) -> "list[dict[str, Json]]":
    done = run(*arguments, lines=lines)
    assert (done.returncode, done.stderr) == (0, b"")
    return [json.loads(line) for line in done.stdout.splitlines()]


def request(sql: str, **more: str) -> str:
    return json.dumps({"sql": sql, **more}) + "\n"


def test_a_text_is_answered_with_its_tree() -> None:
    found = answer(json.dumps({"kind": "expr", "sql": "a"}), parse_request)
    assert found == {"ok": True, "ast": {"node": "Field", "chain": ["a"]}}


def test_an_error_carries_place_hint_and_a_caret() -> None:
    found = answer(json.dumps({"sql": "SELECT a & b"}), parse_request)
    assert found == {
        "ok": False,
        "error": {
            "message": "Unexpected character '&'.",
            "start": 9,
            "end": 10,
            "hint": "Write AND.",
            "snippet": "SELECT a & b\n         ^",
        },
    }


@pytest.mark.parametrize(
    "line",
    [
        "x",
        "[]",
        "1",
        "{}",
        '{"kind": "what", "sql": "a"}',
        '{"kind": ["select"], "sql": "a"}',
        '{"sql": 1}',
        '{"sql": "SELECT 1", "dialect": 7}',
        b"\xff\xfe",
        "[" * 100_000,
        '{"sql": "' + "1" * 10_000,
    ],
)
def test_a_line_that_is_no_request_is_an_error_too(line: str | bytes) -> None:
    found = answer(line, parse_request)
    assert found["ok"] is False
    assert isinstance(found["error"], dict)
    assert found["error"].keys() == {"message", "start", "end", "hint"}


def test_a_fault_of_ours_is_an_answer_and_the_next_line_works() -> None:
    def broken(_: object) -> "dict[str, Json]":
        raise KeyError("a detail")

    found = answer('{"sql": "SELECT 1"}', broken)
    assert found["ok"] is False
    assert "a detail" not in json.dumps(found)


def test_every_line_has_its_answer_in_order() -> None:
    lines = request("a desc", kind="order") + "\n" + request("SELECT") + request("1", kind="expr")
    assert [found["ok"] for found in answers("parse", lines=lines)] == [True, False, True]


def test_a_bad_line_does_not_stop_the_others() -> None:
    lines = b"\xff\n" + ("(" * 5_000 + "\n").encode() + request("SELECT 1").encode()
    for arguments in (["parse"], ["format"], ["compile", "--team", "7"], ["translate"]):
        found = answers(*arguments, lines=lines + request("SELECT 2", dialect="mysql").encode())
        assert [each["ok"] for each in found][:2] == [False, False]
        assert found[3]["ok"] is True


def test_compile_answers_the_statement_and_its_parameters() -> None:
    lines = request("SELECT event FROM events WHERE event = 'a b\\'c'")
    (found,) = answers("compile", "--team", "7", lines=lines)
    assert found["ok"] is True
    assert "team_id = 7" in str(found["sql"])
    parameters = found["parameters"]
    assert isinstance(parameters, dict)
    assert "a b'c" in parameters.values()
    assert found["columns"] == ["event"]
    assert found["limit"] == 100


def test_an_expression_is_compiled_over_events_and_an_order_is_refused() -> None:
    lines = request("upper(event)", kind="expr") + request("event", kind="order")
    first, second = answers("compile", "--team", "7", lines=lines)
    assert first["ok"] is True
    assert "upper(" in str(first["sql"])
    assert second["ok"] is False


def test_compile_reads_what_is_known_about_the_project(tmp_path: "Path") -> None:
    schema = tmp_path / "project.json"
    schema.write_text('{"property_types": {"amount": "Numeric"}, "limit_context": "export"}')
    lines = request("SELECT properties.amount FROM events")
    (found,) = answers("compile", "--team", "7", "--schema", str(schema), lines=lines)
    assert "toFloat64OrNull" in str(found["sql"])
    assert found["limit"] == 50_000


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"timezone": "Mars/Olympus"}', b"not valid at timezone"),
        ('{"cohorts": [{"id": "x", "name": "a"}]}', b"not valid at cohorts.0.id"),
        ('{"week_start": 1}', b"not valid at week_start: Extra inputs are not permitted"),
        ("{", b"not valid at the whole file"),
    ],
)
def test_a_schema_file_at_fault_is_named_before_any_line(
    tmp_path: "Path", content: str, said: bytes
) -> None:
    schema = tmp_path / "project.json"
    schema.write_text(content)
    done = run("compile", "--team", "7", "--schema", str(schema), lines=request("SELECT 1"))
    assert (done.returncode, done.stdout) == (2, b"")
    assert said in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["dance"],
        [],
        ["compile"],
        ["compile", "--team", "x"],
        ["compile", "--team", "7", "--schema", "/no/such/file.json"],
        ["parse", "--team", "7"],
    ],
    ids=lambda arguments: " ".join(arguments) or "nothing",
)
def test_a_wrong_call_says_how_it_is_used(arguments: list[str]) -> None:
    done = run(*arguments, lines="")
    assert done.returncode == 2
    assert done.stderr.startswith(b"usage:")
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([verb, "--help"])
    assert caught.value.code == 0
    assert f"python -m hogql {verb}" in capsys.readouterr().out


def test_format_answers_the_text_laid_out() -> None:
    lines = request("select a from t -- x") + request("a  desc", kind="order")
    found = answers("format", lines=lines)
    assert [each["sql"] for each in found] == ["SELECT a\nFROM t -- x", "a DESC"]


def test_translate_answers_text_and_notes() -> None:
    lines = request("SELECT NVL(a, 0) FROM public.events", dialect="redshift")
    lines += request("IFNULL(a, foo(1))", kind="expr") + request("SELECT 1; SELECT 2")
    first, second, third = answers("translate", "--dialect", "mysql", lines=lines)
    assert first == {
        "ok": True,
        "sql": "SELECT coalesce(a, 0)\nFROM events",
        "notes": [
            {
                "message": "The schema in front of the table was left out: public",
                "start": 22,
                "end": 28,
            }
        ],
    }
    assert second["sql"] == "coalesce(a, foo(1))"
    assert second["notes"] == [
        {
            "message": "HogQL has no function foo; it is left as it was: foo(1)",
            "start": 10,
            "end": 16,
        }
    ]
    assert third["ok"] is False


def test_translate_wants_to_know_the_dialect() -> None:
    found = answers("translate", lines=request("SELECT 1") + request("SELECT 1", dialect="cobol"))
    assert [each["ok"] for each in found] == [False, False]


def test_a_reader_that_goes_away_is_no_reason_to_complain() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "hogql", "parse"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    line = request("SELECT 1").encode()
    process.stdin.write(line)
    process.stdin.flush()
    assert process.stdout.readline()
    process.stdout.close()
    process.stdin.write(line)
    process.stdin.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=30) == 0
    assert said == b""


def test_parsing_loads_neither_pydantic_nor_sqlglot() -> None:
    code = (
        "import sys; import hogql.__main__, hogql.tool.parsing; "
        "print([m for m in ('pydantic', 'sqlglot', 'hogql.compile') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
