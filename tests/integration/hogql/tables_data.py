"""Rows for every table, of two teams that share all ids, keys and times; only values differ.

person   anna  two versions, ``old`` then ``new``      person  bob   merged into anna
person   carl  no email                                person  dora  deleted
events of ``eve`` belong to a person that no row describes
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hogql.context import Cohort, Context, SystemRows
from tests.integration.hogql.asking import rows_of

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

TEAMS: Final = (7, 8)
ANNA: Final = "00000000-0000-4000-8000-0000000000a1"
BOB: Final = "00000000-0000-4000-8000-0000000000b1"
CARL: Final = "00000000-0000-4000-8000-0000000000c1"
DORA: Final = "00000000-0000-4000-8000-0000000000d1"
EVE: Final = "00000000-0000-4000-8000-0000000000e1"
FIRST: Final = "019ca8d0-0000-7000-8000-000000000001"
SECOND: Final = "019ca8d0-0000-7000-8000-000000000002"
LONG_AGO: Final = "0198a000-0000-7000-8000-000000000003"
ISSUE: Final = "00000000-0000-4000-8000-000000000501"
MOVED: Final = "00000000-0000-4000-8000-000000000502"

_SESSIONS: Final = """
INSERT INTO sessions SELECT %(t)s, UUIDv7ToDateTime(id), id, toUUID('%(ANNA)s'), 'a', lo, hi,
 arrayReduce('uniqExactState', arrayMap(x -> toUUID(concat('00000000-0000-4000-8000-',
  leftPad(toString(x), 12, '0'))), pages)),
 arrayReduce('uniqExactState', CAST([], 'Array(UUID)')),
 arrayReduce('uniqExactState', CAST([], 'Array(UUID)')), urls,
 (lo, urls[1], 'ref_%(t)s', 'source_%(t)s', '', '', '', '', '', '', ''), (hi, urls[-1]),
 (lo, 'Firefox', '1', 'Linux', '6', 'Desktop', 'PT', 'Porto')
FROM VALUES('id UUID, lo DateTime64(3), hi DateTime64(3), pages Array(UInt8),
 urls Array(String)',
"""
_STATEMENTS: Final = (
    """
INSERT INTO person (team_id, id, created_at, properties, is_identified, is_deleted, version) VALUES
(%(t)s, '%(ANNA)s', '2026-01-01', {'email': 'old_%(t)s', 'plan': 'free', 'age': '29'}, 1, 0, 1),
(%(t)s, '%(ANNA)s', '2026-01-01', {'email': 'new_%(t)s', 'plan': 'pro', 'age': '30'}, 1, 0, 2),
(%(t)s, '%(BOB)s', '2026-01-02', {'email': 'bob_%(t)s', 'plan': 'team'}, 1, 0, 1),
(%(t)s, '%(BOB)s', '2026-01-02', {}, 1, 1, 2),
(%(t)s, '%(CARL)s', '2026-02-01', {'plan': 'free', 'name': 'carl_%(t)s'}, 0, 0, 1),
(%(t)s, '%(DORA)s', '2026-01-04', {'email': 'dora_%(t)s'}, 1, 0, 1),
(%(t)s, '%(DORA)s', '2026-01-04', {}, 1, 1, 2)
""",
    """
INSERT INTO person_distinct_id (team_id, distinct_id, person_id, is_deleted, version) VALUES
(%(t)s, 'a', '%(ANNA)s', 0, 1), (%(t)s, 'b', '%(BOB)s', 0, 1), (%(t)s, 'b', '%(ANNA)s', 0, 2),
(%(t)s, 'c', '%(CARL)s', 0, 1), (%(t)s, 'd', '%(DORA)s', 0, 1), (%(t)s, 'd', '%(DORA)s', 1, 2)
""",
    """
INSERT INTO person_distinct_id_overrides (team_id, distinct_id, person_id, is_deleted, version)
VALUES (%(t)s, 'b', '%(ANNA)s', 0, 2), (%(t)s, 'd', '%(DORA)s', 1, 2)
""",
    """
INSERT INTO person_overrides (team_id, old_key, new_key, old_person_id, person_id, is_deleted,
 version) SELECT %(t)s, cityHash64(toUUID('%(BOB)s')), cityHash64(toUUID('%(ANNA)s')), '%(BOB)s',
 '%(ANNA)s', 0, 1
""",
    """
INSERT INTO events (uuid, team_id, event, timestamp, distinct_id, person_id, session_id, properties,
 groups, person_properties) VALUES
('00000000-0000-4000-8000-000000000011', %(t)s, 'view', '2026-03-01 10:00:00', 'a', '%(ANNA)s',
 '%(FIRST)s', {'n': '1'}, {'company': 'acme'}, {'email': 'then_%(t)s'}),
('00000000-0000-4000-8000-000000000012', %(t)s, 'view', '2026-03-01 10:10:00', 'a', '%(ANNA)s',
 '%(FIRST)s', {'n': '2'}, {'company': 'gone'}, {}),
('00000000-0000-4000-8000-000000000013', %(t)s, 'view', '2026-03-02 10:00:00', 'b', '%(BOB)s',
 '%(SECOND)s', {'n': '3'}, {}, {}),
('00000000-0000-4000-8000-000000000014', %(t)s, 'paid', '2026-03-02 11:00:00', 'c', '%(CARL)s',
 '00000000-0000-0000-0000-000000000000', {'n': '4'}, {'project': 'acme'}, {}),
('00000000-0000-4000-8000-000000000015', %(t)s, 'paid', '2025-08-01 12:00:00', 'e', '%(EVE)s',
 '%(LONG_AGO)s', {'n': '5', '$exception_fingerprint': 'f1',
 '$exception_issue_id': '%(ISSUE)s'}, {}, {}),
('00000000-0000-4000-8000-000000000016', %(t)s, '$exception', '2026-03-02 12:00:00', 'c',
 '%(CARL)s', '00000000-0000-0000-0000-000000000000', {'$exception_fingerprint': 'f2',
 '$exception_issue_id': '%(ISSUE)s'}, {}, {})
""",
    """
INSERT INTO groups (team_id, group_type, group_key, created_at, properties, is_deleted, version)
VALUES (%(t)s, 'company', 'acme', '2026-01-01', {'name': 'Old_%(t)s'}, 0, 1),
(%(t)s, 'company', 'acme', '2026-01-01', {'name': 'Acme_%(t)s', 'seats': '12'}, 0, 2),
(%(t)s, 'company', 'gone', '2026-01-01', {'name': 'Gone_%(t)s'}, 0, 1),
(%(t)s, 'company', 'gone', '2026-01-01', {}, 1, 2),
(%(t)s, 'project', 'acme', '2026-01-03', {'name': 'Project_%(t)s'}, 0, 1)
""",
    """
INSERT INTO cohort_people (team_id, cohort_id, version, person_id) VALUES
(%(t)s, 5, 1, '%(CARL)s'), (%(t)s, 5, 2, '%(BOB)s'), (%(t)s, 5, 3, '%(EVE)s'),
(%(t)s, 6, 1, '%(CARL)s')
""",
    """
INSERT INTO person_static_cohort (team_id, cohort_id, person_id) VALUES
(%(t)s, 9, '%(CARL)s'), (%(t)s, 9, '%(BOB)s')
""",
    _SESSIONS
    + """
('%(FIRST)s', '2026-03-01 10:05:00', '2026-03-01 10:10:00', [12, 11],
 ['https://h%(t)s.com/mid', 'https://h%(t)s.com/out?x=1']))
""",
    _SESSIONS
    + """
('%(FIRST)s', '2026-03-01 10:00:00', '2026-03-01 10:01:00', [11],
 ['https://h%(t)s.com/in?msclkid=M%(t)s']),
('%(SECOND)s', '2026-03-02 10:00:00', '2026-03-02 10:00:05', [13],
 ['https://h%(t)s.com/only']),
('%(LONG_AGO)s', '2025-08-01 12:00:00', '2025-08-01 12:30:00', [15],
 ['https://h%(t)s.com/past']))
""",
    """
INSERT INTO session_replay_events (team_id, session_day, session_id, distinct_id,
 min_first_timestamp, max_last_timestamp, first_url, all_urls, click_count, size, is_deleted,
 retention_period_days) VALUES
(%(t)s, '2026-03-01', '%(FIRST)s', 'b', '2026-03-01 10:00:00', '2026-03-01 10:01:00',
 ('2026-03-01 10:00:00', 'https://h%(t)s.com/in'), ['https://h%(t)s.com/in'], 2, 10, 0, 3000)
""",
    """
INSERT INTO session_replay_events (team_id, session_day, session_id, distinct_id,
 min_first_timestamp, max_last_timestamp, first_url, all_urls, click_count, size, is_deleted,
 retention_period_days) VALUES
(%(t)s, '2026-03-01', '%(FIRST)s', 'b', '2026-03-01 10:02:00', '2026-03-01 10:10:00',
 ('2026-03-01 10:02:00', 'https://h%(t)s.com/out'), ['https://h%(t)s.com/out'], 3, 20, 0, 3000),
(%(t)s, '2026-03-02', '%(SECOND)s', 'c', '2026-03-02 10:00:00', '2026-03-02 10:00:05',
 ('2026-03-02 10:00:00', 'https://h%(t)s.com/only'), [], 1, 5, 0, 3000),
(%(t)s, '2026-03-02', '%(SECOND)s', 'c', '2026-03-02 10:00:00', '2026-03-02 10:00:05',
 ('2026-03-02 10:00:00', 'https://h%(t)s.com/only'), [], 0, 0, 1, 3000)
""",
    """
INSERT INTO log_entries (team_id, log_source, log_source_id, timestamp, level, message) VALUES
(%(t)s, 'session_replay', '%(FIRST)s', now64(3), 'warn', 'console_%(t)s'),
(%(t)s, 'batch_exports', 'e1', now64(3), 'info', 'export_%(t)s')
""",
    """
INSERT INTO heatmaps (team_id, timestamp, type, current_url, distinct_id, x, y, viewport_width)
VALUES (%(t)s, now64(3), 'click', 'https://h%(t)s.com/in', 'b', %(t)s, 2, 100)
""",
    """
INSERT INTO error_tracking_issue_fingerprint_overrides (team_id, fingerprint, issue_id, is_deleted,
 version) VALUES (%(t)s, 'f1', '%(MOVED)s', 0, 1), (%(t)s, 'f2', '%(MOVED)s', 0, 1),
 (%(t)s, 'f2', '%(MOVED)s', 1, 2)
""",
    """
INSERT INTO exceptions (team_id, issue_id, fingerprint, timestamp, uuid, distinct_id, person_id,
 types, level) VALUES (%(t)s, '%(ISSUE)s', 'f1', '2026-03-01 10:00:00', generateUUIDv4(), 'b',
 '%(BOB)s', ['Type_%(t)s'], 'error'), (%(t)s, '%(ISSUE)s', 'f2', '2026-03-01 10:00:00',
 generateUUIDv4(), 'c', '%(CARL)s', ['Type_%(t)s'], 'error')
""",
    """
INSERT INTO app_metrics (team_id, app_source, metric_name, timestamp, count) VALUES
(%(t)s, 'hog_function', 'ok', now(), %(t)s), (%(t)s, 'hog_function', 'ok', now(), 1)
""",
    """
INSERT INTO query_log (team_id, user_id, event_time, query) VALUES
(%(t)s, 5, now64(3), 'query_%(t)s_5'), (%(t)s, 6, now64(3), 'query_%(t)s_6')
""",
    """
INSERT INTO ingestion_warnings (team_id, timestamp, source, type, details) VALUES
(%(t)s, now64(3), 'ingest', 'type_%(t)s', '')
""",
)


NAMES: Final = {
    "ANNA": ANNA,
    "BOB": BOB,
    "CARL": CARL,
    "DORA": DORA,
    "EVE": EVE,
    "FIRST": FIRST,
    "SECOND": SECOND,
    "LONG_AGO": LONG_AGO,
    "ISSUE": ISSUE,
    "MOVED": MOVED,
}


CONTEXT: Final = Context(
    team_id=7,
    user_id=5,
    group_types=("company", "project"),
    person_property_types={"age": "Numeric"},
    group_property_types={(0, "seats"): "Numeric"},
    cohorts=(
        Cohort(id=5, name="five", is_static=False, version=2),
        Cohort(id=6, name="six", is_static=False, version=1),
        Cohort(id=9, name="nine", is_static=True),
    ),
    system={
        "cohorts": SystemRows(
            rows=(
                (5, "five's", "", False, False, False, 2, None, 2, None, 1, "2026-01-01T10:00:00Z"),
                (6, "six", "", True, False, False, None, None, 1, None, None, "2026-01-02"),
            )
        )
    },
    views={
        "carls": "SELECT id AS who, properties.name AS name FROM persons WHERE name IS NOT NULL"
    },
)


def fill_tables(client: Client) -> None:
    """Insert the rows of both teams and load the dictionary of merges."""
    for team in TEAMS:
        for statement in _STATEMENTS:
            client.command(statement % {**NAMES, "t": team})
    client.command("SYSTEM RELOAD DICTIONARY person_overrides_dict")


def ask(client: Client, query: str, context: Context = CONTEXT) -> list[tuple[Any, ...]]:
    """The rows that a query of team 7 answers."""
    return rows_of(client, query, context)
