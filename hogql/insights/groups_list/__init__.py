"""GroupsQuery: a list of the groups of one type, or of numbers about them."""
