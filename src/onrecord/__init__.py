"""OnRecord: who said what happened, how each side stands to it, and where in the text that is written.

>>> import onrecord
>>> reading = onrecord.read("Kyiv accused Moscow of shelling a port.", published="2024-12-13", outlet="Northwire")
>>> reading.statements, reading.events, reading.to_json()

Names are looked up at first use, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from onrecord._version import __version__

if TYPE_CHECKING:
    from onrecord.errors import DataError, InputError, OnRecordError
    from onrecord.intake import Options
    from onrecord.model import Claim, Entity, Event, Report, Statement, Tie
    from onrecord.reader import Reader, Reading, load, read
    from onrecord.recorder import Record

_HOMES = {
    "Claim": "model", "Entity": "model", "Event": "model", "Report": "model", "Statement": "model", "Tie": "model",
    "DataError": "errors", "InputError": "errors", "OnRecordError": "errors",
    "Options": "intake", "Reader": "reader", "Reading": "reader", "load": "reader", "read": "reader",
    "Record": "recorder",
}  # fmt: skip

__all__ = [
    "Claim", "DataError", "Entity", "Event", "InputError", "OnRecordError", "Options", "Reader", "Reading", "Record",
    "Report", "Statement", "Tie", "__version__", "load", "read",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    value = getattr(import_module(f"onrecord.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
