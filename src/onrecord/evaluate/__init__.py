"""Evaluation: the scorers over whole corpora, the floors, and the gate that holds them."""
