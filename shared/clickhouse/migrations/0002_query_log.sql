-- What a team's people asked and what it cost: one row for each run, written beside the answer. HogQL
-- shows everybody their own rows, so the user stands in the key right behind the team.

CREATE TABLE IF NOT EXISTS $DB.query_log $ONCL
(
  team_id UInt32, user_id UInt64, event_time DateTime64(3,'UTC') CODEC(Delta(8), ZSTD(1)),
  query_id String, client_query_id String, kind LowCardinality(String), name String, query String CODEC(ZSTD(3)),
  status LowCardinality(String), error_code LowCardinality(String),
  duration_ms UInt64, read_rows UInt64, read_bytes UInt64, result_rows UInt64, memory_bytes UInt64
)
ENGINE = $EMergeTree PARTITION BY toYYYYMM(event_time) ORDER BY (team_id, user_id, event_time)
TTL toDateTime(event_time) + INTERVAL 30 DAY SETTINGS index_granularity = 1024;
