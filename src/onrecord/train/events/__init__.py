"""The classifier of events: its corpora, network and recipe."""
