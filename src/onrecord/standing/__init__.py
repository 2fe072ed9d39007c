"""Standing: claims, everyone's stance on them, and what follows for the events."""

from onrecord.standing.find import find
from onrecord.standing.series import settle

__all__ = ["find", "settle"]
