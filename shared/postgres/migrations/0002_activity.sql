-- What was changed through the API, by whom: one row per write, in the same transaction.

CREATE TABLE activity_log (
    id uuid PRIMARY KEY,
    organization_id uuid REFERENCES organizations (id) ON DELETE CASCADE,
    team_id integer REFERENCES teams (id) ON DELETE CASCADE,
    user_id bigint REFERENCES users (id) ON DELETE SET NULL,
    scope text NOT NULL,
    item_id text NOT NULL,
    activity text NOT NULL,
    detail json NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX activity_log_of_team ON activity_log (team_id, created_at);
CREATE INDEX activity_log_of_organization ON activity_log (organization_id, created_at);
