-- A point that is delivered again must not be counted again, so points are told apart by their event and their place in
-- it, and equal ones collapse. Nothing wrote to this table before.
DROP TABLE IF EXISTS IF EMPTY $DB.heatmaps $ONCL;

CREATE TABLE IF NOT EXISTS $DB.heatmaps $ONCL
( team_id UInt32, timestamp DateTime64(3,'UTC'), type LowCardinality(String), current_url String CODEC(ZSTD(3)), session_id String, distinct_id String, x Int16, y Int16, scale_factor Int16, viewport_width Int16, viewport_height Int16, pointer_target_fixed Bool, uuid UUID, position UInt16, INDEX ix_url current_url TYPE bloom_filter(0.01) GRANULARITY 1 )
ENGINE = $EReplacingMergeTree PARTITION BY toYYYYMM(timestamp) ORDER BY (team_id, type, toDate(timestamp), current_url, viewport_width, uuid, position)
TTL toDateTime(timestamp) + INTERVAL 90 DAY SETTINGS non_replicated_deduplication_window = 10000;

-- As events do, so that an object that is loaded again adds nothing.
ALTER TABLE $DB.exceptions $ONCL MODIFY SETTING non_replicated_deduplication_window = 10000;
