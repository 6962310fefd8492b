"""How sources of a FROM join."""
