"""OnRecord's rules without its trained reader: what the reader adds to them."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord import said, when, who
from onrecord.evaluate.peers.attribution import Attribution
from onrecord.language import Parser
from onrecord.model import Report


class Rules:
    """Loads the parser once; a report is given to it as bare text, as to every peer."""

    def __init__(self) -> None:
        self._parser = Parser()

    def __call__(self, text: str) -> Iterator[Attribution]:
        """The attributions of a text by the rules alone."""
        parsed = self._parser.parse(Report(id="peer", text=text))
        for one in said.find(parsed, who.find(parsed), when.find(parsed).values).values:
            if one.content:
                yield Attribution(
                    one.source.offsets if one.source is not None else None,
                    one.cue.offsets if one.cue is not None else None,
                    tuple(piece.offsets for piece in one.content),
                )
