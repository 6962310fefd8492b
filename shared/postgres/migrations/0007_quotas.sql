-- What the SDK edge takes: of organizations so much a month, of projects by their own rules.

ALTER TABLE teams
    -- 0 off, 1 without state, 2 with state: PostHog's numbers.
    ADD COLUMN cookieless_server_hash_mode smallint NOT NULL DEFAULT 0
        CHECK (cookieless_server_hash_mode BETWEEN 0 AND 2),
    -- json and not jsonb: clients get back exactly what they wrote.
    ADD COLUMN drop_rules json NOT NULL DEFAULT '[]',
    ADD COLUMN events_per_minute integer CHECK (events_per_minute > 0);

-- A resource without a row is not limited.
CREATE TABLE quotas (
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    resource text NOT NULL CHECK (resource <> ''),
    monthly bigint NOT NULL CHECK (monthly >= 0),
    PRIMARY KEY (organization_id, resource)
);

-- Counted again and again while a month lasts; the last count stays.
CREATE TABLE usage (
    team_id integer NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    month date NOT NULL CHECK (extract(day FROM month) = 1),
    resource text NOT NULL CHECK (resource <> ''),
    amount bigint NOT NULL CHECK (amount >= 0),
    counted_at timestamptz NOT NULL,
    PRIMARY KEY (team_id, month, resource)
);
CREATE INDEX usage_of_month ON usage (month, resource);
