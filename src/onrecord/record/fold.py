"""What an entry says of itself: standing, series, origins, figures over time; all from the tallies of its profiles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import msgspec

from onrecord.codebook.origins import origins
from onrecord.codebook.stances import FOR, StanceKind
from onrecord.codebook.standing import DISPUTED, OUTLET, Standing, View, combine
from onrecord.record.credit import key
from onrecord.record.profile import Profile, Spot
from onrecord.record.tally import NO_DAY, Count, Seen, Tally, Voice


class Held(msgspec.Struct, frozen=True):
    """One holder's stance over all reports.

    Attributes:
        holder, stance: as in a claim.
        root: number of the independent origin that it comes from; those with one number are not independent.
        links: what it comes through, the origin last.
        times: in how many tellings.
        first, last: days of the first and last report with it; None where no report has a date.
        item: number of the item that it was first read from.
    """

    holder: str
    stance: str
    root: int
    links: tuple[str, ...]
    times: int
    first: str | None
    last: str | None
    item: int


class Turn(msgspec.Struct, frozen=True):
    """From which day on a standing held, by the reports published until then."""

    since: str | None
    standing: str


class Given(msgspec.Struct, frozen=True):
    """A figure as one holder gives it.

    Attributes:
        holder: who.
        what: what it counts, or the fate of those counted.
        text: the words.
        min, max, best: bounds and best value.
        first, last: days of the first and last report with it.
        superseded: taken back, or followed by another figure of the same holder for the same thing.
    """

    holder: str
    what: str
    text: str
    min: float | None
    max: float | None
    best: float | None
    first: str | None
    last: str | None
    superseded: bool


class Entry(msgspec.Struct, frozen=True, dict=True):
    """What an entry says of itself.

    Attributes:
        id: of the item told first: the entry's own.
        item: id of the item that says most: the one that is shown.
        type, series, standing: as in events, claims and ties; None where the kind has none.
        day, until: when it was, as sharply as anybody says, else the day of the first report; empty where unknown.
        spot: where, as sharply as anybody says.
        first, last: days of the first and the last report.
        roots: independent origins.
        outlets: which told it, by name.
        who: sides and names, for filters.
        rooted: every voice with the number of its origin.
        tally: what was counted; it stays as it is.
    """

    id: int
    item: int
    type: str | None
    series: str | None
    standing: str | None
    day: str
    until: str
    spot: Spot | None
    first: str | None
    last: str | None
    roots: int
    outlets: tuple[str, ...]
    who: tuple[tuple[str, str], ...]
    rooted: dict[Voice, int]
    tally: Tally

    @cached_property
    def stances(self) -> tuple[Held, ...]:
        """Everybody's, over all reports."""
        return tuple(_held(voice, root, self.tally.voices[voice]) for voice, root in self.rooted.items())

    @cached_property
    def history(self) -> tuple[Turn, ...]:
        """How the standing moved."""
        return _history(self.rooted, self.tally.voices)

    @cached_property
    def figures(self) -> tuple[Given, ...]:
        """Who gave which figure."""
        return _figures(self.tally.counts)


_GONE = frozenset((Standing.RETRACTED, Standing.SUPERSEDED))
_SHARPNESS = ("point", "city", "admin1", "sea", "region", "country")


def fold(profiles: Sequence[Profile], tally: Tally) -> Entry:
    """The entry of these profiles.

    Args:
        profiles: all of one kind.
        tally: of all of them.

    Raises:
        ValueError: nothing was counted.
    """
    if tally.first is None or tally.fullest is None:
        raise ValueError("an entry without items")
    kind = profiles[0].kind
    ordered = sorted(profiles, key=lambda one: one.digest)
    rooted = _rooted(tally.voices) if kind in "ce" else {}
    standing = combine(_views(rooted)) if kind in "ce" else None
    first, last = _span(tally)
    day, until = _days(ordered, first)
    return Entry(
        id=tally.first.item,
        item=tally.fullest.item,
        type=_commonest(ordered) if kind != "c" else None,
        series=_series(tally, standing) if kind == "e" else (_status(tally) if kind == "t" else None),
        standing=str(standing) if standing is not None else None,
        day=day,
        until=until,
        spot=min(
            (one.spot for one in ordered if one.spot is not None),
            key=lambda spot: (_SHARPNESS.index(spot.precision), spot.name),
            default=None,
        ),
        first=first,
        last=last,
        roots=_roots(rooted) if kind in "ce" else len(tally.outlets),
        outlets=tuple(sorted(name for name in tally.outlets if name)),
        who=tuple(sorted({("h", name) for name in tally.who} | set(_sides(profiles)) | _told_by(tally))),
        rooted=rooted,
        tally=tally,
    )


def _told_by(tally: Tally) -> set[tuple[str, str]]:
    return {("o", f"outlet:{key(name)}") for name in tally.outlets if name}


def _sides(profiles: Sequence[Profile]) -> Iterator[tuple[str, str]]:
    """Everybody on a side, by entity and by country."""
    for profile in profiles:
        for side in profile.sides:
            if side.side == "m" and profile.kind == "e":
                continue  # named in the sentence, but no party to the act
            if side.iso3 is not None:
                yield side.side, side.iso3
            if side.entity is not None and side.entity != f"country:{side.iso3}":
                yield side.side, side.entity
        if profile.spot is not None:
            yield "w", f"place:{key(profile.spot.name)}"


def _commonest(profiles: Sequence[Profile]) -> str:
    types = [one.type for one in profiles]
    return min(set(types), key=lambda type_: (-types.count(type_), type_))


def _rooted(voices: dict[Voice, Seen]) -> dict[Voice, int]:
    """Every voice with the number of its independent origin."""
    ordered = sorted(voices, key=lambda voice: (voices[voice].first, voice))
    numbers = origins([voice.links for voice in ordered])
    small = {number: place for place, number in enumerate(dict.fromkeys(numbers), 1)}
    return {voice: small[number] for voice, number in zip(ordered, numbers, strict=True)}


def _views(rooted: dict[Voice, int]) -> list[View]:
    return [
        View(voice.holder, StanceKind(voice.stance), str(root), voice.about, voice.mood)
        for voice, root in rooted.items()
    ]


def _roots(rooted: dict[Voice, int]) -> int:
    """How many independent origins put it forward; where nobody does, how many speak of it.

    An outlet that tells it in its own voice is one only where no report names a source: a writer is no witness.
    """
    forward = [
        (voice, root) for voice, root in rooted.items() if voice.stance in FOR or voice.stance == StanceKind.RELAYS
    ]
    named = {root for voice, root in forward if voice.holder != OUTLET}
    return len(named or {root for _, root in forward} or set(rooted.values()))


def _series(tally: Tally, standing: Standing | None) -> str:
    """The series of an event told in several reports: the report that says most decides, unless others dispute it."""
    seen = set(tally.series)
    if not seen & {"observed", "attributed", "disputed"} or standing in _GONE:
        return "background" if "background" in seen and standing not in _GONE else "not_counted"
    if standing in DISPUTED or ("disputed" in seen and "observed" not in seen):
        return "disputed"
    return "observed" if "observed" in seen else "attributed"


def _status(tally: Tally) -> str:
    """The status of a tie as the newest report gives it."""
    return max(tally.series, key=lambda name: (tally.series[name].last.replace(NO_DAY, ""), name))


def _span(tally: Tally) -> tuple[str | None, str | None]:
    days = [(seen.first, seen.last) for seen in tally.outlets.values()]
    first = min(one for one, _ in days)
    lasts = [last for _, last in days if last != NO_DAY]
    return (None if first == NO_DAY else first), max(lasts, default=None)


def _days(profiles: Sequence[Profile], first: str | None) -> tuple[str, str]:
    """When it was, as sharply as anybody says; else the day of the first report. Empty where nothing is known."""
    known = [one for one in profiles if one.start is not None]
    if not known:
        return first or "", first or ""
    best = min(
        known, key=lambda one: (-len(one.start or ""), len(one.end or "") > len(one.start or ""), one.start, one.digest)
    )
    return best.start or "", best.end or best.start or ""


def _held(voice: Voice, root: int, seen: Seen) -> Held:
    days = _day(seen.first), _day(seen.last)
    return Held(voice.holder, voice.stance, root, voice.links, seen.times, *days, seen.item)


def _day(day: str) -> str | None:
    return None if day == NO_DAY else day


def _history(rooted: dict[Voice, int], voices: dict[Voice, Seen]) -> tuple[Turn, ...]:
    """How the standing moved from one day of publication to the next."""
    turns: list[Turn] = []
    for day in sorted({voices[voice].first for voice in rooted}):
        until = {voice: root for voice, root in rooted.items() if voices[voice].first <= day}
        standing = str(combine(_views(until)))
        if not turns or turns[-1].standing != standing:
            turns.append(Turn(_day(day), standing))
    return tuple(turns)


def _figures(counts: dict[Count, Seen]) -> tuple[Given, ...]:
    """The figures in order of their first report; a holder's later one for the same thing supersedes the earlier."""
    ordered = sorted(counts, key=lambda count: (counts[count].first, count.holder, count.what, count.text))
    made = []
    for at, count in enumerate(ordered):
        later = any(
            other.holder == count.holder != OUTLET
            and other.what == count.what
            and counts[other].first > counts[count].last
            and (other.low, other.high, other.best) != (count.low, count.high, count.best)
            for other in ordered[at + 1 :]
        )
        seen = counts[count]
        made.append(
            Given(count.holder, count.what, count.text, count.low, count.high, count.best, _day(seen.first),
                  _day(seen.last), count.back or later)
        )  # fmt: skip
    return tuple(made)
