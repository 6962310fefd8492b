"""Dynamic cohorts: the filters of a cohort as one query for the ids of its members."""
