"""How many: figures, their bounds, and what they count."""

from onrecord.howmany.finder import find

__all__ = ["find"]
