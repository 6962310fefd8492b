"""TrendsQuery: how often, over time."""
