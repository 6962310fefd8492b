-- The members of static cohorts, and what calculations of cohorts need to know of each other.

ALTER TABLE cohorts
    -- When a calculation was last asked for or begun: one that is lost is asked for again.
    ADD COLUMN calculation_at timestamptz,
    -- Members of versions below this one are no longer stored.
    ADD COLUMN removed_version integer NOT NULL DEFAULT 0,
    -- A static cohort that is to get the members which this one has when it is calculated.
    ADD COLUMN copy_of_id integer REFERENCES cohorts (id) ON DELETE SET NULL;

-- Who was put into a static cohort by hand. ClickHouse has a copy, which queries read.
CREATE TABLE static_cohort_members (
    team_id integer NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    cohort_id integer NOT NULL REFERENCES cohorts (id) ON DELETE CASCADE,
    person_id uuid NOT NULL,
    PRIMARY KEY (team_id, cohort_id, person_id)
);
