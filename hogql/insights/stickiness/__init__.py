"""StickinessQuery: in how many intervals people were active (insights 6)."""
