"""RetentionQuery: who came back, and when (insights 5)."""
