"""The functions that the verifier lets through, as a file of its own (hogql 11.1).

registry, names that the compiler writes itself  --minus none that DANGEROUS matches-->  text

The verifier shares no code with the compiler: it reads this copy. A function that becomes known to
the compiler runs only after ``./hedgerow generate``, and never when its name is dangerous.
"""

import ast
import re
from pathlib import Path
from textwrap import fill
from typing import Final

from hogql.functions.registry import Function, all_functions
from hogql.resolver.calls.special import SPECIAL

FOLDER: Final = Path(__file__).parent.parent / "hogql"
MAKERS: Final = frozenset({"call", "Function", "FunctionNode"})
WRITTEN_IN_PARTS: Final = ("parseDateTimeBestEffortUSOrNull", "parseDateTime64BestEffortUSOrNull")
"""Names that the compiler puts together and that no query may write."""

DANGEROUS: Final = re.compile(
    r"(global)?(not)?(null)?in(ignoreset)?|dict.*|joinget.*|sleep.*|throwif|getsetting.*|getmacro|"
    r"getserverport|hostname|fqdn|current.*|user|version|uptime|file|filesystem.*|url|s3.*|remote.*|"
    r"cluster.*|input|executable.*|python|sqlite|odbc|jdbc|postgresql|mysql|mongodb|hdfs|merge|view|"
    r"loop|generaterandom|zeros.*|numbers.*|null|values|catboost.*|modelevaluate|evalmlmethod|"
    r"(try)?decrypt|encrypt|aes_.*|finalizeaggregation|initializeaggregation|runningaccumulate|"
    r"addressto.*|demangle|trap|queryid|query_id|initialqueryid|serveruuid|tcpport|servertimezone|"
    r"getoskernelversion|displayname|showcertificate|hascolumnintable|has.*grant.*|defaultroles|"
    r"enabledroles|blocknumber|rownumberin.*|nothing.*|ignore|materialize|identity|indexhint|"
    r"isconstant|defaultvalueof.*|bar|formatrow.*|formatquery.*|filepath|structureto.*|schema|"
    r"database|getclienthttpheader|getsubcolumn|gettypeserializationstreams|dumpcolumnstructure|"
    r"fuzz.*|random.*string.*|tcp.*|zookeeper.*|generateserialid|transactionid.*|naivebayes.*",
    re.IGNORECASE,
)
"""Calls that read a table, a file, the network, the server or another key's data, or that wait."""

HARMLESS: Final = """
bar defaultValueOfArgumentType ignore indexHint materialize identity randomString randomStringUTF8
randomFixedString randomPrintableASCII rowNumberInAllBlocks rowNumberInBlock blockNumber isConstant
"""
"""Names that the pattern above matches though they only compute."""

HEAD: Final = '''"""The functions that generated SQL may call; ``tools.fence_calls`` writes it."""

from typing import Final
'''


def fence_calls_page() -> str:
    """The text of ``hogql/verifier/calls.py``."""
    known = all_functions()
    aggregates = {item.sql for item in known if item.is_aggregate}
    plain = [item for item in known if not item.is_aggregate]
    calls = {item.sql for item in plain if not (is_special(item) and is_dangerous(item.sql))}
    calls |= _written_names() | {*WRITTEN_IN_PARTS}
    refuse_dangerous(calls | aggregates)
    return f"{HEAD}{_names('CALLS', calls - aggregates)}{_names('AGGREGATES', aggregates)}"


def is_special(function: Function) -> bool:
    """Whether a query may name the function though it is never printed under that name."""
    return function.name.lower() in SPECIAL


def is_dangerous(name: str) -> bool:
    """Whether a call of the name could reach what the caller must not."""
    return name not in HARMLESS.split() and DANGEROUS.fullmatch(name) is not None


def refuse_dangerous(names: set[str]) -> None:
    """Stop when the compiler has come to know a function that it must not."""
    found = sorted(name for name in names if is_dangerous(name))
    if found:
        message = f"functions that no query may call: {', '.join(found)}"
        raise ValueError(message)


def _written_names() -> set[str]:
    """The names that the compiler's own code gives to ``call`` and ``Function``."""
    found: set[str] = set()
    for path in sorted(FOLDER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and _name_of(node.func) in MAKERS:
                found |= {text for arg in node.args[:2] for text in _texts(arg)}
    return {name for name in found if name.isidentifier()}


def _name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _texts(node: ast.expr) -> set[str]:
    if isinstance(node, ast.IfExp):
        return _texts(node.body) | _texts(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def _names(title: str, names: set[str]) -> str:
    quotes = '"""'
    inner = fill(" ".join(sorted(names)), width=100)
    made = f"{title}: Final = frozenset(_{title}.split())"
    return f"\n_{title}: Final = {quotes}\n{inner}\n{quotes}\n{made}\n"
