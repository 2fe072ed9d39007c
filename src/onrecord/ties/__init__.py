"""Ties: treaties, alliances, sanctions, talks and other standing relations."""

from onrecord.ties.find import find

__all__ = ["find"]
