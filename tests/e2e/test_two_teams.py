"""No team ever sees another's data: not a row, not a value, not in an error text (promise 2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import pytest

from tests.e2e.teams import EVENTS_OF_EACH, ROUNDS, make_teams, shown
from tests.unit.hogql.adversarial import read_cases
from tests.unit.hogql.hostile import read_hostile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.e2e.teams import Team
    from tools.stack import Stack

# Team 7 asks and team 8 is the neighbour in the texts of these tables; aim() puts the real ids in.
HOSTILE: Final = {
    **{case.id: case.sql for case in read_hostile()},
    **{f"list {place}: {case}": case.sql for place, case in enumerate(read_cases())},
}
# Functions that fail on a value, in every place where a value of another row could be met.
THROWING: Final = (
    "toInt(event)",
    "toFloat(distinct_id)",
    "toDate(event)",
    "toDateTime(event)",
    "toDateTime(properties.plan)",
    "parseDateTime(properties.$current_url, '%Y')",
    "toUUID(event)",
    "event::Int64",
    "CAST(event AS DateTime)",
    "1 / (length(event) - length(event))",
    "intDiv(1, length(event) - length(event))",
    "modulo(1, length(event) - length(event))",
    "match(event, '(')",
    "extract(event, properties.plan)",
    "replaceRegexpAll(event, properties.plan, '')",
    "JSONExtractInt(properties, event)",
    "JSONExtractRaw(toString(properties.cart), 'sku')",
    "JSONExtractString(event, 'a')",
    "arrayElement([1], length(event) - 100)",
    "splitByChar(event, distinct_id)[1]",
    "substring(event, -1000)",
    "dateDiff(event, timestamp, now())",
    "toTimeZone(timestamp, event)",
    "formatDateTime(timestamp, event)",
    "toStartOfInterval(timestamp, toIntervalSecond(length(event) - length(event)))",
    "IPv4StringToNum(event)",
    "base64Decode(event)",
    "toDecimal(event, 2)",
    "throwIf(event != '', event)",
    "arrayMap(x -> toInt(x), splitByChar(' ', event))[1]",
    "(SELECT toInt(any(event)) FROM events)",
)
PLACES: Final = (
    "SELECT {it} FROM events LIMIT 1000",
    "SELECT count() FROM events WHERE {it} = 1",
    "SELECT count() FROM events PREWHERE {it} = 1",
    "SELECT {it} AS x, count() FROM events GROUP BY x HAVING x = 1 ORDER BY x",
    "SELECT count() FROM events ORDER BY max({it}) LIMIT 5 OFFSET 1",
)
# The same in the tables whose rows are of persons, groups, sessions and what else a team has.
TABLES_OF_TEXTS: Final = {
    "persons": "properties.email",
    "groups": "key",
    "sessions": "distinct_id",
    "person_distinct_ids": "distinct_id",
    "person_distinct_id_overrides": "distinct_id",
    "session_replay_events": "session_id",
    "log_entries": "message",
    "heatmaps": "current_url",
    "exceptions": "fingerprint",
    "app_metrics": "app_source_id",
    "query_log": "query",
    "system.teams": "name",
    "system.activity_logs": "detail",
}
TABLE_SHAPES: Final = (
    "SELECT * FROM {table} LIMIT 1000",
    "SELECT count(), groupUniqArray({field}) FROM {table}",
    "SELECT count() FROM {table} WHERE toInt({field}) = 1 OR 1 = 1",
    "SELECT count() FROM {table} WHERE throwIf({field} != '')",
    "SELECT a.*, b.event FROM {table} a CROSS JOIN events b LIMIT 500",
    "SELECT a.* FROM {table} a RIGHT JOIN {table} b ON a.{field} = b.{field}",
    "SELECT {field} FROM {table} UNION ALL SELECT event FROM events",
    "SELECT event FROM events WHERE distinct_id NOT IN (SELECT {field} FROM {table})",
    "WITH x AS (SELECT {field} AS f FROM {table}) SELECT f, count() FROM x GROUP BY f",
)
SHAPES: Final = (
    "SELECT event FROM events LIMIT 1000000 OFFSET 0",
    "SELECT event, distinct_id FROM events ORDER BY timestamp LIMIT 3 BY event LIMIT 50 OFFSET 1",
    "SELECT event FROM events UNION ALL SELECT distinct_id FROM events",
    "SELECT event FROM events UNION DISTINCT SELECT properties.plan FROM events",
    "SELECT event FROM events INTERSECT SELECT event FROM events",
    "SELECT a.event, b.properties.plan FROM events a JOIN events b ON a.event = b.event",
    "SELECT a.event, b.event FROM events a LEFT JOIN events b ON a.team_id != b.team_id",
    "SELECT b.event FROM events a RIGHT JOIN events b ON a.uuid = b.uuid WHERE a.team_id != 7",
    "SELECT a.event, b.event FROM events a FULL JOIN events b ON a.session_id = b.session_id",
    "SELECT a.event, b.event FROM events a CROSS JOIN events b WHERE b.team_id = 8 LIMIT 10",
    "SELECT event FROM (SELECT * FROM events) WHERE team_id = 8",
    "SELECT * FROM (SELECT event, team_id AS t FROM events) WHERE t != 7",
    "SELECT event FROM events WHERE event IN (SELECT event FROM events WHERE team_id = 8)",
    "SELECT (SELECT groupUniqArray(event) FROM events WHERE team_id = 8)",
    "WITH e AS (SELECT * FROM events WHERE team_id = 8) SELECT event FROM e",
    "WITH (SELECT groupUniqArray(event) FROM events) AS names SELECT names",
    "SELECT groupUniqArray(event), groupUniqArray(toString(properties.cart)) FROM events",
    "SELECT *, properties, person.properties FROM events LIMIT 200",
    "SELECT person_id, person.properties.email FROM events GROUP BY 1, 2",
    "SELECT argMax(event, team_id), max(team_id), min(event), anyLast(distinct_id) FROM events",
    "SELECT event, row_number() OVER (ORDER BY team_id) FROM events",
    "SELECT lagInFrame(event) OVER (ORDER BY event) FROM events",
    "SELECT arrayJoin(groupArray(event)) FROM events",
    "SELECT event FROM events ARRAY JOIN [team_id, 8] AS t WHERE t = 8",
    "SELECT count() FROM events GROUP BY event WITH TOTALS",
    "SELECT event FROM events WHERE properties.plan LIKE '%' OR 1 = 1 OR team_id = 8",
    "SELECT quantile(2)(length(event)) FROM events",
    "SELECT 0x1p99999, event FROM events WHERE 1 = 2",
    f"SELECT {'9' * 309} FROM events",
    f"SELECT event FROM events LIMIT {'9' * 5000}",
    "SELECT quantile(0.5)(toFloat(properties.amount)), topK(10)(event) FROM events",
)
TRENDS: Final[dict[str, dict[str, Any]]] = {
    "total": {},
    "people": {"series": [{"kind": "EventsNode", "event": "view", "math": "dau"}]},
    "all events": {"series": [{"kind": "EventsNode", "event": None}]},
    "by browser": {"breakdownFilter": {"breakdown": "$browser", "breakdown_type": "event"}},
    "by plan": {"breakdownFilter": {"breakdown": "plan", "breakdown_type": "event"}},
    "by cart": {"breakdownFilter": {"breakdown": "cart", "breakdown_type": "event"}},
    "by email": {"breakdownFilter": {"breakdown": "email", "breakdown_type": "person"}},
    "by hogql": {"breakdownFilter": {"breakdown": "toInt(event)", "breakdown_type": "hogql"}},
    "by two": {
        "breakdownFilter": {
            "breakdowns": [{"property": "plan"}, {"property": "$current_url", "type": "event"}]
        }
    },
    "filtered": {
        "properties": [{"key": "plan", "value": "plan", "operator": "icontains", "type": "event"}]
    },
    "filtered by a broken pattern": {
        "properties": [{"key": "plan", "value": "(", "operator": "regex", "type": "event"}]
    },
    "filtered by hogql": {"properties": [{"key": "toInt(event) > 0 OR 1", "type": "hogql"}]},
    "summed": {
        "series": [
            {"kind": "EventsNode", "event": "paid", "math": "sum", "math_property": "plan"},
        ]
    },
}


@pytest.fixture(scope="module")
def teams(stack: Stack) -> Iterator[tuple[Team, Team]]:
    """Two teams, the one that asks and its neighbour."""
    made = make_teams(stack.url)
    yield made
    for team in made:
        team.project.http.close()


def aim(query: str, teams: tuple[Team, Team]) -> str:
    """Return a query of the tables with the real ids of the teams."""
    ids = {"7": str(teams[0].project.id), "8": str(teams[1].project.id)}
    return re.sub(r"\b[78]\b(?!\.)", lambda found: ids[found.group()], query)


def assert_nothing_of_the_neighbour(teams: tuple[Team, Team], query: str) -> None:
    """Ask the query as the first team: in a granule of both, either one's guard holds or none."""
    team, neighbour = teams
    answer = team.ask_sql(aim(query, teams), refresh="force_blocking")
    assert answer.status_code in {200, 400}, (answer.status_code, answer.text[:500])
    assert neighbour.secret not in shown(answer)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_query_shows_nothing_of_the_neighbour(
    teams: tuple[Team, Team], name: str
) -> None:
    assert_nothing_of_the_neighbour(teams, HOSTILE[name])


@pytest.mark.parametrize("call", THROWING)
def test_a_call_that_may_throw_shows_nothing_of_the_neighbour(
    teams: tuple[Team, Team], call: str
) -> None:
    for place in PLACES:
        assert_nothing_of_the_neighbour(teams, place.format(it=call))


@pytest.mark.parametrize("table", TABLES_OF_TEXTS)
def test_a_query_of_any_table_shows_nothing_of_the_neighbour(
    teams: tuple[Team, Team], table: str
) -> None:
    for shape in TABLE_SHAPES:
        query = shape.replace("{table}", table).replace("{field}", TABLES_OF_TEXTS[table])
        assert_nothing_of_the_neighbour(teams, query)


@pytest.mark.parametrize("query", SHAPES)
def test_a_query_of_any_shape_shows_nothing_of_the_neighbour(
    teams: tuple[Team, Team], query: str
) -> None:
    assert_nothing_of_the_neighbour(teams, query)


@pytest.mark.parametrize("name", TRENDS)
def test_trends_show_nothing_of_the_neighbour(teams: tuple[Team, Team], name: str) -> None:
    series = [{"kind": "EventsNode", "event": "view"}]
    node = {"kind": "TrendsQuery", "series": series, "dateRange": {"date_from": "-1d"}}
    for team, neighbour in (teams, teams[::-1]):
        answer = team.ask({**node, **TRENDS[name]}, refresh="force_blocking")
        assert answer.status_code in {200, 400}, answer.text[:500]
        assert neighbour.secret not in shown(answer)


def test_what_is_searched_for_would_be_found(teams: tuple[Team, Team]) -> None:
    """The tests above look for a word that a team does see of itself."""
    for team in teams:
        answer = team.ask_sql("SELECT event, properties.cart FROM events LIMIT 100")
        assert answer.status_code == 200
        assert team.secret in shown(answer)


@pytest.mark.parametrize("turn", ["first", "again"])
def test_the_same_query_of_both_teams_is_answered_from_their_own_events(
    teams: tuple[Team, Team], turn: str
) -> None:
    query = f"SELECT event, count() FROM events GROUP BY event ORDER BY event -- {turn}"
    for _ in range(2):
        for team in teams:
            answer = team.ask_sql(query, refresh="blocking", client_query_id="the-same")
            own = sorted([["view", ROUNDS], ["paid", ROUNDS], [f"{team.secret} happened", ROUNDS]])
            assert answer.json()["results"] == own
    for team, neighbour in (teams, teams[::-1]):
        kept = team.send("GET", f"/api/projects/{team.project.id}/query/the-same/")
        assert team.secret in shown(kept)
        assert neighbour.secret not in shown(kept)


def test_counts_are_those_of_one_team(teams: tuple[Team, Team]) -> None:
    for team, neighbour in (teams, teams[::-1]):
        counts = "SELECT count(), uniqExact(team_id), countIf(team_id = {other}) FROM events"
        rows = team.project.rows(counts.replace("{other}", str(neighbour.project.id)))
        assert rows == [[EVENTS_OF_EACH, 1, 0]]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/api/projects/{id}/", {}),
        ("GET", "/api/environments/{id}/", {}),
        ("PATCH", "/api/projects/{id}/", {"name": "Mine now"}),
        ("DELETE", "/api/projects/{id}/", {}),
        ("PATCH", "/api/projects/{id}/reset_token/", {}),
        ("GET", "/api/projects/{id}/activity/", {}),
        ("GET", "/api/projects/{id}/query/the-same/", {}),
        ("DELETE", "/api/projects/{id}/query/the-same/", {}),
        ("POST", "/api/projects/{id}/query/", {"query": {"kind": "HogQLQuery", "query": "wrong("}}),
        ("POST", "/api/environments/{id}/query/", {"query": {"kind": "TrendsQuery"}}),
        ("POST", "/api/projects/{id}/query/", {"nothing": "to ask"}),
    ],
)
def test_the_project_of_a_stranger_is_as_absent_as_one_that_never_was(
    teams: tuple[Team, Team], method: str, path: str, body: dict[str, Any]
) -> None:
    team, neighbour = teams
    there, absent = (
        team.send(method, path.replace("{id}", str(id_)), **body)
        for id_ in (neighbour.project.id, 2_000_000_000)
    )
    assert there.status_code == absent.status_code
    assert there.status_code in {404, 405}
    assert without_id(there.text, neighbour.project.id) == without_id(absent.text, 2_000_000_000)
    assert set(there.headers) == set(absent.headers)
    assert neighbour.project.http.get(f"{team.project.url}/_readyz").is_success


def without_id(text: str, number: int) -> str:
    return text.replace(str(number), "id")
