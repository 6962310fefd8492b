-- The whole schema: 21 tables and one dictionary, each statement idempotent and ended by ";" at the end of a line.
-- migrate.py replaces only:
--   $DB    database name
--   $ONCL  '' | ON CLUSTER '{cluster}'
--   $E     engine prefix: '' for the embedded engine and for ClickHouse Cloud, 'Replicated' for a self-managed cluster
--   $HOT   the columns of hogql/schema/hot.py; $session_id and $window_id are the columns session_id and window_id

CREATE TABLE IF NOT EXISTS $DB.events $ONCL
(
  uuid UUID,
  team_id UInt32,
  event LowCardinality(String),
  timestamp DateTime64(3,'UTC') CODEC(Delta(8), ZSTD(1)),
  distinct_id String CODEC(ZSTD(1)),
  person_id UUID,                        -- uuid5(namespace, 'team_id:distinct_id') at insert; updatable: the nightly squash rewrites it
  person_key UInt64 DEFAULT cityHash64(person_id),  -- person at insert time, never updated: sort, sampling and shard key
  session_id UUID,                       -- zero UUID when the event has none
  window_id UUID,
  $HOT
  properties Map(LowCardinality(String), String) CODEC(ZSTD(1)),       -- every other key; non-string values as their JSON text
  groups Map(LowCardinality(String), String) CODEC(ZSTD(1)),           -- group type -> group key; $group_N is resolved by the project's type order at compile time
  person_properties Map(LowCardinality(String), String) CODEC(ZSTD(1)),-- value at event time, only keys of the team's "on event" allow-list
  elements_chain String CODEC(ZSTD(3)),
  person_mode Enum8('full'=0,'propertyless'=1,'force_upgrade'=2),
  inserted_at DateTime64(3,'UTC') DEFAULT now64(3) CODEC(Delta(8), ZSTD(1)),
  INDEX ix_distinct_id distinct_id TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX ix_session_id session_id TYPE bloom_filter(0.01) GRANULARITY 1,
  INDEX ix_inserted_at inserted_at TYPE minmax GRANULARITY 1,
  INDEX ix_timestamp timestamp TYPE minmax GRANULARITY 1,
  PROJECTION by_person INDEX (team_id, person_id, timestamp) TYPE basic,
  PROJECTION by_time INDEX (team_id, timestamp) TYPE basic
)
ENGINE = $EReplacingMergeTree(inserted_at)
PARTITION BY toYYYYMM(timestamp)
ORDER BY (team_id, event, toDate(timestamp), person_key, timestamp, uuid)
SETTINGS non_replicated_deduplication_window = 10000, deduplicate_merge_projection_mode = 'rebuild', lightweight_mutation_projection_mode = 'rebuild',
  map_serialization_version = 'with_buckets', map_serialization_version_for_zero_level_parts = 'basic',
  map_buckets_strategy = 'constant', max_buckets_in_map = 16, map_buckets_min_avg_size = 0;

-- exact hourly counts per event; feed unfiltered trends and the event list. Rebuilt by INSERT SELECT (refreshable view or scheduled function)
-- for the days touched, never by an incremental view, so that duplicates do not accumulate.
CREATE TABLE IF NOT EXISTS $DB.event_hours $ONCL
( team_id UInt32, event LowCardinality(String), hour DateTime('UTC'), n UInt64, last_seen SimpleAggregateFunction(max, DateTime64(3,'UTC')) )
ENGINE = $EReplacingMergeTree ORDER BY (team_id, event, hour);

CREATE TABLE IF NOT EXISTS $DB.person $ONCL
(
  team_id UInt32, id UUID, created_at DateTime64(3,'UTC'),
  properties Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  is_identified UInt8, is_deleted UInt8, version UInt64, last_seen DateTime64(3,'UTC'),
  INDEX ix_email properties['email'] TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = $EReplacingMergeTree(version, is_deleted) ORDER BY (team_id, id)
SETTINGS index_granularity = 1024, non_replicated_deduplication_window = 10000, map_serialization_version = 'with_buckets', map_serialization_version_for_zero_level_parts = 'basic', map_buckets_strategy = 'constant', max_buckets_in_map = 16, map_buckets_min_avg_size = 0;

CREATE TABLE IF NOT EXISTS $DB.person_distinct_id $ONCL
( team_id UInt32, distinct_id String, person_id UUID, is_deleted UInt8, version UInt64 )
ENGINE = $EReplacingMergeTree(version, is_deleted) ORDER BY (team_id, distinct_id) SETTINGS index_granularity = 512;

-- name kept for HogQL; holds only mappings that changed after events were written (version > 0) and are not yet squashed
CREATE TABLE IF NOT EXISTS $DB.person_distinct_id_overrides $ONCL
( team_id UInt32, distinct_id String, person_id UUID, is_deleted UInt8, version UInt64, inserted_at DateTime64(3,'UTC') DEFAULT now64(3) )
ENGINE = $EReplacingMergeTree(version) ORDER BY (team_id, distinct_id) SETTINGS index_granularity = 512;

-- source of the dictionary: old person -> canonical person, flattened (path-compressed) by the persons function
CREATE TABLE IF NOT EXISTS $DB.person_overrides $ONCL
( team_id UInt32, old_key UInt64, new_key UInt64, old_person_id UUID, person_id UUID, is_deleted UInt8, version UInt64 )
ENGINE = $EReplacingMergeTree(version, is_deleted) ORDER BY (team_id, old_key) SETTINGS index_granularity = 512;

-- emitted by the HogQL compiler only, never accepted from users: dictGetOrDefault('$DB.person_overrides_dict', 'new_key', person_key, person_key); person ids are unique across teams
CREATE DICTIONARY IF NOT EXISTS $DB.person_overrides_dict $ONCL (old_key UInt64, new_key UInt64)
PRIMARY KEY old_key SOURCE(CLICKHOUSE(QUERY 'SELECT old_key, argMax(new_key, version) AS new_key FROM $DB.person_overrides GROUP BY old_key HAVING argMax(is_deleted, version) = 0'))
LAYOUT(HASHED()) LIFETIME(MIN 5 MAX 15);

CREATE TABLE IF NOT EXISTS $DB.groups $ONCL
( team_id UInt32, group_type LowCardinality(String), group_key String, created_at DateTime64(3,'UTC'), properties Map(LowCardinality(String), String) CODEC(ZSTD(1)), is_deleted UInt8, version UInt64 )
ENGINE = $EReplacingMergeTree(version, is_deleted) ORDER BY (team_id, group_type, group_key);

CREATE TABLE IF NOT EXISTS $DB.cohort_people $ONCL
( team_id UInt32, cohort_id UInt32, version UInt32, person_id UUID )
ENGINE = $EReplacingMergeTree ORDER BY (team_id, cohort_id, version, person_id);

CREATE TABLE IF NOT EXISTS $DB.person_static_cohort $ONCL
( team_id UInt32, cohort_id UInt32, person_id UUID, inserted_at DateTime64(3,'UTC') DEFAULT now64(3) )
ENGINE = $EReplacingMergeTree(inserted_at) ORDER BY (team_id, cohort_id, person_id);

-- one row per session per insert block, merged in the background; written together with the events insert
CREATE TABLE IF NOT EXISTS $DB.sessions $ONCL
(
  team_id UInt32, session_start DateTime('UTC'), session_id UUID,         -- session_start = UUIDv7ToDateTime(session_id): a function of the key
  person_id SimpleAggregateFunction(anyLast, UUID), distinct_id SimpleAggregateFunction(anyLast, String),
  min_timestamp SimpleAggregateFunction(min, DateTime64(3,'UTC')), max_timestamp SimpleAggregateFunction(max, DateTime64(3,'UTC')),
  pageviews AggregateFunction(uniqExact, UUID), screens AggregateFunction(uniqExact, UUID), autocaptures AggregateFunction(uniqExact, UUID),
  urls SimpleAggregateFunction(groupUniqArrayArray, Array(String)),
  entry SimpleAggregateFunction(min, Tuple(ts DateTime64(3,'UTC'), url String, referring_domain String, utm_source String, utm_medium String, utm_campaign String, utm_term String, utm_content String, gclid String, fbclid String, gad_source String)),
  exit SimpleAggregateFunction(max, Tuple(ts DateTime64(3,'UTC'), url String)),
  device SimpleAggregateFunction(min, Tuple(ts DateTime64(3,'UTC'), browser String, browser_version String, os String, os_version String, device_type String, country String, city String))
)
ENGINE = $EAggregatingMergeTree PARTITION BY toYYYYMM(session_start) ORDER BY (team_id, session_start, session_id);

CREATE TABLE IF NOT EXISTS $DB.session_replay_events $ONCL
(
  team_id UInt32, session_day Date, session_id String, distinct_id SimpleAggregateFunction(any, String),
  min_first_timestamp SimpleAggregateFunction(min, DateTime64(3,'UTC')), max_last_timestamp SimpleAggregateFunction(max, DateTime64(3,'UTC')),
  first_url SimpleAggregateFunction(min, Tuple(ts DateTime64(3,'UTC'), url String)), all_urls SimpleAggregateFunction(groupUniqArrayArray, Array(String)),
  click_count SimpleAggregateFunction(sum, UInt64), keypress_count SimpleAggregateFunction(sum, UInt64), mouse_activity_count SimpleAggregateFunction(sum, UInt64),
  active_milliseconds SimpleAggregateFunction(sum, UInt64), console_log_count SimpleAggregateFunction(sum, UInt64), console_warn_count SimpleAggregateFunction(sum, UInt64), console_error_count SimpleAggregateFunction(sum, UInt64),
  size SimpleAggregateFunction(sum, UInt64), event_count SimpleAggregateFunction(sum, UInt64), message_count SimpleAggregateFunction(sum, UInt64),
  snapshot_source SimpleAggregateFunction(any, LowCardinality(String)), snapshot_library SimpleAggregateFunction(any, LowCardinality(String)),
  is_deleted SimpleAggregateFunction(max, UInt8), retention_period_days SimpleAggregateFunction(max, UInt16)
)
ENGINE = $EAggregatingMergeTree PARTITION BY toYYYYMM(session_day) ORDER BY (team_id, session_day, session_id)
TTL session_day + toIntervalDay(retention_period_days) SETTINGS index_granularity = 512;

-- one row per S3 block, never aggregated into arrays: listing a recording is one key range read, and a retried insert is a no-op
CREATE TABLE IF NOT EXISTS $DB.session_recording_blocks $ONCL
( team_id UInt32, session_id String, first_timestamp DateTime64(3,'UTC'), last_timestamp DateTime64(3,'UTC'), block_id UUID, s3_key String, byte_start UInt64, byte_end UInt64, window_id String, retention_period_days UInt16, inserted_at DateTime64(3,'UTC') DEFAULT now64(3) )
ENGINE = $EReplacingMergeTree(inserted_at) PARTITION BY toYYYYMM(first_timestamp) ORDER BY (team_id, session_id, first_timestamp, block_id)
TTL toDateTime(first_timestamp) + toIntervalDay(retention_period_days) SETTINGS index_granularity = 512;

CREATE TABLE IF NOT EXISTS $DB.heatmaps $ONCL
( team_id UInt32, timestamp DateTime64(3,'UTC'), type LowCardinality(String), current_url String CODEC(ZSTD(3)), session_id String, distinct_id String, x Int16, y Int16, scale_factor Int16, viewport_width Int16, viewport_height Int16, pointer_target_fixed Bool, INDEX ix_url current_url TYPE bloom_filter(0.01) GRANULARITY 1 )
ENGINE = $EMergeTree PARTITION BY toYYYYMM(timestamp) ORDER BY (team_id, type, toDate(timestamp), current_url, viewport_width)
TTL toDateTime(timestamp) + INTERVAL 90 DAY SETTINGS non_replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS $DB.error_tracking_issue_fingerprint_overrides $ONCL
( team_id UInt32, fingerprint String, issue_id UUID, is_deleted UInt8, version UInt64 )
ENGINE = $EReplacingMergeTree(version) ORDER BY (team_id, fingerprint) SETTINGS index_granularity = 512;

CREATE TABLE IF NOT EXISTS $DB.exceptions $ONCL
( team_id UInt32, issue_id UUID, fingerprint String, timestamp DateTime64(3,'UTC'), uuid UUID, distinct_id String, person_id UUID, session_id UUID, types Array(LowCardinality(String)), values Array(String), sources Array(String), functions Array(String), level LowCardinality(String), handled Bool, release String, inserted_at DateTime64(3,'UTC') DEFAULT now64(3),
  INDEX ix_values values TYPE text(tokenizer = 'splitByNonAlpha'), INDEX ix_functions functions TYPE bloom_filter(0.01) GRANULARITY 1 )
ENGINE = $EReplacingMergeTree(inserted_at) PARTITION BY toYYYYMM(timestamp) ORDER BY (team_id, toDate(timestamp), fingerprint, timestamp, uuid);

-- autocompletion and taxonomy: (key, value) counters; bounded by the writer (values <= 256 chars, at most 1000 new values per key per batch)
CREATE TABLE IF NOT EXISTS $DB.property_values $ONCL
( team_id UInt32, kind Enum8('event'=1,'person'=2,'group'=3,'session'=4), name LowCardinality(String), value String, n SimpleAggregateFunction(sum, UInt64), last_seen SimpleAggregateFunction(max, Date), INDEX ix_value value TYPE text(tokenizer = ngrams(3)) )
ENGINE = $EAggregatingMergeTree ORDER BY (team_id, kind, name, value) TTL last_seen + INTERVAL 90 DAY SETTINGS index_granularity = 1024, allow_suspicious_indices = 1;

CREATE TABLE IF NOT EXISTS $DB.property_definitions $ONCL
( team_id UInt32, kind Enum8('event'=1,'person'=2,'group'=3,'session'=4), event LowCardinality(String), name LowCardinality(String), property_type SimpleAggregateFunction(anyLast, LowCardinality(String)), last_seen SimpleAggregateFunction(max, DateTime('UTC')) )
ENGINE = $EAggregatingMergeTree ORDER BY (team_id, kind, event, name);

CREATE TABLE IF NOT EXISTS $DB.app_metrics $ONCL
( team_id UInt32, app_source LowCardinality(String), app_source_id String, instance_id String, metric_kind LowCardinality(String), metric_name LowCardinality(String), timestamp DateTime('UTC') CODEC(DoubleDelta, ZSTD(1)), count SimpleAggregateFunction(sum, Int64) )
ENGINE = $EAggregatingMergeTree PARTITION BY toYYYYMM(timestamp) ORDER BY (team_id, app_source, app_source_id, instance_id, metric_kind, metric_name, timestamp) TTL timestamp + INTERVAL 90 DAY;

CREATE TABLE IF NOT EXISTS $DB.log_entries $ONCL
( team_id UInt32, log_source LowCardinality(String), log_source_id String, instance_id String, timestamp DateTime64(3,'UTC') CODEC(Delta(8), ZSTD(1)), level LowCardinality(String), message String CODEC(ZSTD(3)), inserted_at DateTime64(3,'UTC') DEFAULT now64(3), INDEX ix_msg message TYPE text(tokenizer = 'splitByNonAlpha') )
ENGINE = $EReplacingMergeTree(inserted_at) PARTITION BY toStartOfWeek(timestamp) ORDER BY (team_id, log_source, log_source_id, instance_id, timestamp) TTL toDateTime(timestamp) + INTERVAL 30 DAY;

CREATE TABLE IF NOT EXISTS $DB.events_dead_letter $ONCL
( id UUID, team_id UInt32, received_at DateTime64(3,'UTC'), stage LowCardinality(String), error LowCardinality(String), detail String CODEC(ZSTD(3)), raw String CODEC(ZSTD(3)), sqs_message_id String, attempts UInt16 )
ENGINE = $EMergeTree PARTITION BY toYYYYMM(received_at) ORDER BY (team_id, received_at) TTL toDateTime(received_at) + INTERVAL 30 DAY;

CREATE TABLE IF NOT EXISTS $DB.ingestion_warnings $ONCL
( team_id UInt32, timestamp DateTime64(3,'UTC'), source LowCardinality(String), type LowCardinality(String), details String CODEC(ZSTD(3)) )
ENGINE = $EMergeTree PARTITION BY toYYYYMM(timestamp) ORDER BY (team_id, timestamp) TTL toDateTime(timestamp) + INTERVAL 30 DAY;
