"""Intake: bytes to reports, with the way back to the source kept."""

from onrecord.intake.known import Known
from onrecord.intake.library import from_text
from onrecord.intake.options import Options
from onrecord.intake.sources import reports

__all__ = ["Known", "Options", "from_text", "reports"]
