"""EventsQuery: a list of events, or of numbers about them."""
