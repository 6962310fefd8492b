"""PathsQuery: which pages, screens and events people went through, one after the other."""
