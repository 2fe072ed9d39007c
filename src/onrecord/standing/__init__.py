"""Standing: claims, everyone's stance on them, and what follows for the events."""

from onrecord.standing.factuality import Factors, weigh
from onrecord.standing.find import find
from onrecord.standing.series import settle

__all__ = ["Factors", "find", "settle", "weigh"]
