"""The resolved tree: what the resolver answers and every later pass rewrites."""
