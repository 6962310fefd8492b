"""Nodes that an editor sends while somebody types: what is wrong here, and what fits."""
