"""OnRecord: who said what happened, how each side stands to it, and where in the text that is written."""

from onrecord._version import __version__

__all__ = ["__version__"]
