"""Web analytics: what happens on a site, by sessions (insights 13)."""
