-- The version of each published project snapshot; it only grows.

CREATE SEQUENCE snapshot_versions;
