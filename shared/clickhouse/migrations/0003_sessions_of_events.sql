-- Sessions are written by the insert of their events, under the same token (clickhouse 10.2): counters are states over
-- uuids, so that an event that is inserted twice counts once.
ALTER TABLE $DB.sessions $ONCL MODIFY SETTING non_replicated_deduplication_window = 10000;

-- Only ids that are UUIDv7 say when their session began. One that says so of another month than its events would make
-- partitions at will. An event without an address must not be the entry or the exit: its moment is out of reach.
CREATE MATERIALIZED VIEW IF NOT EXISTS $DB.sessions_of_events $ONCL TO $DB.sessions AS
SELECT
  team_id,
  UUIDv7ToDateTime(session_id, 'UTC') AS session_start,
  session_id,
  anyLast(person_id) AS person_id,
  anyLast(distinct_id) AS distinct_id,
  min(timestamp) AS min_timestamp,
  max(timestamp) AS max_timestamp,
  uniqExactIfState(uuid, event = '$pageview') AS pageviews,
  uniqExactIfState(uuid, event = '$screen') AS screens,
  uniqExactIfState(uuid, event = '$autocapture') AS autocaptures,
  groupUniqArrayIf(1000)(`$current_url`, `$current_url` != '') AS urls,
  min((if(`$current_url` = '', toDateTime64('2200-01-01 00:00:00', 3, 'UTC'), timestamp), `$current_url`, toString(`$referring_domain`),
    toString(utm_source), toString(utm_medium), toString(utm_campaign), toString(utm_term), toString(utm_content),
    properties['gclid'], properties['fbclid'], properties['gad_source'])) AS entry,
  max((if(`$current_url` = '', toDateTime64('1970-01-01 00:00:00', 3, 'UTC'), timestamp), `$current_url`)) AS exit,
  min((timestamp, toString(`$browser`), toString(`$browser_version`), toString(`$os`), toString(`$os_version`), toString(`$device_type`),
    toString(`$geoip_country_code`), toString(`$geoip_city_name`))) AS device
FROM $DB.events
WHERE substring(toString(session_id), 15, 1) = '7'
  AND abs(dateDiff('day', UUIDv7ToDateTime(session_id, 'UTC'), timestamp)) <= 31
GROUP BY team_id, session_start, session_id;
