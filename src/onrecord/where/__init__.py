"""Where: places that a report names."""

from __future__ import annotations

from onrecord.where.finder import find

__all__ = ["find"]
