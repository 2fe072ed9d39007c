"""The library's front: a `Reader` that loads its models once, and the `Reading` that it gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import msgspec

from onrecord import intake, model
from onrecord.errors import DataError, InputError
from onrecord.model import Factuality, Note, Report
from onrecord.pipeline import pipeline_with
from onrecord.query.phrases import as_phrase
from onrecord.who.lookup import Identity

if TYPE_CHECKING:
    import pandas as pd

    from onrecord.query.reference import Reference


class Reading(model.Reading, frozen=True):
    """Everything that one report says, with the place of every field.

    Its fields are those of the contract (docs/reading.md); this class adds ways to look at them.
    In a notebook it shows itself: the marked text, then statements, claims and events.
    """

    @classmethod
    def from_json(cls, line: str | bytes) -> Reading:
        """A reading from one line of `onrecord read --json`.

        Raises:
            DataError: the JSON is broken, a field has another type, or a span another length.
        """
        return as_reading(model.Reading.from_json(line))

    def context(self) -> tuple[Reference, ...]:
        """What the reference table knows of the treaties and sanctions that the report speaks of.

        It is reference, from public sources that each row names; nothing of it is in the reading.
        """
        from onrecord.query.reference import context

        return context(self)

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """The reading as pandas tables: `statements`, `claims`, `stances`, `events`, `ties`, and the rest.

        Their columns are told in docs/library.md.

        Raises:
            EngineError: pandas is not installed (`pip install pandas`).
        """
        from onrecord.query.frames import to_frames

        return to_frames((self,))

    def to_html(self) -> str:
        """The human view as one piece of HTML, styled inline, nothing fetched."""
        from onrecord.render.html import page

        return page(self)

    def to_text(self, width: int = 100) -> str:
        """The human view as plain text, `width` columns wide."""
        from onrecord.render.terminal import plain

        return plain(self, width)

    def __repr__(self) -> str:
        """One line: the whole of it is in `to_text()` and `to_json()`."""
        report = self.report
        named = " ".join(item for item in (report.id, report.outlet, (report.published or "")[:10]) if item)
        counts = ", ".join(
            f"{len(items)} {noun}"
            for noun, items in (
                ("statements", self.statements), ("claims", self.claims), ("events", self.events), ("ties", self.ties)
            )
        )  # fmt: skip
        return f"<Reading {' '.join(named.split())}: {counts}>"

    def _repr_html_(self) -> str:
        return self.to_html()


class Reader:
    """Reads reports; loads its models once, when it is made.

    The same text, fields and version give the same reading, whatever was read before.
    """

    def __init__(self, entities: str | Path | None = None, codebook: str | Path | None = None) -> None:
        """Load the models.

        Args:
            entities: a TOML or CSV file of your own entities (docs/entities.md).
            codebook: a TOML file of your own types of events (docs/own-codebook.md).

        Raises:
            ConfigError: a file cannot be used; the message names the row.
        """
        self._pipeline = pipeline_with(entities, codebook)

    def read(
        self, text: str, *, options: intake.Options | None = None, **fields: Unpack[intake.known.Fields]
    ) -> Reading:
        """The reading of a text.

        Args:
            text: the report, kept code point for code point.
            options: `onrecord.Options(force=True)` reads text in another language too.
            fields: `title`, `outlet`, `published` (a date), `dateline`, `byline`, `url`, `language`, `id`.

        Raises:
            InputError: nothing to read, too long, another language, a date that is no date.
        """
        try:
            report = intake.from_text(text, options=options, **fields)
        except InputError as error:
            raise _argument(error, fields) from None
        return self.read_report(report)

    def read_report(self, report: Report) -> Reading:
        """The reading of a report that was made already."""
        return as_reading(self._pipeline.read(report))

    def read_many(self, reports: Iterable[Report]) -> Iterator[Reading]:
        """The readings of many reports, in order, one in memory at a time."""
        return map(self.read_report, reports)

    def read_files(
        self, paths: str | Path | Iterable[str | Path], options: intake.Options | None = None
    ) -> Iterator[Reading | InputError]:
        """The readings of files and directories, in order.

        What cannot be read is yielded as an `InputError` in its place, so that the rest is read.
        """
        named = (paths,) if isinstance(paths, str | Path) else paths
        for item in intake.reports(named, options):
            yield item if isinstance(item, InputError) else self.read_report(item)

    def who(self, phrase: str, on: str | None = None, context: str | None = None) -> Identity:
        """Who an actor phrase means, by itself: "Foreign Minister Lavrov", "Swedish police", "NATO".

        Args:
            phrase: the words.
            on: the day for which offices count, as `2024-06-01`; without it no office counts as held or left.
            context: a country, by name or code, that the phrase belongs to where it does not say one.

        Raises:
            InputError: an empty phrase, or a date that is no date.
        """
        return self._pipeline.directory.identify(as_phrase(phrase, on), context)

    def weigh(self, report: Report) -> tuple[Reading, tuple[Factuality, ...]]:
        """The reading of a report, and how certain every act in it is told, from -3 to 3 (docs/factuality.md)."""
        reading, weighed = self._pipeline.weigh(report)
        return as_reading(reading), weighed

    def explain(self, report: Report) -> tuple[Reading, tuple[Note, ...]]:
        """The reading of a report, and why each thing in it was read as it was."""
        reading, notes = self._pipeline.explain(report)
        return as_reading(reading), notes


@cache
def default(entities: str | None = None, codebook: str | None = None) -> Reader:
    """The one reader that `onrecord.read` uses, made at the first call; another one for own entities and codebooks."""
    return Reader(entities, codebook)


def read(text: str, *, options: intake.Options | None = None, **fields: Unpack[intake.known.Fields]) -> Reading:
    """The reading of a text, by one reader that is made at the first call and kept.

    Args:
        text: the report, kept code point for code point.
        options: `onrecord.Options(force=True)` reads text in another language too.
        fields: `title`, `outlet`, `published` (a date), `dateline`, `byline`, `url`, `language`, `id`.

    Raises:
        InputError: nothing to read, too long, another language, a date that is no date.
    """
    return default().read(text, options=options, **fields)


def load(path: str | Path) -> Iterator[Reading]:
    """The readings of a `.jsonl` file that `onrecord read --json` wrote, one in memory at a time.

    Raises:
        InputError: the file cannot be opened.
        DataError: a line is no reading; the message names it.
    """
    try:
        stream = open(path, "rb")  # noqa: SIM115 - closed below; only opening may become an InputError
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}", "check the path") from error
    with stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                try:
                    yield Reading.from_json(line)
                except DataError as error:
                    raise DataError(f"{path}:{number}: {error}") from error


def _argument(error: InputError, fields: Mapping[str, object]) -> InputError:
    """The error with the argument at fault as its source, and advice for those who call from Python."""
    name, _, rest = error.reason.partition(" ")
    if name in fields and rest:
        return InputError(f"argument {name}", rest, error.advice)
    advice = error.advice.replace("--force reads", "options=onrecord.Options(force=True) reads")
    return InputError("argument text", error.reason, advice)


def as_reading(reading: model.Reading) -> Reading:
    """A reading with the ways to look at it."""
    return Reading(*msgspec.structs.astuple(reading))
