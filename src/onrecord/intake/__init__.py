"""Stage `intake`."""
