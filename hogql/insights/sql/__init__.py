"""HogQLQuery: a query written by hand."""
