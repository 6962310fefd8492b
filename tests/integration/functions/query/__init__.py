"""The query endpoint, driven by proxy events against real stores."""
