-- How far jobs that walk along a clock have come. The row of a job is locked while it runs, so that one run is alone.

CREATE TABLE job_progress (
    job text PRIMARY KEY CHECK (job <> ''),
    -- Milliseconds since 1970, by the clock that the job walks along; 0: nothing done yet.
    done_until bigint NOT NULL CHECK (done_until >= 0)
);
