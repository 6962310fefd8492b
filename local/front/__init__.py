"""The public door: HTTP requests to handlers, files of the dashboard."""
