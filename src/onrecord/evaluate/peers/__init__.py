"""The peers: other ways to find who said what, run and scored beside OnRecord on the same reports."""
