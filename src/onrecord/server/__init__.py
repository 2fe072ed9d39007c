"""The desk in a browser and the API, served together: one application, with its limits and its token."""
