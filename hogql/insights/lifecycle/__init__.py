"""LifecycleQuery: who is new, who stayed, who came back, who left (insights 7)."""
