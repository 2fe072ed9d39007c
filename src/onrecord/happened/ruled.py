"""What the rules read in a report, as the classifier then weighs it."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.happened.acts import Acts
from onrecord.happened.evidence import Written
from onrecord.happened.match import Candidate
from onrecord.happened.write import Writer
from onrecord.language.parsed import Parsed


class Ruled(NamedTuple):
    """The candidates of a report by token, the events written of them, who wrote them, and who hears promises."""

    parsed: Parsed
    writer: Writer
    found: dict[int, Candidate]
    written: list[Written]
    acts: Acts
