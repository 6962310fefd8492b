"""Issues: exceptions that are one mistake of a program."""
