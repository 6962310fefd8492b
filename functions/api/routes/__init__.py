"""The endpoints of the application API, one file per resource."""
