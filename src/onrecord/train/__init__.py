"""Recipes that rebuild every weight file of the package from its corpus; they need the `train` extra."""
