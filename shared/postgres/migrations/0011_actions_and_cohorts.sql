-- What the API shows of actions and cohorts beyond what queries need.

ALTER TABLE actions ADD COLUMN pinned_at timestamptz;

ALTER TABLE cohorts
    ADD COLUMN query json,
    -- Why the last calculation failed; its members stay those of the one before.
    ADD COLUMN last_error_message text,
    -- The calculation that is asked for; when the stored members are of an older one, it is due.
    ADD COLUMN pending_version integer;
