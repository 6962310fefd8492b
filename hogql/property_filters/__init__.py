"""Property filters: one wire form, one meaning, for insights, actions and cohorts."""
