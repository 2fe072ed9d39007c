"""Tallies: what is counted of the items of one profile, so that an entry need not look at each of them again."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from onrecord.store.squeeze import squeeze, unsqueeze

NO_DAY = "9999"
"""Sorts a report without a date behind all others."""


class Voice(msgspec.Struct, gc=False, frozen=True, array_like=True, order=True):
    """Somebody's stance, as it counts for a standing over many reports.

    Attributes:
        holder: an entity id, `outlet`, or the source's wording.
        stance: see `onrecord.codebook.stances`.
        links: what it comes through, below the outlet; the origin last; who tells the report where nobody else does.
        about: whether the claim is about the holder.
        mood: `asked`, `conditional` or `superseded`, else empty.
    """

    holder: str
    stance: str
    links: tuple[str, ...]
    about: bool = False
    mood: str = ""


class Count(msgspec.Struct, gc=False, frozen=True, array_like=True, order=True):
    """A figure that somebody gives.

    Attributes:
        holder: who.
        what: what it counts, or the fate of those counted.
        text: the words.
        low, high, best: its bounds and best value.
        back: whether it was taken back in the same report.
    """

    holder: str
    what: str
    text: str
    low: float | None
    high: float | None
    best: float | None
    back: bool = False


class Place(msgspec.Struct, gc=False, frozen=True, array_like=True, order=True):
    """One item among the others: the day and id of its report, where it begins, its id, and `rank`, less for fuller."""

    rank: int
    day: str
    report: str
    lo: int
    item: int


class Seen(msgspec.Struct, gc=False, array_like=True):
    """How often something was seen, the first and the last day, and in which item first."""

    times: int
    first: str
    last: str
    item: int

    def more(self, times: int, first: str, last: str, item: int) -> None:
        """Count what was seen elsewhere."""
        self.times += times
        self.first, self.item = min((self.first, self.item), (first, item))
        self.last = max(self.last, last)


class Tally(msgspec.Struct, array_like=True):
    """The counts of one profile.

    Attributes:
        first: the item told first.
        fullest: the item that says most; of equals the first told.
        voices, counts: who stands how, and who gives which figure, with the days.
        outlets: by which outlets it was told.
        series: in which series.
        who: holders of stances and their countries, for filters.
    """

    first: Place | None = None
    fullest: Place | None = None
    voices: dict[Voice, Seen] = {}
    counts: dict[Count, Seen] = {}
    outlets: dict[str, Seen] = {}
    series: dict[str, Seen] = {}
    who: dict[str, Seen] = {}

    def add(self, telling: Telling) -> bool:
        """Count one more item; returns whether it says anything new, beyond its days and the same once more."""
        place = telling.place
        first = Place(0, place.day, place.report, place.lo, place.item)
        new = self.first is None or self.fullest is None or first < self.first or place < self.fullest
        self.first = first if self.first is None else min(self.first, first)
        self.fullest = place if self.fullest is None else min(self.fullest, place)
        for seen, keys in (
            (self.voices, telling.voices), (self.counts, telling.counts), (self.outlets, (telling.outlet,)),
            (self.series, (telling.series,)), (self.who, telling.who),
        ):  # fmt: skip
            new = _count(seen, keys, place) or new  # type: ignore[arg-type]
        return new


class Telling(msgspec.Struct, gc=False, frozen=True):
    """What one item adds to its profile's tally."""

    place: Place
    outlet: str
    series: str
    voices: tuple[Voice, ...] = ()
    counts: tuple[Count, ...] = ()
    who: tuple[str, ...] = ()


def _count(seen: dict[object, Seen], keys: Iterable[object], place: Place) -> bool:
    """Count keys once more; returns whether one of them is new."""
    new = False
    for key in dict.fromkeys(keys):
        held = seen.get(key)
        if held is None:
            seen[key] = Seen(1, place.day, place.day, place.item)
            new = True
        else:
            held.more(1, place.day, place.day, place.item)
    return new


def merged(tallies: Iterable[Tally]) -> Tally:
    """One tally of several, which stay as they are; of one alone, itself."""
    given = list(tallies)
    if len(given) == 1:
        return given[0]
    made = Tally()
    for tally in given:
        if tally.first is None or tally.fullest is None:
            continue
        made.first = tally.first if made.first is None else min(made.first, tally.first)
        made.fullest = tally.fullest if made.fullest is None else min(made.fullest, tally.fullest)
        for name in ("voices", "counts", "outlets", "series", "who"):
            _pour(getattr(tally, name), getattr(made, name))
    return made


def _pour(given: dict[object, Seen], into: dict[object, Seen]) -> None:
    for key, seen in given.items():
        held = into.get(key)
        if held is None:
            into[key] = Seen(seen.times, seen.first, seen.last, seen.item)
        else:
            held.more(seen.times, seen.first, seen.last, seen.item)


class _Packed(msgspec.Struct, array_like=True):
    """A tally as it is stored: keys that are no strings as pairs."""

    first: Place | None
    fullest: Place | None
    voices: list[tuple[Voice, Seen]]
    counts: list[tuple[Count, Seen]]
    outlets: dict[str, Seen]
    series: dict[str, Seen]
    who: dict[str, Seen]


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(_Packed)


def encode(tally: Tally) -> bytes:
    """Bytes of a tally."""
    packed = _Packed(
        tally.first, tally.fullest, list(tally.voices.items()), list(tally.counts.items()),
        tally.outlets, tally.series, tally.who,
    )  # fmt: skip
    return squeeze(_ENCODER.encode(packed))


def decode(packed: bytes) -> Tally:
    """A tally from its bytes; an empty one from none."""
    if not packed:
        return Tally()
    plain = _DECODER.decode(unsqueeze(packed))
    return Tally(
        plain.first, plain.fullest, dict(plain.voices), dict(plain.counts), plain.outlets, plain.series, plain.who
    )
