"""The one place that decides which drafts stand, and hands them on to be made into statements."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.language import Parsed
from onrecord.language.encoder import Encoded, Encoder
from onrecord.language.parsed import Quotation
from onrecord.model import Abstained, Cast, Found, Statement, Time
from onrecord.said import rules, trained
from onrecord.said.draft import Draft
from onrecord.said.joining import join
from onrecord.said.making import make
from onrecord.said.nearby import Contents


class Heard(NamedTuple):
    """The statements of a report, and its windows as the encoder made them (None without an encoder)."""

    found: Found[Statement]
    encoded: Encoded | None


def decide(parsed: Parsed, cast: Cast, times: tuple[Time, ...], encoder: Encoder | None) -> Heard:
    """Every statement of a report, in order of its cue; by the rules alone where there is no encoder."""
    if not parsed.tokens:
        return Heard(Found(), None)
    kept, left = rules.read(parsed, cast)
    encoded = None
    if encoder is not None:
        read = trained.read(parsed, kept, encoder)
        kept, encoded = rules.independent(parsed, join(parsed, cast, kept, read)), read.encoded
    found = make(parsed, cast, times, kept)
    abstained = tuple(
        Abstained(*parsed.locate(q.start, q.end), stage="said", reason="a quotation whose speaker is not told")
        for q in _uncovered(parsed, kept, left)
    )
    return Heard(Found(found.values, abstained, found.notes), encoded)


_PASSAGE = 5
"""Words of a quotation that is more than a term or a title, at least."""


def _uncovered(parsed: Parsed, drafts: list[Draft], left: list[Quotation]) -> list[Quotation]:
    """The quotations of five words or more, and those `left` before, that share nothing with any content; in order."""
    told = Contents(drafts)
    before = {quotation.start for quotation in left}
    return [
        q
        for q in parsed.quotations
        if not told.touching(q.start, max(q.end, q.start + 1))
        and (q.start in before or (q.depth == 0 and len(parsed.text[q.start : q.end].split()) >= _PASSAGE))
    ]
