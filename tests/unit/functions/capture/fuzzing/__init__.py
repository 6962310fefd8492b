"""Mutated requests to capture, as many as wanted and the same for the same seed."""
