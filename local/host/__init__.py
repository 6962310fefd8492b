"""The one process that runs every handler, in threads."""
