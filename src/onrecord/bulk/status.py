"""How a run stands: what was read, what was not and why, how fast, with how much memory."""

from __future__ import annotations

from collections import Counter

import msgspec

from onrecord.bulk import plan
from onrecord.bulk.place import place
from onrecord.bulk.shard import marks
from onrecord.errors import InputError


class Status(msgspec.Struct, frozen=True):
    """A run.

    Attributes:
        where: its place.
        state: `cutting`, `broken off`, `at work` or `done`.
        version: of OnRecord.
        sources: files of the input.
        shards, units: of the whole input.
        done: shards that were read.
        seen: units of these.
        read, failed: reports of these.
        words: that were read, as white space parts them.
        found: rows of every table.
        reasons: why reports were not read, and how many, most first.
        cpu: seconds of processors.
        rate: words a second of one worker.
        memory: the most that a worker held at the end of a shard, in megabytes.
    """

    where: str
    state: str
    version: str = ""
    sources: int = 0
    shards: int = 0
    units: int = 0
    done: int = 0
    seen: int = 0
    read: int = 0
    failed: int = 0
    words: int = 0
    found: dict[str, int] = {}
    reasons: dict[str, int] = {}
    cpu: float = 0.0
    rate: float = 0.0
    memory: float = 0.0


def status(where: str) -> Status:
    """How a run stands, while it is at work too.

    Raises:
        InputError: no run there.
        StoreError: its manifest is damaged.
    """
    at = place(where)
    held = at.held
    manifest = plan.read(at)
    if manifest is None:
        if not held:
            raise InputError(where, "no run of onrecord bulk there", "check the path")
        return Status(where, "cutting")
    found: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    done = list(marks(at))
    for mark in done:
        found.update(mark.found)
        reasons.update(mark.reasons)
    words, seconds = sum(mark.words for mark in done), sum(mark.seconds for mark in done)
    whole = len(done) == len(manifest.shards)
    return Status(
        where=where,
        state="done" if whole else "at work" if held else "broken off",
        version=manifest.version,
        sources=len(manifest.sources),
        shards=len(manifest.shards),
        units=manifest.units,
        done=len(done),
        seen=sum(mark.units for mark in done),
        read=sum(mark.read for mark in done),
        failed=sum(mark.failed for mark in done),
        words=words,
        found=dict(found),
        reasons=dict(reasons.most_common()),
        cpu=round(sum(mark.cpu for mark in done), 1),
        rate=round(words / seconds, 1) if seconds else 0.0,
        memory=max((mark.rss for mark in done), default=0.0),
    )
