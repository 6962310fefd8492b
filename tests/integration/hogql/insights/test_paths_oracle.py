"""Random pasts, random questions: the product and the oracle agree on every edge of paths.

Ties in time, merged persons, groups, repetitions, trailing slashes, half hours of silence to the
millisecond, days on which clocks change. ``python -m tests.oracle paths --count 2000 --seed 1``
tries many.
"""

from datetime import UTC, datetime, timedelta
from itertools import count as counter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from hogql.context import Context
from hogql.insights.context import InsightContext
from hogql.property_filters.facts import PathRule
from shared.ids import person_id
from tests.integration.hogql.insights.events import GivenEvent, insert_events
from tests.integration.hogql.insights.run import answer
from tests.integration.hogql.insights.test_retention_oracle import (
    DAYS,
    MERGED,
    PEOPLE,
    ZONES,
)
from tests.integration.hogql.insights.world import merge
from tests.oracle.paths_edges import Edge, Happening, Question, actors, edges

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random
    from typing import Protocol

    from clickhouse_connect.driver.client import Client
    from pydantic import JsonValue

    class Around(Protocol):
        """A step of a funnel around which alone events count."""

        def of(self, seen: Sequence[Happening]) -> list[Happening]:
            """Return those of the events that count."""
            ...

        def node(self) -> JsonValue:
            """Return the filter on the wire."""
            ...


TEAMS = counter(12000)
URLS = ["/", "/a", "/a/", "/b", "/b/1", "/b/2/", "https://x.io/a/", "/a//", "//", "...", ""]
SCREENS = ["home", "/a/", "cart", "1_home"]
NAMES = ["$pageview", "$pageview", "$pageview", "$screen", "bought", "seen", "$autocapture"]
POINTS = ["/a", "/a/", "/b", "bought", "/", "/a//", "..."]
ENDS = [(False, False)] * 4 + [(True, False), (False, True), (True, True), (True, True)]
GROUPS = ["", "o1", "o2", "o1", "o2"]
GROUPINGS = [(), (), (), ("/b*",), ("/b/*", "/a*"), ("*x.io*",), ("b.ught",)]
RULES = [(), (), (), ((r"/\d", "/<id>"),), (("^/a", "/b"), ("b$", "c"))]
STEPS_IN_TIME = [0, 0, 0, 1, 7000, 7000, 60_000, 60_000, 300_000, 1_799_999, 1_800_000, 1_800_001]
KNOWN = [
    *(url[:-1] if len(url) > 1 and url.endswith("/") else url for url in URLS),
    *SCREENS,
    *NAMES,
    *(grouping for some in GROUPINGS for grouping in some),
    *("/b/<id>", "/c", "/b", "/bc", "/b/", "..."),
]


def random_question(random: "Random") -> Question:
    """A question of any kind about days near which clocks change."""
    last = random.choice(DAYS) + timedelta(days=random.randint(0, 2))
    types = ["$pageview", "$screen", "custom_event"]
    has_start, has_end = random.choice(ENDS)
    heaviest = random.choice([*[None] * 6, 1, 2])
    return Question(
        first=last - timedelta(days=random.choice([0, 0, 1, 9])),
        last=last,
        zone=ZoneInfo(random.choice(ZONES)),
        is_chosen_only=random.random() < 0.2,
        types=tuple(random.sample(types, random.choice([0, 1, 2, 3, 3]))),
        excluded=tuple(random.sample(["/a", "seen", "home"], random.choice([0, 0, 0, 1]))),
        groupings=random.choice(GROUPINGS),
        rules=random.choice(RULES),
        start=random.choice(POINTS) if has_start else "",
        end=random.choice(POINTS) if has_end else "",
        steps=random.choice([2, 3, 4, 5])
        if has_start and has_end
        else random.choice([2, 3, 5, 12]),
        edges=random.choice([3, 5, 50, 50]),
        lightest=random.choice([None, None, None, 1, 1 if heaviest else 2]),
        heaviest=heaviest,
    )


def random_events(random: "Random", question: Question) -> list[GivenEvent]:
    """Events of few moments, so that many share one, near the edges of the days as well."""
    day = random.choice([question.first, question.last])
    at = datetime(day.year, day.month, day.day, random.choice([0, 9, 9, 9, 12, 23]), tzinfo=UTC)
    found: list[GivenEvent] = []
    for _ in range(random.randint(0, 90)):
        at += timedelta(milliseconds=random.choice(STEPS_IN_TIME))
        group = random.choice(GROUPS)
        name = random.choice(NAMES)
        properties: dict[str, JsonValue] = {"k": random.choice(["y", "y", "n"])}
        if name == "$pageview":
            properties["$current_url"] = random.choice(URLS)
        if name == "$screen":
            properties["$screen_name"] = random.choice(SCREENS)
        found.append(
            GivenEvent(
                at=at,
                distinct_id=random.choice(PEOPLE),
                name=name,
                properties=properties,
                groups={"org": group} if group else {},
            )
        )
    random.shuffle(found)
    return found


def seen_by(one: GivenEvent, *, is_of_groups: bool) -> Happening:
    """The event as the oracle reads it."""
    person = MERGED.get(one.distinct_id, one.distinct_id)
    return Happening(
        at=one.at,
        who=one.groups.get("org", "") if is_of_groups else person,
        name=one.name,
        url=str(one.properties.get("$current_url", "")),
        screen=str(one.properties.get("$screen_name", "")),
        is_chosen=one.properties["k"] == "y",
    )


def ranks_of(client: "Client") -> dict[str, int]:
    """How the items of one instant are ordered: the one thing that the rules leave open."""
    rows = client.query(
        "SELECT item, cityHash64(item) FROM (SELECT arrayJoin({items:Array(String)}) AS item)",
        parameters={"items": KNOWN},
    ).result_rows
    return {str(item): int(rank) for item, rank in rows}


def compare(
    client: "Client",
    question: Question,
    events: "Sequence[GivenEvent]",
    *,
    is_of_groups: bool,
    around: "Around | None" = None,
) -> None:
    """Raise AssertionError unless the product answers as the oracle."""
    team = next(TEAMS)
    insert_events(client, team, events)
    for old, new in MERGED.items():
        merge(client, team, old=old, new=new)
    client.command("SYSTEM RELOAD DICTIONARY person_overrides_dict")
    seen = [seen_by(one, is_of_groups=is_of_groups) for one in events]
    ranks, node = ranks_of(client), node_of(question, is_of_groups=is_of_groups)
    if around is not None:
        seen, node = around.of(seen), {**node, "funnelPathsFilter": around.node()}
    shown = edges(question, seen, ranks)
    assert _ask(node, question, team) == [_rounded(one) for one in shown]
    for edge in [*shown[:1], *shown[-1:]]:
        ends = {"source": edge.source, "target": edge.target}
        went = actors(question, seen, ranks, **ends)
        if not is_of_groups:
            went = {str(person_id(team, who)) for who in went}
        assert _ask_people(node, question, team, edge) == (went, edge.value)


def _rounded(edge: Edge) -> tuple[str, str, int, float]:
    return edge.source, edge.target, edge.value, round(edge.milliseconds, 3)


def _ask(
    asked: "dict[str, JsonValue]", question: Question, team: int
) -> list[tuple[str, str, int, float]]:
    links: list[tuple[str, str, int, float]] = []
    for row in _rows(asked, question, team):
        assert isinstance(row, dict)
        value, spent = row["value"], row["average_conversion_time"]
        assert isinstance(value, int)
        assert isinstance(spent, int | float)
        links.append((str(row["source"]), str(row["target"]), value, round(spent, 3)))
    return links


def _ask_people(
    asked: "dict[str, JsonValue]", question: Question, team: int, edge: Edge
) -> tuple[set[str], int]:
    """Who went along an edge, and how often all of them did."""
    chosen = asked["pathsFilter"]
    assert isinstance(chosen, dict)
    keyed = {**chosen, "pathStartKey": edge.source, "pathEndKey": edge.target}
    source: JsonValue = {**asked, "pathsFilter": keyed}
    rows = _rows({"kind": "InsightActorsQuery", "source": source}, question, team)
    who: set[str] = set()
    times = 0
    for row in rows:
        assert isinstance(row, list)
        actor, paths = row[:2]
        assert isinstance(paths, int)
        who.add(str(actor))
        times += paths
    assert len(who) == len(rows)
    return who, times


def _rows(asked: "dict[str, JsonValue]", question: Question, team: int) -> "list[JsonValue]":
    context = InsightContext(
        timezone=question.zone.key,
        week_start_day=0,
        now=datetime(2020, 12, 1, tzinfo=UTC),
        path_cleaning=tuple(PathRule(regex=one, alias=two) for one, two in question.rules[:1]),
    )
    known = Context(team_id=team, timezone=context.timezone, group_types=("org",))
    found = answer(asked, team_id=team, context=context, known=known)
    assert isinstance(found, dict)
    assert isinstance(found["results"], list)
    return found["results"]


def node_of(question: Question, *, is_of_groups: bool) -> "dict[str, JsonValue]":
    """The question on the wire; the project's own rules are the first one, the rest is local."""
    local: list[JsonValue] = [{"regex": one, "alias": two} for one, two in question.rules[1:]]
    chosen: dict[str, JsonValue] = {
        "includeEventTypes": list(question.types),
        "excludeEvents": list(question.excluded),
        "pathGroupings": list(question.groupings),
        "pathReplacements": bool(question.rules),
        "localPathCleaningFilters": local,
        "startPoint": question.start or None,
        "endPoint": question.end or None,
        "stepLimit": question.steps,
        "edgeLimit": question.edges,
        "minEdgeWeight": question.lightest,
        "maxEdgeWeight": question.heaviest,
    }
    properties: list[JsonValue] = [{"key": "k", "value": "y"}] if question.is_chosen_only else []
    node: dict[str, JsonValue] = {
        "kind": "PathsQuery",
        "dateRange": {"date_from": str(question.first), "date_to": str(question.last)},
        "properties": properties,
        "pathsFilter": chosen,
    }
    if is_of_groups:
        node["aggregation_group_type_index"] = 0
    return node


def compare_random(client: "Client", random: "Random") -> None:
    """Compare one random data set; the message of an AssertionError is all that it is made of."""
    question = random_question(random)
    events = random_events(random, question)
    is_of_groups = random.random() < 0.2
    try:
        compare(client, question, events, is_of_groups=is_of_groups)
    except AssertionError as error:
        error.add_note(f"{question}\n{events}\ngroups: {is_of_groups}")
        raise


@hypothesis_settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(random=st.randoms(use_true_random=False))
def test_every_edge_is_that_of_the_oracle(shared_clickhouse: "Client", random: "Random") -> None:
    compare_random(shared_clickhouse, random)
