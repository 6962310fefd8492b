"""Calls of functions: plain ones, aggregates, windows, and those with a meaning of their own."""
