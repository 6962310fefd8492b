"""Random statements of every form over the tables of the schema, from a seed.

Statements(seed).make()  ->  "SELECT ... FROM events AS e LEFT JOIN (SELECT ...) AS q ON ..."
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Final

from tests.integration.hogql.generating.expressions import KINDS, Expressions
from tests.integration.hogql.generating.fields import Known, known_tables, quoted
from tests.integration.hogql.generating.words import ALIASES, CLAUSES, RARE, TABLE_ALIASES

if TYPE_CHECKING:
    from collections.abc import Mapping

FAVOURITES: Final = ("events", "persons", "sessions", "groups")
JOINS: Final = (
    *("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "INNER JOIN", "LEFT ANY JOIN", "ANY JOIN"),
    *("LEFT SEMI JOIN", "LEFT ANTI JOIN", "ASOF JOIN", "ASOF LEFT JOIN", "FULL OUTER JOIN"),
)
SETS: Final = ("UNION ALL", "UNION DISTINCT", "UNION", "INTERSECT", "EXCEPT", "INTERSECT DISTINCT")
WINDOW_CALLS: Final = (
    *("row_number()", "rank()", "count()", "lagInFrame({it})", "max({it})", "first_value({it})"),
    *("lead({it})", "dense_rank()", "sum(1)", "groupArray({it})"),
)
MOST_COLUMNS: Final = 4
DEPTH: Final = 3


@dataclass(frozen=True, kw_only=True)
class Source:
    """What stands after FROM, and its fields by the names they have there."""

    text: str
    alias: str
    fields: Mapping[str, str]


class Statements:
    """Makes one statement after another; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def make(self) -> str:
        """A statement."""
        dice = self.random.random()
        if dice < 0.08:
            return self._set(DEPTH)
        if dice < 0.18:
            return self._with_common_tables()
        if dice < 0.23:
            return self._rare()
        query = self.query(DEPTH)
        if dice < 0.26:
            return f"{query} {self.random.choice(CLAUSES)}"
        return query

    def _rare(self) -> str:
        source = self._table()
        makes = Expressions(random=self.random, sources={source.alias: source.fields})
        texts = {
            "source": source.text,
            "field": makes.field("string"),
            "other": makes.field("any"),
            "number": makes.field("int"),
            "time": makes.field("datetime"),
            "condition": makes.condition(1),
            "aggregate": makes.aggregate(0),
        }
        return self.random.choice(RARE).format(**texts)

    def query(self, depth: int) -> str:
        """A SELECT over one source or several."""
        sources = self._sources(depth)
        names = {source.alias: source.fields for source in sources}
        makes = Expressions(random=self.random, sources=dict(names), sub_query=self._scalar)
        if len(sources) == 1 and self.random.random() < 0.5:
            makes.sources = {"": sources[0].fields}
        forms = [self._listing, self._listing, self._grouped, self._grouped, self._windowed]
        return self.random.choice(forms)(makes, self._from(sources, makes), depth)

    def _scalar(self, depth: int) -> str:
        source = self._table()
        makes = Expressions(random=self.random, sources={source.alias: source.fields})
        column = self.random.choice((makes.field("string"), makes.aggregate(0), makes.field("any")))
        where = f" WHERE {makes.condition(0)}" if self.random.random() < 0.5 else ""
        return f"SELECT {column} FROM {source.text}{where}{' LIMIT 1' if depth else ''}"

    def _set(self, depth: int) -> str:
        count = self.random.randint(1, 3)
        arms = [self._arm(count, depth - 1) for _ in range(self.random.randint(2, 3))]
        word = self.random.choice(SETS)
        return f" {word} ".join(arms)

    def _arm(self, count: int, depth: int) -> str:
        source = self._source(depth)
        makes = Expressions(random=self.random, sources={source.alias: source.fields})
        columns = ", ".join(f"toString({makes.make('string', 1)})" for _ in range(count))
        where = f" WHERE {makes.condition(1)}" if self.random.random() < 0.4 else ""
        return f"SELECT {columns} FROM {source.text}{where}"

    def _with_common_tables(self) -> str:
        name = self.random.choice((*TABLE_ALIASES, "events", "persons"))
        columns = {"c1": "string", "c2": "int"}
        source = self._table()
        makes = Expressions(random=self.random, sources={source.alias: source.fields})
        inner = f"SELECT {makes.make('string', 1)} AS c1, {makes.make('int', 1)} AS c2"
        common = Source(text=f"{quoted(name)} AS w", alias="w", fields=columns)
        outer = Expressions(random=self.random, sources={"w": columns}, sub_query=self._scalar)
        body = self.random.choice((self._listing, self._grouped))(outer, common.text, 1)
        return f"WITH {quoted(name)} AS ({inner} FROM {source.text}) {body}"

    def _listing(self, makes: Expressions, source: str, depth: int) -> str:
        distinct = "DISTINCT " if self.random.random() < 0.1 else ""
        star = self.random.random()
        columns = self._columns(makes, depth)
        if star < 0.06:
            columns = "*"
        elif star < 0.1:
            columns = f"COLUMNS('{self.random.choice(('.*', 'e', 'id', 'prop'))}')"
        tail = f"{self._where(makes, depth)}{self._order(makes)}{self._limit(makes)}"
        return f"SELECT {distinct}{columns} FROM {source}{tail}"

    def _grouped(self, makes: Expressions, source: str, depth: int) -> str:
        keys = [makes.make(makes.kind(), 1) for _ in range(self.random.randint(0, 2))]
        values = [makes.aggregate(1) for _ in range(self.random.randint(1, 3))]
        columns = ", ".join(f"{item} AS k{place}" for place, item in enumerate([*keys, *values]))
        group = f" GROUP BY {', '.join(f'k{place}' for place in range(len(keys)))}" if keys else ""
        if keys and self.random.random() < 0.1:
            group += self.random.choice((" WITH ROLLUP", " WITH CUBE", " WITH TOTALS"))
        having = f" HAVING {makes.aggregate(0)} IS NOT NULL" if self.random.random() < 0.2 else ""
        order = f" ORDER BY k0{self._direction()}" if self.random.random() < 0.5 else ""
        where = self._where(makes, depth)
        return f"SELECT {columns} FROM {source}{where}{group}{having}{order}"

    def _windowed(self, makes: Expressions, source: str, depth: int) -> str:
        call = self.random.choice(WINDOW_CALLS).replace("{it}", makes.field("string"))
        by = makes.field(self.random.choice(KINDS))
        over = f"(PARTITION BY {by} ORDER BY {makes.field('any')}{self._direction()})"
        where = self._where(makes, depth)
        return f"SELECT {makes.field('any')}, {call} OVER {over} AS w FROM {source}{where}"

    def _columns(self, makes: Expressions, depth: int) -> str:
        found: list[str] = []
        for place in range(self.random.randint(1, MOST_COLUMNS)):
            item = makes.make(makes.kind(), depth)
            if self.random.random() < 0.3:
                name = self.random.choice(ALIASES)
                item = f"{item} AS `{name}{place if self.random.random() < 0.7 else ''}`"
            found.append(item)
        return ", ".join(found)

    def _where(self, makes: Expressions, depth: int) -> str:
        if self.random.random() < 0.45:
            return ""
        word = "PREWHERE" if self.random.random() < 0.05 else "WHERE"
        return f" {word} {makes.condition(depth - 1)}"

    def _order(self, makes: Expressions) -> str:
        if self.random.random() < 0.6:
            return ""
        items = [makes.make(makes.kind(), 1) + self._direction() for _ in range(2)]
        return f" ORDER BY {', '.join(items)}"

    def _direction(self) -> str:
        return self.random.choice(("", "", " DESC", " ASC", " DESC NULLS LAST", " NULLS FIRST"))

    def _limit(self, makes: Expressions) -> str:
        dice = self.random.random()
        by = f" LIMIT 2 BY {makes.field('any')}" if dice < 0.1 else ""
        return f"{by} LIMIT {self.random.choice((1, 5, 50, 1000))}" if dice < 0.4 else by

    def _sources(self, depth: int) -> list[Source]:
        count = 1 if self.random.random() < 0.7 else self.random.randint(2, 3)
        found: dict[str, Source] = {}
        for _ in range(count):
            source = self._source(depth)
            found.setdefault(source.alias, source)
        return list(found.values())

    def _source(self, depth: int) -> Source:
        if depth > 1 and self.random.random() < 0.2:
            return self._sub_query(depth - 1)
        if self.random.random() < 0.03:
            return Source(text="numbers(20) AS n", alias="n", fields={"number": "int"})
        return self._table()

    def _table(self) -> Source:
        tables = known_tables()
        known: Known = self.random.choice(tables)
        if self.random.random() < 0.6:
            name = self.random.choice(FAVOURITES)
            known = next((table for table in tables if table.table == name), known)
        alias = self.random.choice(TABLE_ALIASES)
        return Source(text=f"{known.table} AS {quoted(alias)}", alias=alias, fields=known.fields)

    def _sub_query(self, depth: int) -> Source:
        inner = self._source(depth)
        makes = Expressions(random=self.random, sources={inner.alias: inner.fields})
        kinds = [makes.kind() for _ in range(self.random.randint(1, 3))]
        columns = ", ".join(
            f"{makes.make(kind, 1)} AS c{place}" for place, kind in enumerate(kinds)
        )
        fields = {f"c{place}": kind for place, kind in enumerate(kinds)}
        where = self._where(makes, 1)
        alias = self.random.choice(TABLE_ALIASES)
        text = f"(SELECT {columns} FROM {inner.text}{where}) AS {quoted(alias)}"
        return Source(text=text, alias=alias, fields=fields)

    def _from(self, sources: list[Source], makes: Expressions) -> str:
        first, *rest = sources
        text = first.text
        for source in rest:
            if self.random.random() < 0.15:
                text += f" CROSS JOIN {source.text}"
                continue
            kind = self.random.choice(("string", "uuid", "int"))
            left = Expressions(random=self.random, sources={first.alias: first.fields}).field(kind)
            right = Expressions(random=self.random, sources={source.alias: source.fields})
            word = self.random.choice(JOINS)
            text += f" {word} {source.text} ON {left} = {right.field(kind)}"
            if word.startswith("ASOF"):
                text += f" AND {left} >= {right.field(kind)}"
        if self.random.random() < 0.08:
            array = makes.make("array", 1)
            makes.sources = {**makes.sources, "": {**makes.sources.get("", {}), "item": "any"}}
            text += f" {self.random.choice(('', 'LEFT '))}ARRAY JOIN {array} AS item"
        return text
