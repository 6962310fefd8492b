-- Groups: what is known of each, joined from operations like persons (sdk-protocol 4.8).

CREATE TABLE groups (
    team_id integer NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    group_type text NOT NULL,
    group_key text NOT NULL,
    created_at_ms bigint NOT NULL,
    creator_event_uuid uuid NOT NULL,
    -- As in person_registers.
    keys jsonb NOT NULL,
    version bigint NOT NULL,
    published bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (team_id, group_type, group_key)
);
