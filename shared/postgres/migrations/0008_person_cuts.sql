-- People may be split and deleted: what was said before is cut off, whenever it is delivered.

-- Links up to ``links_after_ms`` do not count for the distinct id, and what was said of it up to
-- ``writes_after_ms`` is forgotten. Both only grow.
CREATE TABLE person_cuts (
    team_id integer NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    distinct_id text NOT NULL,
    links_after_ms bigint NOT NULL,
    writes_after_ms bigint NOT NULL,
    PRIMARY KEY (team_id, distinct_id)
);

-- A distinct id that is nobody's any more; it is somebody's again once it is seen again.
ALTER TABLE person_distinct_ids ADD COLUMN is_deleted boolean NOT NULL DEFAULT false;

-- What is still to be removed from ClickHouse of people who were deleted. A row is gone once it is.
CREATE TABLE person_deletions (
    id uuid PRIMARY KEY,
    team_id integer NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    person_id uuid NOT NULL,
    distinct_ids text[] NOT NULL,
    up_to_ms bigint NOT NULL,
    -- The greatest version of a row that says who they were.
    version bigint NOT NULL,
    removes_events boolean NOT NULL,
    removes_recordings boolean NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX person_deletions_by_age ON person_deletions (created_at);

-- Lists of people are in the order in which they came.
CREATE INDEX persons_by_age ON persons (team_id, created_at DESC, id) WHERE NOT is_deleted;
