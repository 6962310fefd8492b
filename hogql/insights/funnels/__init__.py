"""FunnelsQuery: who went through steps, how far, and how fast."""
