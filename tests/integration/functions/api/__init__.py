"""The application API, driven by proxy events against real stores."""
