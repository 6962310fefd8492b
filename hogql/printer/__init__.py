"""Resolved plans as ClickHouse SQL with typed parameters."""
