"""The desk: pages in a browser, where every cell leads to the sentence that it was read from."""

from onrecord.desk.desk import Desk

__all__ = ["Desk"]
