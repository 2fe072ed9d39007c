"""A run: cuts the input, has its shards read by an engine, keeps the log; goes on where another run was broken off."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from typing import Literal

import msgspec

from onrecord.bulk import attempts, local, plan, spool
from onrecord.bulk.inputs import Source, sources
from onrecord.bulk.job import Engine, Job, Order
from onrecord.bulk.place import Place, place
from onrecord.bulk.plan import MARKS, SHARDS, Asked, Manifest
from onrecord.bulk.shard import Mark, marks
from onrecord.errors import ConfigError, EngineError
from onrecord.intake.options import Options

_LOG = "log.jsonl"


class Settings(msgspec.Struct, frozen=True):
    """How a run is made: nothing of it changes a row.

    Attributes:
        engine: processes of this machine, or a cluster of Ray.
        workers: how many read at once; None for one each core of the machine or cluster.
        memory: of a worker at most, in megabytes.
        shards: how many; None for as many as the size of the input asks for.
        resume: go on with a run that was broken off.
    """

    engine: Literal["local", "ray"] = "local"
    workers: int | None = None
    memory: int | None = None
    shards: int | None = None
    resume: bool = False

    def __post_init__(self) -> None:
        for name, least in (("workers", 1), ("shards", 1), ("memory", _LEAST)):
            given = getattr(self, name)
            if given is not None and given < least:
                raise ConfigError(
                    f"--{'max-memory' if name == 'memory' else name} must be at least {least}, not {given}"
                )


_LEAST = 600
"""Megabytes that a worker needs for its models and a report of common length."""


class Progress(msgspec.Struct):
    """How far a run is.

    Attributes:
        shards, units: of the whole input.
        done: shards that were read.
        cut: units that were cut so far, while the input is being cut.
        seen: units of the shards that were read.
        read, failed: reports.
        words: that were read.
        size: share of the input's bytes that was read, from 0 to 1.
        seconds: since the first shard of this run was begun.
        fresh: share of the bytes, and `words_now` words, that this run itself read.
    """

    shards: int = 0
    units: int = 0
    done: int = 0
    cut: int = 0
    seen: int = 0
    read: int = 0
    failed: int = 0
    words: int = 0
    size: float = 0.0
    seconds: float = 0.0
    fresh: float = 0.0
    words_now: int = 0

    @property
    def rate(self) -> float:
        """Words a second of this run."""
        return self.words_now / self.seconds if self.seconds else 0.0

    @property
    def left(self) -> float | None:
        """Seconds that the rest takes at this rate; None where nothing was read yet."""
        return self.seconds * (1 - self.size) / self.fresh if self.fresh else None


def asked(options: Options, entities: str | None = None, codebook: str | None = None) -> Asked:
    """What is asked of a run, with the digests of the user's own files.

    Raises:
        ConfigError: one of them cannot be read.
    """
    digests = []
    for name in (entities, codebook):
        if name is not None:
            try:
                with open(name, "rb") as stream:
                    digests.append(sha256(stream.read()).hexdigest())
            except OSError as error:
                raise ConfigError(f"{name}: cannot be read: {error.strerror} (check the path)") from error
    return Asked(options, entities, codebook, tuple(digests))


def run(
    named: Sequence[str],
    where: str,
    wanted: Asked,
    settings: Settings = Settings(),  # noqa: B008 - frozen
    told: Callable[[Progress], None] = lambda _: None,
) -> Progress:
    """Read an archive into a place, shard by shard.

    Args:
        named: paths, folders, globs and addresses of the input.
        where: a folder, or an address that every worker can write to.
        wanted: what is asked.
        settings: how it is done.
        told: is called after every shard.

    Returns:
        what was done, with what runs before did.

    Raises:
        ConfigError: another run than the one that is there, or one that is there without `resume`.
        InputError: a name with nothing behind it.
        StoreError: the place cannot be written, or another run is at work there.
        EngineError: workers cannot be had.
    """
    at = place(where)
    with at.alone():
        found = sources(named)
        manifest = _begun(at, found, wanted, settings, told)
        done = {mark.shard: mark for mark in marks(at)}
        _sweep(at, done)
        state = _state(manifest, done)
        told(state)
        orders = _orders(manifest, done)
        if orders:
            job = Job(where, wanted, settings.workers, settings.memory)
            with _logged(at) as noted:
                _read(_engine(settings)(job, orders, noted), manifest, done, state, told)
        spool.drop(at)
        attempts.forget(at)
    return state


def _begun(
    at: Place, found: list[Source], wanted: Asked, settings: Settings, told: Callable[[Progress], None]
) -> Manifest:
    """The manifest of the run that is there, where it is this one; of a new one, whose input is cut for it."""
    held = plan.read(at)
    if held is not None:
        if not settings.resume:
            raise ConfigError(f"{at.name}: a run is there (--resume goes on with it; another folder begins anew)")
        plan.must_match(at, held, wanted, found, settings.shards)
        return held
    if at.names("") and set(at.names("")) - {spool.FOLDER, _LOG}:
        raise ConfigError(f"{at.name}: not empty, and no run of OnRecord (name a folder that is not there yet)")
    shards = spool.cut(at, found, wanted.options, settings.shards, lambda units: told(Progress(cut=units)))
    made = plan.made(wanted, found, shards)
    plan.write(at, made)
    return made


def _sweep(at: Place, done: dict[int, Mark]) -> None:
    """Take out what runs that were broken off left half done."""
    for folder in ("", SHARDS, MARKS, spool.FOLDER):
        at.sweep(folder)
    for name in at.names(SHARDS):
        if int(name) not in done:
            at.drop(f"{SHARDS}/{name}")
    attempts.forget(at)


def _orders(manifest: Manifest, done: dict[int, Mark]) -> list[Order]:
    orders, first = [], 0
    for number, shard in enumerate(manifest.shards):
        if number not in done:
            orders.append(Order(number, first))
        first += shard.units
    return orders


def _state(manifest: Manifest, done: dict[int, Mark]) -> Progress:
    state = Progress(shards=len(manifest.shards), units=manifest.units)
    shares = manifest.shares()
    for mark in done.values():
        _count(state, shares, mark)
    return state


def _count(state: Progress, shares: Sequence[float], mark: Mark) -> float:
    """Count a shard; returns its share of the whole."""
    share = shares[mark.shard]
    state.done += 1
    state.seen += mark.units
    state.read += mark.read
    state.failed += mark.failed
    state.words += mark.words
    state.size = min(1.0, state.size + share)
    return share


def _read(
    found: Iterator[Mark], manifest: Manifest, done: dict[int, Mark], state: Progress, told: Callable[[Progress], None]
) -> None:
    begun, shares = time.monotonic(), manifest.shares()
    readers = {mark.reader for mark in done.values()}
    with closing(found) as coming:  # type: ignore[type-var]
        for mark in coming:
            readers.add(mark.reader)
            if len(readers) > 1:
                raise EngineError("workers have other models than those that read before (install one version on all)")
            state.fresh += _count(state, shares, mark)
            state.words_now += mark.words
            state.seconds = time.monotonic() - begun
            told(state)


def _engine(settings: Settings) -> Engine:
    if settings.engine == "local":
        return local.read
    from onrecord.bulk import on_ray

    return on_ray.read


@contextmanager
def _logged(at: Place) -> Iterator[Callable[[str], None]]:
    """Keeps what befalls a run in its log."""

    def note(what: str) -> None:
        line = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "told": what}
        at.append(_LOG, msgspec.json.encode(line) + b"\n")

    note("begun")
    try:
        yield note
    except BaseException as error:
        note(f"ended by {type(error).__name__}: {error}")
        raise
    note("ended")
