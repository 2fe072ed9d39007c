"""The API: what `query` answers, over HTTP and as JSON."""

from onrecord.api.made import router

__all__ = ["router"]
