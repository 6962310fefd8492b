"""Which keywords may follow in which clause; the likeliest stand first."""

from typing import Final

_ORDER: Final = (
    *("FROM", "WHERE", "GROUP BY", "HAVING", "WINDOW", "QUALIFY", "ORDER BY", "LIMIT", "OFFSET"),
    *("UNION ALL", "UNION DISTINCT", "INTERSECT", "EXCEPT"),
)
_VALUES: Final = (
    *("AND", "OR", "NOT", "IN", "NOT IN", "IN COHORT", "NOT IN COHORT", "LIKE", "ILIKE"),
    *("BETWEEN", "IS NULL", "IS NOT NULL", "CASE", "WHEN", "THEN", "ELSE", "END"),
    *("INTERVAL", "CAST", "TRUE", "FALSE", "NULL"),
)
_JOINS: Final = (
    *("AS", "JOIN", "LEFT JOIN", "INNER JOIN", "RIGHT JOIN", "FULL JOIN", "CROSS JOIN", "ON"),
    *("USING", "ARRAY JOIN", "LEFT ARRAY JOIN", "SAMPLE", "PREWHERE"),
)
_OWN: Final[dict[str, tuple[str, ...]]] = {
    "": ("SELECT", "WITH", *_VALUES),
    "WITH": ("AS", "RECURSIVE", "SELECT"),
    "SELECT": ("DISTINCT", "AS", "OVER", "PARTITION BY", "FILTER", *_VALUES),
    "FROM": (*_JOINS, *_VALUES),
    "GROUP": ("BY", "ALL", "ROLLUP", "CUBE", "GROUPING SETS", "WITH TOTALS"),
    "WINDOW": ("AS", "PARTITION BY", "ORDER BY", "ROWS", "RANGE", "BETWEEN"),
    "ORDER": ("BY", "ASC", "DESC", "NULLS FIRST", "NULLS LAST", "WITH FILL"),
    "LIMIT": ("BY", "WITH TIES", "OFFSET"),
}
_PLACES: Final = {clause.partition(" ")[0]: place for place, clause in enumerate(_ORDER)}


def keywords_after(clause: str) -> tuple[str, ...]:
    """What may follow in a clause, and the clauses behind it."""
    own = _OWN.get(clause, _VALUES)
    if clause in {"", "WITH"}:
        return own
    later = _ORDER[_PLACES.get(clause, -1) + 1 :]
    return (*own, *later) if "BY" in own else (*later, *own)
