"""What a project's events, persons and groups look like: names, properties, samples of values."""
