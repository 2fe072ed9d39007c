"""Drafts: events that are decided but not yet written down."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.happened.match import Candidate
from onrecord.happened.realis import Modality


@dataclass(slots=True)
class Draft:
    """A candidate with its final type, what stands over it, and whether saying it is doing it."""

    candidate: Candidate
    type: str
    mode: str | None
    cameo: str | None
    modality: Modality
    speech: bool = False
    object: int | None = None
    rule: str | None = None
