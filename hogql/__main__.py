"""The language from a shell: JSON lines in, JSON lines out, one answer for each line.

    echo '{"kind": "expr", "sql": "a + 1"}' | python -m hogql parse
    {"ok": true, "ast": {"node": "ArithmeticOperation", ...}}
    {"ok": false, "error": {"message": "...", "start": 0, "end": 1, "hint": "..."}}

``kind`` is ``select`` (the default), ``expr`` or ``order``; ``parse`` also reads ``program`` and
``template``. Offsets count characters. A verb's module is loaded when that verb runs: sqlglot and
pydantic take longer to load than the rest. See docs/guides/hogql-tool.md.
"""

import argparse
import json
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hogql.errors import HogQLError, QueryError, TooComplexError
from hogql.tool.requests import read_request, refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hogql.ast.wire import Json
    from hogql.tool.requests import Request

    Verb = Callable[[Request], dict[str, Json]]

_UNFORESEEN: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What a bug of ours raises. The next line must be answered all the same."""

_VERBS: Final = {
    "parse": "the syntax tree, in the form of PostHog's parser",
    "compile": "the guarded ClickHouse SQL and its parameters",
    "format": "the same text, laid out",
    "translate": "HogQL for SQL of another product, with notes on what is different",
}
_EPILOG: Final = (
    'A request is {"kind": "select", "sql": "..."} on one line; kind may also be expr or order. '
    'An answer is {"ok": true, ...} or {"ok": false, "error": {"message", "start", "end", "hint"}}.'
)


def main(arguments: "Sequence[str] | None" = None) -> int:
    """Answer every line of standard input. The status is 2 when the call itself is wrong."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        verb = _load(options)
    except (QueryError, OSError) as error:
        parser.error(str(error))
    try:
        for line in sys.stdin.buffer:
            if line.strip():
                sys.stdout.write(json.dumps(answer(line, verb)) + "\n")
                sys.stdout.flush()
    except BrokenPipeError:
        # Nobody reads on. Closing here keeps the interpreter from flushing once more at its end.
        with suppress(BrokenPipeError):
            sys.stdout.close()
    except KeyboardInterrupt:
        return 130
    return 0


def answer(line: bytes | str, verb: "Verb") -> "dict[str, Json]":
    """The answer to one line, whatever it holds."""
    text = None
    try:
        request = read_request(line)
        text = request.sql
        return verb(request)
    except HogQLError as error:
        return refusal(error, text)
    except RecursionError:
        hint = "Name parts of it with WITH."
        return refusal(TooComplexError("This query is nested too deeply.", fix=hint))
    except _UNFORESEEN as error:
        what = type(error).__name__
        return refusal(QueryError(f"This text met a fault of ours ({what}). Please report it."))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m hogql",
        description="HogQL as JSON lines: requests on standard input, answers on standard output.",
        epilog=_EPILOG,
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="verb")
    for name, what in _VERBS.items():
        added = verbs.add_parser(name, help=what, description=f"Answers {what}.", epilog=_EPILOG)
        if name == "compile":
            added.add_argument(
                "--team", type=int, required=True, metavar="N", help="the team to read"
            )
            added.add_argument(
                "--schema", type=Path, metavar="FILE", help="what is known about the project, JSON"
            )
        if name == "translate":
            added.add_argument(
                "--dialect", metavar="NAME", help="postgres, bigquery, snowflake, redshift, ..."
            )
    return parser


def _load(options: argparse.Namespace) -> "Verb":
    """The function of the verb, with the options bound."""
    if options.verb in {"parse", "format"}:
        module = "parsing" if options.verb == "parse" else "formatting"
        verb: Verb = getattr(import_module(f"hogql.tool.{module}"), f"{options.verb}_request")
        return verb
    if options.verb == "translate":
        translate = import_module("hogql.tool.translating").translate_request
        return lambda request: translate(request, options.dialect)
    content = options.schema.read_bytes() if options.schema else "{}"
    context = import_module("hogql.tool.context_file").read_context(content, options.team)
    compile_request = import_module("hogql.tool.compiling").compile_request
    return lambda request: compile_request(request, context)


if __name__ == "__main__":
    raise SystemExit(main())
