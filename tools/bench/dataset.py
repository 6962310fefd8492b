"""Events to ask about, made by ClickHouse alone: every value is a hash of the event's number.

    numbers --hashes--> five projects, 90 days, visits of twelve events, people with many and few

The same on every machine. ``skewed(...)`` makes the first values far more frequent than the last,
as countries, pages and people are. One person in twenty was merged into another; the others are in
the table of persons.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from clickhouse_connect.driver.client import Client

_FILL: Final = """
INSERT INTO events (uuid, team_id, event, timestamp, distinct_id, person_id, session_id,
    `$browser`, `$os`, `$device_type`, `$lib`, `$host`, `$geoip_country_code`, `$geoip_city_name`,
    `$referring_domain`, utm_source, `$pathname`, `$current_url`, `$device_id`, properties)
WITH
    (salt, key) -> cityHash64(key, salt) % 1000003 / 1000003 AS share,
    (salt, key, count, power) -> toUInt32(floor(count * pow(share(salt, key), power))) AS skewed
SELECT
    reinterpretAsUUID(sipHash128(n, 'uuid')),
    multiIf(share('team', visit) < 0.6, 1, share('team', visit) < 0.8, 2,
        share('team', visit) < 0.92, 3, share('team', visit) < 0.98, 4, 5) AS team,
    multiIf(step = 0 OR share('event', n) < 0.3, '$pageview', share('event', n) < 0.55,
        '$autocapture', share('event', n) < 0.65, '$pageleave',
        skewed('custom', n, 34, 2) < 6, ['item_viewed', 'item_added', 'signup_started',
            'checkout_started', 'signup_completed', 'purchase'][1 + skewed('custom', n, 34, 2)],
        concat('custom_', toString(skewed('custom', n, 34, 2) - 6))),
    toDateTime64('2026-01-01 00:00:00', 3, 'UTC')
        + toIntervalSecond(toUInt32(86400 * 90 * pow(share('day', visit), 0.8)) + step * 30)
        + toIntervalMillisecond(cityHash64(n, 'ms') % 1000),
    concat('user-', toString(team), '-', toString(person)) AS who,
    reinterpretAsUUID(sipHash128(who)),
    reinterpretAsUUID(sipHash128(visit, 'session')),
    ['Chrome', 'Safari', 'Firefox', 'Edge', 'Opera'][1 + skewed('browser', visit, 5, 2)],
    ['Windows', 'Mac OS X', 'iOS', 'Android', 'Linux'][1 + skewed('os', visit, 5, 2)],
    ['Desktop', 'Mobile', 'Tablet'][1 + skewed('device', visit, 3, 2)],
    'web',
    ['www.shop.example', 'shop.example'][1 + skewed('host', visit, 2, 2)] AS host,
    concat('C', toString(skewed('country', visit, 60, 3))),
    concat('City ', toString(skewed('city', visit, 500, 3))),
    concat('site', toString(skewed('referrer', visit, 200, 3)), '.example'),
    if(share('campaign', visit) < 0.3, ['google', 'mail'][1 + skewed('source', visit, 2, 2)], ''),
    concat('/p/', toString(skewed('page', n, 400, 3))) AS path,
    concat('https://', host, path,
        if(n % 3 = 0, concat('?ref=', toString(skewed('ref', n, 20000, 2))), '')),
    toString(reinterpretAsUUID(sipHash128(who, 'device'))),
    map(
        'plan', ['free', 'free', 'free', 'pro', 'pro', 'team', 'scale'][1 + person % 7],
        '$screen_width', ['1920', '1440', '390', '2560'][1 + skewed('width', visit, 4, 1)],
        '$viewport_height', toString(500 + cityHash64(visit, 'height') % 900),
        '$feature/new-navigation', ['control', 'test'][1 + person % 2],
        'item', concat('i', toString(skewed('item', n, 10000, 2))),
        'amount', toString(5 + cityHash64(n, 'amount') % 50000 / 100),
        concat('extra_', toString(skewed('extra', n, 200, 2))), toString(n % 50),
        concat('rare_', toString(cityHash64(n, 'rare') % 200)), toString(n % 1000))
FROM (
    SELECT number AS n, intDiv(number, 12) AS visit, number % 12 AS step,
        skewed('person', visit, {people}, 3) AS person
    FROM numbers({rows})
)
"""
_MERGE: Final = """
INSERT INTO person_overrides
SELECT team_id, cityHash64(id), cityHash64(kept), id, kept, 0, 1
FROM (
    SELECT team_id, person_id AS id, any(person_id) OVER (PARTITION BY team_id) AS kept
    FROM (SELECT DISTINCT team_id, person_id FROM events)
)
WHERE cityHash64(id) % 20 = 0 AND id != kept
"""
_PEOPLE: Final = """
INSERT INTO person (team_id, id, created_at, properties, is_identified, is_deleted, version,
    last_seen)
SELECT team_id, person_id, toDateTime64('2025-11-02 00:00:00', 3, 'UTC')
        + toIntervalSecond(cityHash64(person_id, 'created') % (86400 * 150)) AS created_at,
    map('plan', ['free', 'free', 'free', 'pro', 'pro', 'team', 'scale'][
        1 + cityHash64(person_id, 'plan') % 7]), 1, 0, 1, created_at
FROM (SELECT DISTINCT team_id, person_id FROM events)
WHERE person_id NOT IN (SELECT old_person_id FROM person_overrides)
"""
_STEPS: Final = (
    _FILL,
    _MERGE,
    _PEOPLE,
    "SYSTEM RELOAD DICTIONARY person_overrides_dict",
    "OPTIMIZE TABLE events FINAL",
    "OPTIMIZE TABLE person FINAL",
)


def fill(client: Client, rows: int) -> None:
    """Write the events into a migrated database, merged into one part a month."""
    for statement in _STEPS:
        client.command(statement.replace("{rows}", str(rows)).replace("{people}", str(rows // 20)))
