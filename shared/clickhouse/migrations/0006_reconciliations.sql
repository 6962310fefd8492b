-- What the daily comparison of accepted and stored events found, one row for each project and hour of acceptance.
-- Accepted are the different events in the write-ahead log; missing are those of them that no query would count.

CREATE TABLE IF NOT EXISTS $DB.reconciliations $ONCL
( hour DateTime('UTC'), team_id UInt32, accepted UInt64, missing UInt64, checked_at DateTime64(3,'UTC') DEFAULT now64(3) )
ENGINE = $EReplacingMergeTree(checked_at) PARTITION BY toYYYYMM(hour) ORDER BY (hour, team_id)
TTL hour + INTERVAL 1 YEAR SETTINGS index_granularity = 1024;
