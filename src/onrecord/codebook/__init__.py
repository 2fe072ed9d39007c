"""Codebooks: typed loaders over the tables in `data/`; what every stage may look up."""
