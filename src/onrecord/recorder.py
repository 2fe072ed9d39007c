"""The library's front to a record: keep readings, ask, cite, prove."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Unpack

from onrecord.errors import ConfigError, EngineError
from onrecord.model import Reading, Report
from onrecord.query import compared, pages, review, search, whole
from onrecord.query.brief import Brief, brief
from onrecord.query.filters import KINDS, Filter
from onrecord.record import judgements
from onrecord.record.keeping import Keeper, Kept, keep, knows
from onrecord.store import default_path, open_store

if TYPE_CHECKING:
    from typing import TypedDict

    import pandas as pd
    from sqlalchemy import Connection

    class Asked(TypedDict, total=False):
        """What `Record.events` and the like can be asked for; see `Filter`."""

        who: str | None
        to: str | None
        type: str | None
        series: str | None
        standing: str | None
        since: str | None
        until: str | None
        place: str | None
        outlet: str | None
        text: str | None
        reports: int


BATCH = 25
"""Readings of one transaction."""


class Record:
    """Many readings, merged: one event with many reports is one entry, with every place that it was read from.

    >>> record = onrecord.Record("affair.db", write=True)
    >>> record.add(onrecord.Reader().read_files("reports/"))
    >>> for event in record.events(who="RUS", since="2024-06"): ...

    Args:
        where: a path (SQLite) or `postgresql://...`; None for `ONRECORD_RECORD`, else the platform's folder for data.
        write: make it where it is not there, and allow additions.

    Raises:
        StoreError: not there, not to be read or written, damaged, or made by a newer version.
    """

    def __init__(self, where: str | Path | None = None, *, write: bool = False) -> None:
        self._store = open_store(where if where is not None else default_path(), write=write)

    @property
    def name(self) -> str:
        """Where it is; a password left out."""
        return self._store.shown

    @property
    def store(self) -> Any:
        """The database behind it."""
        return self._store

    def close(self) -> None:
        """Let go of it."""
        self._store.close()

    def __enter__(self) -> Record:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, readings: Iterable[Reading], batch: int = BATCH) -> Iterator[Kept]:
        """Keep readings; yields what became of each, a batch at a time. What was yielded is safe in the record.

        Args:
            readings: of any reader.
            batch: how many go into one transaction.

        Raises:
            StoreError: the record cannot be written; the batches before are kept.
        """
        waiting: list[Reading] = []
        for reading in readings:
            waiting.append(reading)
            if len(waiting) >= batch:
                yield from keep(self._store, waiting)
                waiting = []
        if waiting:
            yield from keep(self._store, waiting)

    def holds(self, report: Report) -> bool:
        """Whether this very report, all its fields the same, is in the record."""
        with self._store.reading() as connection:
            return knows(connection, report)

    def events(self, **asked: Unpack[Asked]) -> Iterator[dict[str, Any]]:
        """Events, newest first; `series="all"` gives those too that are not told as fact.

        Raises:
            ConfigError: a name that nobody in the record has, or several have; a date that is none.
        """
        return self._every("events", {"series": "observed", **asked})

    def claims(self, **asked: Unpack[Asked]) -> Iterator[dict[str, Any]]:
        """Claims with everyone's stances, newest first."""
        return self._every("claims", asked)

    def statements(self, **asked: Unpack[Asked]) -> Iterator[dict[str, Any]]:
        """Statements, newest first."""
        return self._every("statements", asked)

    def ties(self, **asked: Unpack[Asked]) -> Iterator[dict[str, Any]]:
        """Ties, newest first."""
        return self._every("ties", asked)

    def _every(self, noun: str, asked: Any) -> Iterator[dict[str, Any]]:
        with self._store.reading() as connection:
            yield from pages.every(connection, KINDS[noun], Filter(**asked))

    def frame(self, noun: Literal["events", "claims", "statements", "ties"], **asked: Unpack[Asked]) -> pd.DataFrame:
        """Entries as a pandas table, one row each, newest first.

        The columns are those of `onrecord export csv` (docs/export.md); lists have `|` between their values, and
        `anchors` holds every place that an entry was read from, as `report:start-end`.

        Raises:
            ConfigError: no such noun; else as `events`.
            EngineError: pandas is not installed.
        """
        try:
            import pandas
        except ImportError as error:
            raise EngineError("tables need pandas: pip install pandas") from error
        from onrecord.export.tables import columns, rows

        if noun not in KINDS:
            raise ConfigError(f"{noun!r}: ask for {', '.join(KINDS)}")
        found = rows(KINDS[noun], getattr(self, noun)(**asked))
        return pandas.DataFrame(list(found), columns=list(columns(KINDS[noun])))

    def chart(self, name: str, *given: str, look: Literal["light", "dark"] = "light", **asked: Any) -> Any:
        """A chart, as a notebook shows it; docs/charts.md has pictures of what each tells.

        >>> record.chart("dyad", "IRN", "SDN", since="2026")
        >>> record.chart("timeline", who="IRN", series="observed")

        Args:
            name: `dyad` and `ties` of two sides, `matrix` and `figures` of a claim, `timeline`, `world`, `network`.
            given: two codes, names or ids; the id of a claim; nothing.
            look: for light or dark paper.
            asked: since and until; for `timeline` and `world` all that `events` takes; for `network` also series, quad.

        Returns:
            An Altair chart: `to_dict()` is its Vega-Lite, `save("it.svg")` writes it.

        Raises:
            ConfigError: no such chart, or it cannot be asked for so.
            DataError: the record has no claim of that id.
            EngineError: altair is not installed.
        """
        from onrecord.charts.made import chart

        with self._store.reading() as connection:
            return chart(connection, name, given, look, asked)

    def entry(self, id_: str) -> dict[str, Any]:
        """The entry of an id, which may be that of any telling of it.

        Raises:
            DataError: the record has nothing of that id.
        """
        with self._store.reading() as connection:
            return pages.one(connection, id_)

    def actors(self, name: str | None = None, limit: int = 50) -> list[search.Actor]:
        """Who is in the record, those in most reports first."""
        with self._store.reading() as connection:
            return search.actors(connection, name, limit)

    def search(self, words: str, limit: int = 50) -> list[search.Hit]:
        """Reports that hold all the words, best first."""
        with self._store.reading() as connection:
            return search.search(connection, words, limit)

    def brief(self, one: str, other: str, since: str | None = None, until: str | None = None) -> Brief:
        """What the record holds of two sides, each line a record with its citation."""
        with self._store.reading() as connection:
            return brief(connection, one, other, since, until)

    def reading(self, report: str, revision: int | None = None) -> Reading:
        """What a report was read as, byte for byte; the newest revision, unless another is named.

        Raises:
            DataError: the record has no such report or revision.
        """
        with self._store.reading() as connection:
            return compared.stored(connection, report, revision)

    def why(self, one: str, other: str | None = None) -> list[review.Pair]:
        """Why two items are one entry or two; of one item alone, against all that it was compared with."""
        with self._store.reading() as connection:
            return review.why(connection, one, other)

    def judge(self, verb: judgements.Verb, one: str, other: str | None = None, **more: str | None) -> None:
        """Keep a judgement; it outlives re-reading.

        Args:
            verb: `join`, `split`, `accept`, `correct`, `note` or `undo`.
            one, other: ids of items.
            more: `field`, `value`, `note`, `by`.

        Raises:
            ConfigError: the verb needs more than was given.
            DataError: no such item; two kinds joined.
        """
        judgements.check(verb, other, more.get("field"), more.get("value"))
        with self._store.writing() as connection:
            made = judgements.Judgement(
                verb,
                judgements.spot(connection, one),
                judgements.spot(connection, other) if other is not None else None,
                **more,
            )
            Keeper(connection).judge([made])

    def rebuild(self) -> int:
        """Make all entries again from the readings and judgements; returns the number of reports."""
        with self._store.writing() as connection:
            return Keeper(connection).rebuild()

    def prove(self) -> whole.Whole:
        """Every hash made again, every span cut again, every link of the chain followed."""
        with self._store.reading() as connection:
            return whole.prove(connection)

    @contextmanager
    def reading_connection(self) -> Iterator[Connection]:
        """A connection that sees one state of the record throughout."""
        with self._store.reading() as connection:
            yield connection
