"""Happened: events with type, mode, sides, time, place and realis."""

from onrecord.happened.circumstances import Circumstances
from onrecord.happened.coder import find
from onrecord.happened.own import kept
from onrecord.happened.realis import Realis, realis
from onrecord.happened.trained import NETWORK, Judge

__all__ = ["NETWORK", "Circumstances", "Judge", "Realis", "find", "kept", "realis"]
