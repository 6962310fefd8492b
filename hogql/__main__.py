"""The language from a shell: JSON lines in, JSON lines out.

    echo '{"kind": "expr", "sql": "a + 1"}' | python -m hogql parse
    {"ok": true, "ast": {"node": "ArithmeticOperation", ...}}
    {"ok": false, "error": {"message": "...", "start": 0, "end": 1, "hint": "..."}}

``kind`` is ``select`` (the default), ``expr``, ``order``, ``program`` or ``template``. The tree is
in PostHog's form without positions; the offsets of an error count characters.
"""

import json
import sys
from typing import TYPE_CHECKING, Final

from hogql.ast.wire import Json, to_json
from hogql.errors import HogQLError
from hogql.parser import (
    parse_expr,
    parse_order_expr,
    parse_program,
    parse_select,
    parse_template,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hogql.ast import Node

_PARSERS: Final["Mapping[str, Callable[[str], Node]]"] = {
    "select": parse_select,
    "expr": parse_expr,
    "order": parse_order_expr,
    "program": parse_program,
    "template": parse_template,
}


def parse_line(line: str) -> dict[str, Json]:
    """The answer to one request; a request that is not of the form above is an error too."""
    try:
        request = json.loads(line)
        parse = _PARSERS[request.get("kind", "select")]
        return {"ok": True, "ast": to_json(parse(request["sql"]))}
    except HogQLError as error:
        return _refused(error.message, error.start, error.end, error.fix)
    except RecursionError:
        return _refused("This query is nested too deeply.", hint="Name parts of it with WITH.")
    except (ValueError, KeyError, TypeError, AttributeError):
        kinds = ", ".join(_PARSERS)
        return _refused('Expected {"kind": ..., "sql": "..."} with a kind of ' + kinds + ".")


def _refused(
    message: str, start: int | None = None, end: int | None = None, hint: str | None = None
) -> dict[str, Json]:
    return {"ok": False, "error": {"message": message, "start": start, "end": end, "hint": hint}}


def main(arguments: "Sequence[str]") -> int:
    """Answer every line of standard input; 2 for an unknown verb."""
    if list(arguments) != ["parse"]:
        sys.stderr.write("usage: python -m hogql parse < requests.jsonl\n")
        return 2
    for line in sys.stdin:
        if line.strip():
            sys.stdout.write(json.dumps(parse_line(line)) + "\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
