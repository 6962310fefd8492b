"""RecordingsQuery: a list of recorded sessions."""
