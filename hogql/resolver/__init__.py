"""Binding names to columns and checking calls: syntax tree in, resolved plan out."""
