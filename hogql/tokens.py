"""The kinds of token the lexer makes, and which words may stand where.

A keyword's kind is its name in capitals, a symbol's kind is the symbol. Nearly every keyword may
also be a name; the sets below say where.

Source: the token set that the published HogQL parser reports (hogql 2.6).
"""

from typing import Final


def _split(text: str) -> list[str]:
    return text.split()


IDENTIFIER: Final = "IDENTIFIER"
QUOTED: Final = "QUOTED"
STRING: Final = "STRING"
DECIMAL: Final = "DECIMAL"
OCTAL: Final = "OCTAL"
FLOAT: Final = "FLOAT"
HEXADECIMAL: Final = "HEXADECIMAL"
BINARY: Final = "BINARY"
TEMPLATE: Final = "f'"
FULL_TEMPLATE: Final = "F'"
TEMPLATE_END: Final = "TEMPLATE_END"
TEXT: Final = "TEXT"
TAG_OPEN: Final = "<TAG"
TAG_CLOSE: Final = "</"
TAG_NAME: Final = "TAG_NAME"
TAG_END: Final = "TAG>"
TAG_SELF_END: Final = "/>"
EOF: Final = "EOF"

_WORDS: Final = _split(
    """
all and anti any array as ascending asof between both by case cast cohort collate columns cross
cube current date day desc descending distinct else end exclude extract final fill filter first
following for from full group grouping having hour id if ilike ignore include in inner interpolate
interval is join key lambda last leading left like limit local minute month name natural not nulls
offset on or order outer over partition pivot positional preceding prewhere qualify quarter range
recursive replace return right rollup row rows sample second select semi sets settings step
substring then ties timestamp time to top totals trailing trim truncate try_cast unbounded union
unpivot using values week when where window with year zone
"""
)

RESERVED: Final = frozenset(
    _split("CATCH EXCEPT FINALLY FN FUN INTERSECT LET MATERIALIZED THROW TRY WHILE WITHIN")
)
"""Keywords that are never a name."""

KEYWORDS: Final[dict[str, str]] = {
    **{word: word.upper() for word in _WORDS},
    **{word.lower(): word for word in RESERVED},
    "asc": "ASCENDING",
    "yyyy": "YEAR",
    "inf": "INF",
    "infinity": "INF",
    "nan": "NAN",
    "null": "NULL",
}
"""Lower-case spelling -> kind."""

INTERVALS: Final[dict[str, str]] = {
    "SECOND": "toIntervalSecond",
    "MINUTE": "toIntervalMinute",
    "HOUR": "toIntervalHour",
    "DAY": "toIntervalDay",
    "WEEK": "toIntervalWeek",
    "MONTH": "toIntervalMonth",
    "QUARTER": "toIntervalQuarter",
    "YEAR": "toIntervalYear",
}

NAMES: Final = frozenset(
    {IDENTIFIER, QUOTED, *(kind for kind in KEYWORDS.values() if kind not in RESERVED)}
    - {"INF", "NAN", "NULL"}
)
"""What may be a name in general."""

COLUMN_ALIASES: Final = frozenset(
    {IDENTIFIER, QUOTED}
    | {"ASCENDING", "COHORT", "DATE", "DESCENDING", "FINAL", "ID", "RETURN", "TOP", "TOTALS"}
)
"""What may name a column without ``AS``."""

TABLE_ALIASES: Final = frozenset({IDENTIFIER, QUOTED, "DATE", "FIRST", "ID", "KEY"})
"""What may name a table without ``AS``."""

CAST_TYPES: Final = frozenset(
    {IDENTIFIER, QUOTED, "DATE", "TIME", "TIMESTAMP", "INTERVAL", *INTERVALS}
)
"""What may follow ``::``."""

RESERVED_ALIASES: Final = frozenset({"true", "false", "null", "team_id"})
"""Names that an alias may not take, in any case of letters, unless quoted."""

SET_OPERATORS: Final = frozenset({"UNION", "INTERSECT", "EXCEPT"})

CONTINUES_QUERY: Final = SET_OPERATORS | {"ORDER", "LIMIT", "OFFSET"}
"""What may follow the closing bracket of a query and still belongs to it."""

NUMBERS: Final = frozenset({DECIMAL, OCTAL, FLOAT, HEXADECIMAL, BINARY, "INF", "NAN"})
