"""SELECT and set operations, clause by clause."""
