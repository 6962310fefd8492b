"""Insight query nodes: each kind is models, build and shape. Start at registry.py."""
