-- What the paths of pages are shown as, and whether a distinct id counts as a person of its own.

ALTER TABLE teams
    ADD COLUMN path_cleaning_filters json NOT NULL DEFAULT '[]',
    ADD COLUMN aggregate_users_by_distinct_id boolean NOT NULL DEFAULT false;
