"""FunnelCorrelationQuery: what those who converted did, or are, more often than the others."""
