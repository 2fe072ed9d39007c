"""`onrecord read`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import NamedTuple

import msgspec

from onrecord.cli.outcome import SOME_FAILED, complain, write
from onrecord.cli.screen import progress
from onrecord.errors import ConfigError, InputError, OnRecordError
from onrecord.intake import Options, reports
from onrecord.intake.sources import expand
from onrecord.model import Report
from onrecord.reader import Reading, default
from onrecord.render.rows import SECTIONS, SHOWN, foreign


class Given(NamedTuple):
    """What the user says of the inputs, and the files of the user's own entities and types."""

    published: str | None
    outlet: str | None
    force: bool
    entities: str | None = None
    codebook: str | None = None

    @property
    def own(self) -> tuple[str | None, str | None]:
        """The user's own files, as `default` takes them."""
        return self.entities, self.codebook


_ALWAYS = ("schema", "report", "reader")


def options(given: Given) -> Options:
    """The intake's options; raises ConfigError for a date that is no date."""
    return Options(published=given.published, outlet=given.outlet, force=given.force)


def run(files: list[str], given: Given, json: bool, only: str | None) -> None:
    """Read the files and print their readings; exit 1 where some failed."""
    parts = _parts(only)
    show = _as_json(parts if only else ()) if json else _as_view(parts, several(files))
    failed = False
    for name, reading in readings(files, given):
        failed |= reading is None
        if reading is not None:
            show(reading, name)
    if failed:
        raise SystemExit(SOME_FAILED)


def readings(
    files: list[str], given: Given, known: Callable[[Report], bool] | None = None
) -> Iterator[tuple[str, Reading | None]]:
    """Every reading with the name of its input; None, complained of, in place of each that cannot be read.

    Args:
        files: paths, or `-`.
        given: what the user says of them.
        known: tells which reports are not to be read; they are left out.

    Raises:
        ConfigError: a date, or a file of the user's own, cannot be used; nothing is read then.
    """
    opts = options(given)
    if given.entities or given.codebook:
        default(*given.own)  # a file that cannot be used ends the command before anything is read
    with progress(len(files), wanted=len(files) > 1) as bar:
        for number, file in enumerate(files):
            for name in expand(file):
                if isinstance(name, InputError):
                    complain(name)
                    yield file, None
                    continue
                for reading in outcomes(name, opts, given.own, known):
                    yield name, reading
            if bar is not None:
                bar.update(bar.task_ids[0], completed=number + 1)


def outcomes(
    file: str,
    opts: Options,
    own: tuple[str | None, str | None] = (None, None),
    known: Callable[[Report], bool] | None = None,
) -> Iterator[Reading | None]:
    """The readings of one input; None, complained of, for each failure."""
    for item in reports([file], opts):
        if isinstance(item, InputError):
            complain(item)
            yield None
        elif known is None or not known(item):
            yield _one(file, item, own)


def _one(file: str, report: Report, own: tuple[str | None, str | None]) -> Reading | None:
    """One report's reading. A fault of ours in one report must not cost the others."""
    warning = foreign(report)
    if warning:
        complain(f"{file}: report {report.id}: {warning}")
    try:
        return default(*own).read_report(report)
    except OnRecordError as error:
        complain(f"{file}: report {report.id}: {error}")
    except Exception as error:  # noqa: BLE001 - the boundary of one report
        complain(f"{file}: report {report.id}: a fault in OnRecord, {type(error).__name__}: {error} (please report it)")
    return None


def _parts(only: str | None) -> tuple[str, ...]:
    if only is None:
        return SHOWN
    asked = [name.strip() for name in only.split(",") if name.strip()]
    unknown = [name for name in asked if name not in SECTIONS]
    if unknown or not asked:
        raise ConfigError(f"--only {only!r}: no part {', '.join(unknown) or 'named'}; there are {', '.join(SECTIONS)}")
    return tuple(asked)


def _as_json(parts: tuple[str, ...]) -> Callable[[Reading, str], None]:
    def show(reading: Reading, _: str) -> None:
        if not parts:
            write(reading.to_json())
            return
        kept = {key: value for key, value in reading.to_dict().items() if key in parts or key in _ALWAYS}
        write(msgspec.json.encode(kept).decode("utf-8"))

    return show


def _as_view(parts: tuple[str, ...], several: bool) -> Callable[[Reading, str], None]:
    from onrecord.cli.screen import in_turn
    from onrecord.render.terminal import view

    put = in_turn(several)
    return lambda reading, name: put(name, view(reading, parts))


def several(files: list[str]) -> bool:
    """Whether more than one input may be read: each is named then."""
    return len(files) > 1 or any(os.path.isdir(file) for file in files)
