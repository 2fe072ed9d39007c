"""The nouns of OnRecord: frozen, typed values with JSON both ways."""

from onrecord.model.claim import Claim
from onrecord.model.entity import Candidate, Cast, Entity, Mention, Party, Role
from onrecord.model.event import Actor, Event
from onrecord.model.factuality import Factuality
from onrecord.model.found import Abstained, Found, Note
from onrecord.model.identity import identity
from onrecord.model.place import Place
from onrecord.model.quantity import Quantity
from onrecord.model.reading import SCHEMA, Reader, Reading, json_schema
from onrecord.model.report import Dateline, Report, report_id
from onrecord.model.span import Offsets, Span
from onrecord.model.statement import Cue, Stance, Statement
from onrecord.model.tie import Tie, TieChange, TieParty
from onrecord.model.time import Time

__all__ = [
    "SCHEMA", "Abstained", "Actor", "Candidate", "Cast", "Claim", "Cue", "Dateline", "Entity", "Event", "Factuality",
    "Found", "Mention", "Note", "Offsets", "Party", "Place", "Quantity", "Reader", "Reading", "Report", "Role",
    "Span", "Stance", "Statement", "Tie", "TieChange", "TieParty", "Time", "identity", "json_schema", "report_id",
]  # fmt: skip
