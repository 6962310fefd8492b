"""What stands behind ``python -m hogql``: requests, verbs and the file that describes a project."""
