"""A small shop's month of traffic, for a first start."""
