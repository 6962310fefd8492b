"""What browsers and phones are told about a project before anything else."""
