-- How often a value was met is a weight to order suggestions by, and the same minutes may be counted again: the busiest
-- five minutes decide, so that no repetition adds up. Nothing wrote to this table before.
DROP TABLE IF EXISTS IF EMPTY $DB.property_values $ONCL;

CREATE TABLE IF NOT EXISTS $DB.property_values $ONCL
( team_id UInt32, kind Enum8('event'=1,'person'=2,'group'=3,'session'=4), name LowCardinality(String), value String, n SimpleAggregateFunction(max, UInt64), last_seen SimpleAggregateFunction(max, Date), INDEX ix_value value TYPE text(tokenizer = ngrams(3)) )
ENGINE = $EAggregatingMergeTree ORDER BY (team_id, kind, name, value) TTL last_seen + INTERVAL 90 DAY SETTINGS index_granularity = 1024, allow_suspicious_indices = 1;

-- Up to when what was inserted has been summed up, by the clock of inserted_at.
CREATE TABLE IF NOT EXISTS $DB.summed_up $ONCL
( name LowCardinality(String), until SimpleAggregateFunction(max, DateTime64(3,'UTC')) )
ENGINE = $EAggregatingMergeTree ORDER BY name;

-- What versions of persons and groups are new.
ALTER TABLE $DB.person $ONCL ADD COLUMN IF NOT EXISTS inserted_at DateTime64(3,'UTC') DEFAULT now64(3);

ALTER TABLE $DB.groups $ONCL ADD COLUMN IF NOT EXISTS inserted_at DateTime64(3,'UTC') DEFAULT now64(3);
