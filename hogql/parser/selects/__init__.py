"""SELECT and set operations: columns, common tables, clauses, limits."""
