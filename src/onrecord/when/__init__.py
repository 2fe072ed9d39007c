"""When: time expressions and the intervals that they stand for."""

from onrecord.when.finder import find

__all__ = ["find"]
