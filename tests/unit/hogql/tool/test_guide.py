"""The examples of docs/guides/hogql-tool.md are run, and its schema file is read."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from hogql.tool.context_file import read_context

GUIDE = Path(__file__).parents[4] / "docs" / "guides" / "hogql-tool.md"
CONSOLE = re.compile(r"```console\n\$ (.*?)\n(.*?)```", re.DOTALL)
JSON = re.compile(r"```json\n(.*?)```", re.DOTALL)
EXAMPLES = CONSOLE.findall(GUIDE.read_text())


def test_every_verb_has_an_example() -> None:
    verbs = {command.split("python -m hogql ")[1].split()[0] for command, _ in EXAMPLES}
    assert verbs == {"parse", "compile", "format", "translate"}


@pytest.mark.parametrize(("command", "expected"), EXAMPLES, ids=[each[0] for each in EXAMPLES])
def test_the_examples_are_true(command: str, expected: str) -> None:
    echo, _, called = command.partition(" | ")
    arguments = shlex.split(called)
    assert arguments[:3] == ["python", "-m", "hogql"]
    done = subprocess.run(
        [sys.executable, *arguments[1:]],
        input=shlex.split(echo)[1] + "\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout + done.stderr == expected


def test_the_schema_file_of_the_guide_is_valid() -> None:
    (content,) = JSON.findall(GUIDE.read_text())
    context = read_context(content, 7)
    assert context.timezone == "Europe/Lisbon"
    assert ("person", "email") in context.restrictions.properties
