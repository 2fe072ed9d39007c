"""The way of a report, and the only place that knows its order.

Report -> Parsed -> who . where . when . howmany -> said -> happened -> standing . ties -> Reading
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from onrecord import happened, howmany, said, standing, ties, when, where, who
from onrecord._version import __version__
from onrecord.codebook import own
from onrecord.codebook.overlay import NONE, Overlay, using
from onrecord.codebook.overlay import load as load_entities
from onrecord.codebook.own_file import load as load_codebook
from onrecord.language import Parsed, Parser
from onrecord.language.encoder import Encoder, Head
from onrecord.model import SCHEMA, Claim, Factuality, Note, Reader, Reading, Report, Tie
from onrecord.who.lookup import Identity, lookup


class Directory:
    """Looks up one actor phrase by itself; loads the parser once."""

    def __init__(self, overlay: Overlay = NONE, parser: Parser | None = None) -> None:
        """Load; `overlay` are a user's own entities."""
        self._overlay = overlay
        self._parser = parser or Parser()

    def identify(self, phrase: Report, context: str | None = None) -> Identity:
        """Who a phrase means on the day `phrase.published`; `context` is the country that it belongs to, if known."""
        with using(self._overlay):
            return lookup(self._parser.parse(phrase), context)


class Pipeline:
    """Loads what the stages run on once, then reads many reports.

    A report is read by itself: the same report and version give the same bytes, whatever is read before it.
    """

    def __init__(self, overlay: Overlay = NONE, codebook: own.OwnCodebook = own.NONE) -> None:
        """Load; `overlay` and `codebook` are a user's own entities and types, whose digests the readings name."""
        self._overlay = overlay
        self._codebook = codebook
        self._parser = Parser()
        self._encoder = Encoder(said.NETWORK)
        self._events = Head(happened.NETWORK)
        models = {
            "parser": self._parser.version,
            said.NETWORK: self._encoder.version,
            happened.NETWORK: self._events.version,
        }
        if overlay.digest:
            models["entities"] = overlay.digest
        if codebook.digest:
            models["codebook"] = codebook.digest
        self.directory = Directory(overlay, self._parser)
        self.reader = Reader(version=__version__, models=models)

    def read(self, report: Report) -> Reading:
        """The reading of one report."""
        return self.explain(report)[0]

    def explain(self, report: Report) -> tuple[Reading, tuple[Note, ...]]:
        """The reading, and why each thing in it was read as it was."""
        with using(self._overlay), own.using(self._codebook):
            return self._compose(self._parser.parse(report))

    def weigh(self, report: Report) -> tuple[Reading, tuple[Factuality, ...]]:
        """The reading of one report, and how certain each verb and each event's word in it is told."""
        with using(self._overlay), own.using(self._codebook):
            parsed = self._parser.parse(report)
            reading, _ = self._compose(parsed)
        return reading, standing.weigh(parsed, reading.statements, reading.events, happened.Realis(parsed))

    def factors(self, report: Report) -> standing.Factors:
        """What the number of `weigh` is summed from, for fitting its weights."""
        parsed = self._parser.parse(report)
        reading, _ = self._compose(parsed)
        return standing.Factors(parsed, reading.statements, happened.Realis(parsed))

    def _compose(self, parsed: Parsed) -> tuple[Reading, tuple[Note, ...]]:
        cast = who.find(parsed)
        times = when.find(parsed)
        places = where.find(parsed, cast)
        quantities = howmany.find(parsed, times.values)
        heard = said.hear(parsed, cast, times.values, self._encoder)
        statements = heard.found
        circumstances = happened.Circumstances(places.values, times.values, quantities.values)
        judge = happened.Judge(self._events, heard.encoded) if heard.encoded is not None else None
        events = happened.find(parsed, cast, statements.values, circumstances, judge)
        realis = happened.realis(parsed)
        claims = standing.find(parsed, cast, statements.values, events.values, quantities.values, realis)
        settled = standing.settle(events.values, claims.values)
        bonds = ties.find(parsed, cast, statements.values, settled, claims.values, times.values)
        counted = msgspec.structs.replace(events, values=settled)
        left, told = happened.kept(counted, claims.values, self._codebook)
        stages = (times, places, quantities, statements, left, claims, bonds)
        reading = Reading(
            schema=SCHEMA,
            report=parsed.report,
            entities=cast.entities,
            times=times.values,
            places=places.values,
            quantities=quantities.values,
            statements=statements.values,
            claims=_with_ties(told, bonds.values),
            events=left.values,
            ties=bonds.values,
            abstained=cast.abstained + tuple(item for stage in stages for item in stage.abstained),
            reader=self.reader,
        )
        return reading, cast.notes + tuple(note for stage in stages for note in stage.notes)


def pipeline_with(entities: str | Path | None, codebook: str | Path | None) -> Pipeline:
    """A pipeline with a user's own files, where there are any.

    Raises:
        ConfigError: a file cannot be used; the message names the row.
    """
    return Pipeline(
        load_entities(entities) if entities is not None else NONE,
        load_codebook(codebook) if codebook is not None else own.NONE,
    )


def _with_ties(claims: tuple[Claim, ...], bonds: tuple[Tie, ...]) -> tuple[Claim, ...]:
    """Claims that know the ties which name them."""
    naming: dict[str, list[str]] = {}
    for tie in bonds:
        for claim in tie.claims:
            naming.setdefault(claim, []).append(tie.id)
    return tuple(
        msgspec.structs.replace(claim, ties=tuple(naming[claim.id])) if claim.id in naming else claim
        for claim in claims
    )
