-- Persons: what is known of each distinct id, which of them are one person, and what that comes to.

-- The state that operations are joined into (sdk-protocol 4.5); the persons below follow from it.
CREATE TABLE person_registers (
    team_id integer NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    distinct_id text NOT NULL,
    created_at_ms bigint NOT NULL,
    creator_event_uuid uuid NOT NULL,
    -- {key: [latest $set or $unset, earliest $set_once]}, each [[ms, uuid], is unset, JSON text].
    keys jsonb NOT NULL,
    PRIMARY KEY (team_id, distinct_id)
);

-- Every identity operation ever received, so that a late one can be put in its place.
CREATE TABLE person_links (
    team_id integer NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    at_ms bigint NOT NULL,
    uuid uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('$identify', '$create_alias', '$merge_dangerously')),
    source text NOT NULL,
    target text NOT NULL,
    PRIMARY KEY (team_id, source, target, uuid, at_ms, kind)
);
CREATE INDEX person_links_by_target ON person_links (team_id, target);

-- ``version`` grows with every change of any row; ``published`` is the one that ClickHouse has.
CREATE SEQUENCE person_versions AS bigint;

CREATE TABLE persons (
    team_id integer NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    id uuid NOT NULL,
    properties jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    is_identified boolean NOT NULL,
    is_deleted boolean NOT NULL DEFAULT false,
    version bigint NOT NULL,
    published bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (team_id, id)
);

CREATE TABLE person_distinct_ids (
    team_id integer NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    distinct_id text NOT NULL,
    -- The person that its events carry; ``was_moved`` once it belonged to another.
    own_person_id uuid NOT NULL,
    person_id uuid NOT NULL,
    was_moved boolean NOT NULL,
    version bigint NOT NULL,
    published bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (team_id, distinct_id)
);
CREATE INDEX person_distinct_ids_of_person ON person_distinct_ids (team_id, person_id);
