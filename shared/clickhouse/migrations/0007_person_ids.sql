-- The ids of merged persons by the key that their events carry: what the squash writes into events (clickhouse 7.8).
-- It is read again when a squash begins and otherwise never, so that one squash sees one state.

CREATE DICTIONARY IF NOT EXISTS $DB.person_ids_dict $ONCL (old_key UInt64, person_id UUID)
PRIMARY KEY old_key SOURCE(CLICKHOUSE(QUERY 'SELECT old_key, argMax(person_id, version) AS person_id FROM $DB.person_overrides GROUP BY old_key HAVING argMax(is_deleted, version) = 0'))
LAYOUT(HASHED()) LIFETIME(0);
