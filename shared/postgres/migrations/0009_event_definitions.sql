-- What a project sends: its events, which properties they have, and what members say of both.

CREATE TABLE event_definitions (
    id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    team_id integer NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    name text NOT NULL CHECK (name <> ''),
    -- By the events' own times, in whole hours; null until one is told of what a member wrote down.
    first_seen_at timestamptz,
    last_seen_at timestamptz,
    description text NOT NULL DEFAULT '',
    verified boolean NOT NULL DEFAULT false,
    verified_at timestamptz,
    verified_by_id bigint REFERENCES users (id) ON DELETE SET NULL,
    hidden boolean NOT NULL DEFAULT false,
    tags text[] NOT NULL DEFAULT '{}',
    owner_id bigint REFERENCES users (id) ON DELETE SET NULL,
    primary_property text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    updated_by_id bigint REFERENCES users (id) ON DELETE SET NULL,
    PRIMARY KEY (team_id, name)
);

CREATE TABLE event_properties (
    team_id integer NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    event text NOT NULL,
    property text NOT NULL,
    PRIMARY KEY (team_id, event, property)
);
CREATE INDEX event_properties_of_property ON event_properties (team_id, property);

ALTER TABLE property_definitions
    ADD COLUMN id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    -- When the event happened that showed the type, in milliseconds since 1970: the earliest decides.
    -- 0 is before all of them: what a member chose stays.
    ADD COLUMN type_at bigint NOT NULL DEFAULT 0,
    ADD COLUMN description text NOT NULL DEFAULT '',
    ADD COLUMN verified boolean NOT NULL DEFAULT false,
    ADD COLUMN verified_at timestamptz,
    ADD COLUMN verified_by_id bigint REFERENCES users (id) ON DELETE SET NULL,
    ADD COLUMN hidden boolean NOT NULL DEFAULT false,
    ADD COLUMN tags text[] NOT NULL DEFAULT '{}',
    ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN updated_by_id bigint REFERENCES users (id) ON DELETE SET NULL;
