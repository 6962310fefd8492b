"""The one function of the translator.

foreign SQL  ->  sqlglot  ->  RULES  ->  HogQL tree  ->  canonical text, laid out  ->  Translation
"""

import logging
from typing import TYPE_CHECKING, Final

import sqlglot
from msgspec import Struct
from sqlglot import exp
from sqlglot.errors import ErrorLevel, ParseError, SqlglotError

from hogql.canonical import to_hogql
from hogql.errors import HogQLError, HogQLSyntaxError, QueryError, TooComplexError
from hogql.format import format_hogql
from hogql.translate import (
    aggregates,
    casts,
    comparisons,
    functions,
    json_paths,
    names,
    operators,
    queries,
    series,
    times,
)
from hogql.translate.names import learn_names
from hogql.translate.translator import Note, Translator

if TYPE_CHECKING:
    from hogql import ast

FAMILIES: Final = (
    aggregates,
    casts,
    comparisons,
    functions,
    json_paths,
    names,
    operators,
    queries,
    series,
    times,
)
"""The modules whose rules are known; importing one adds them."""

DIALECTS: Final = {
    "postgres": 1,
    "postgresql": 1,
    "bigquery": 0,
    "snowflake": 0,
    "redshift": 0,
    "duckdb": 1,
    "mysql": 0,
    "databricks": 0,
    "presto": 1,
    "trino": 1,
    "spark": 0,
    "sqlite": 0,
    "tsql": 0,
}
"""Languages that are read, and the number their first array item has."""

_BEFORE_VALUE: Final = "SELECT "
"""What makes a query of a value."""
_ALIASES: Final = {"postgresql": "postgres"}
MAX_LENGTH: Final = 100_000
"""Characters of a text; sqlglot takes about a second for so many."""

# It warns of statements that it does not know; they are refused here in our own words.
logging.getLogger("sqlglot").addHandler(logging.NullHandler())


class Translation(Struct, frozen=True, kw_only=True):
    """HogQL text, and what its author should know about it."""

    sql: str
    notes: tuple[Note, ...]


def translate(text: str, dialect: str, *, kind: str = "select") -> Translation:
    """HogQL for a query (or, with ``kind="expr"``, a value) of another language.

    Refuses several statements, and any that is not a query. The text is not checked against the
    project's tables: compile it, as one would compile what a person wrote.
    """
    language = _ALIASES.get(dialect.lower(), dialect.lower())
    if language not in DIALECTS:
        known = ", ".join(sorted(DIALECTS))
        raise QueryError(f"Unknown SQL dialect: {dialect}.", fix=f"Choose one of {known}.")
    try:
        tree = _parse(text, language, kind)
        shift = len(_BEFORE_VALUE) if kind == "expr" else 0
        translator = Translator(text, language, index_offset=DIALECTS[language], shift=shift)
        learn_names(translator, tree)
        found: ast.Node = translator.expr(tree)
        if any(node.comments for node in tree.walk()):
            translator.note("Comments were left out")
        sql = _written(found, kind)
    except RecursionError as error:
        message = "This query is nested too deeply to be translated."
        raise TooComplexError(message, fix="Name parts of it with WITH.") from error
    return Translation(sql=sql, notes=tuple(translator.notes))


def _written(tree: "ast.Node", kind: str) -> str:
    """The tree as text; where that is refused, places in it would mean nothing to the author."""
    try:
        return format_hogql(to_hogql(tree), kind=kind)
    except HogQLError as error:
        raise QueryError(error.message, fix=error.fix) from error


def _parse(text: str, language: str, kind: str) -> exp.Expr:
    if len(text) > MAX_LENGTH:
        message = f"This query has {len(text)} characters; at most {MAX_LENGTH} can be translated."
        raise TooComplexError(message, start=MAX_LENGTH, end=len(text))
    source = _BEFORE_VALUE + text if kind == "expr" else text
    try:
        statements = [
            found
            for found in sqlglot.parse(source, read=language, error_level=ErrorLevel.IMMEDIATE)
            if found is not None and not isinstance(found, exp.Semicolon)
        ]
    except ParseError as error:
        raise _syntax_error(error, source, len(source) - len(text), language) from error
    except (SqlglotError, AttributeError, LookupError, TypeError, ValueError) as error:
        # The other kinds are what sqlglot itself stumbles over in texts such as «{: 1}».
        raise HogQLSyntaxError(f"This is not SQL of {language}.") from error
    return _only_query(statements, kind)


def _only_query(statements: "list[exp.Expr]", kind: str) -> exp.Expr:
    if not statements:
        raise QueryError("There is nothing to translate.")
    if len(statements) > 1:
        message = f"There are {len(statements)} statements; only one can be translated."
        raise QueryError(message, fix="Translate them one by one.")
    tree = statements[0]
    while isinstance(tree, exp.Subquery) and not tree.args.get("alias"):
        tree = tree.this
    if not isinstance(tree, exp.Query | exp.Values):
        word = type(tree).__name__.upper() if not isinstance(tree, exp.Command) else tree.name
        raise QueryError(f"Only queries can be translated, and this is {word}.")
    if kind != "expr":
        return tree
    if not isinstance(tree, exp.Select) or len(tree.expressions) != 1 or tree.args.get("from_"):
        raise QueryError("This is more than one expression.", fix='Use the kind "select".')
    found: exp.Expr = tree.expressions[0]
    return found


def _syntax_error(error: ParseError, source: str, shift: int, language: str) -> HogQLSyntaxError:
    """Our words; sqlglot's place."""
    found = error.errors[0] if error.errors else {}
    line, column, near = found.get("line"), found.get("col"), str(found.get("highlight") or "")
    message = f"This is not SQL of {language}"
    if not isinstance(line, int) or not isinstance(column, int):
        return HogQLSyntaxError(f"{message}.")
    lines = source.split("\n")
    end = sum(len(each) + 1 for each in lines[: line - 1]) + column - shift
    start = max(0, end - max(1, len(near)))
    what = f": unexpected '{near}'." if near else "."
    return HogQLSyntaxError(message + what, start=start, end=max(end, start + 1))
