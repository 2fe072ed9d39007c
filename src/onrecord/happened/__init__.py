"""Happened: events with type, mode, sides, time, place and realis."""

from onrecord.happened.circumstances import Circumstances
from onrecord.happened.coder import find
from onrecord.happened.own import kept

__all__ = ["Circumstances", "find", "kept"]
