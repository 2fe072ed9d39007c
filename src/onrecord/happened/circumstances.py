"""Where, when and how many: the expressions of an event's own clause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from msgspec import UNSET

from onrecord.language import Parsed
from onrecord.model import Place, Quantity, Time

T = TypeVar("T", Place, Time, Quantity)


class Circumstances(NamedTuple):
    """Where, when and how many: every expression of the report, in order."""

    places: tuple[Place, ...]
    times: tuple[Time, ...]
    quantities: tuple[Quantity, ...]


class Setting:
    """The expressions of a report by the token at which they begin."""

    def __init__(self, parsed: Parsed, given: Circumstances) -> None:
        self._parsed = parsed
        self._places = self._located(given.places)
        self._times = self._located(tuple(t for t in given.times if t.offsets is not None and (t.start or t.end)))
        self._quantities = self._located(given.quantities)
        times = self._located(tuple(t for t in given.times if t.offsets is not None))[1]
        self.timed = frozenset(i for lo, hi, _ in times for i in range(lo, hi))

    def _located(self, values: Sequence[T]) -> tuple[list[int], list[tuple[int, int, T]]]:
        rows = []
        for value in values:
            start, end = value.offsets or (0, 0)
            if value.part is UNSET:
                start, end = start + self._parsed.shift, end + self._parsed.shift
            lo, hi = self._parsed.token_range(start, end)
            if hi > lo:
                rows.append((lo, hi, value))
        rows.sort(key=lambda row: row[:2])
        return [row[0] for row in rows], rows

    def where(self, anchor: int, barred: frozenset[int]) -> Place | None:
        """The place of the clause of token `anchor`: a locative phrase, else a place that is acted on."""
        best: tuple[int, int, Place] | None = None
        for lo, hi, value in self._within(self._places, anchor):
            head = self._parsed.head_of(lo, hi)
            rank = self._rank(head, anchor, barred)
            if rank is not None and (best is None or (rank, abs(lo - anchor)) < best[:2]):
                best = (rank, abs(lo - anchor), value)
        return best[2] if best else self._antecedent(anchor)

    def _antecedent(self, anchor: int) -> Place | None:
        """ "the Kursk region, an area where forces launched ...": the place that the relative clause is about."""
        tokens = self._parsed.tokens
        verb = tokens[anchor]
        if verb.dep != "relcl" or not any(c.lower == "where" for c in self._parsed.children(anchor)):
            return None
        heads = {verb.head}
        if tokens[verb.head].dep == "appos":
            heads.add(tokens[verb.head].head)
        for lo, hi, value in self._within(self._places, anchor):
            if any(lo <= head < hi for head in heads):
                return value
        return None

    def _rank(self, head: int, anchor: int, barred: frozenset[int]) -> int | None:
        """0 for "in Luanda" right under the trigger, more the further up or down; None where it is no place of it."""
        tokens = self._parsed.tokens
        token = tokens[head]
        for _ in range(3):  # "Russia's Kursk region", "Basra market": up to the head of the noun phrase
            if (
                token.dep in ("compound", "poss", "nmod", "amod", "appos", "nummod")
                and tokens[token.head].pos != "VERB"
            ):
                if token.i in barred or token.dep == "poss":
                    return None
                token = tokens[token.head]
        if token.dep == "pobj" and tokens[token.head].lower in _LOCATIVE:
            above, steps = tokens[tokens[token.head].head], 0
            while above.i != anchor and steps < 6:
                if above.head == above.i or above.dep in _CLAUSES:
                    break
                above = tokens[above.head]
                steps += 1
            return steps if above.i == anchor else steps + 6 if _clause(self._parsed, head) == anchor else None
        if token.dep in ("dobj", "nsubjpass") and token.head == anchor and head not in barred:
            return 3
        return None

    def when(self, anchor: int, bounds: tuple[int, int] | None) -> Time | None:
        """The time expression whose clause is that of token `anchor`."""
        best: tuple[int, int, Time] | None = None
        tokens = self._parsed.tokens
        for lo, hi, value in self._within(self._times, anchor):
            if bounds and not (bounds[0] <= lo and hi <= bounds[1]):
                continue
            head = self._parsed.head_of(lo, hi)
            steps, at = 0, tokens[head]
            while at.i != anchor and at.head != at.i and steps < 8:
                if at.dep in _CLAUSES:
                    steps = 99
                    break
                at = tokens[at.head]
                steps += 1
            if at.i != anchor:
                continue
            if best is None or (steps, abs(lo - anchor)) < best[:2]:
                best = (steps, abs(lo - anchor), value)
        return best[2] if best else None

    def historical(self, anchor: int, when: Time | None, published: str | None) -> tuple[str, ...]:
        """`("historical",)` where the clause's own time was over a year before the report."""
        if when is None or when.end is None or published is None or when.precision in ("open_start", "open_end"):
            return ()
        last, day = when.end[:10], published[:10]
        old = int(day[:4]) - int(last[:4])
        if old > 1 or (old == 1 and (len(last) == 4 or last[5:] <= day[5:][: len(last) - 5])):
            return ("historical",)
        return ()

    def quantities(self, spans: Sequence[tuple[int, int]]) -> tuple[Quantity, ...]:
        """Figures inside any of these token ranges (the event's arguments), in order."""
        found = []
        starts, rows = self._quantities
        for lo, hi in sorted(set(spans)):
            for k in range(bisect_left(starts, lo), len(rows)):
                if rows[k][0] >= hi:
                    break
                if rows[k][2] not in found:
                    found.append(rows[k][2])
        return tuple(found)

    def _within(self, located: tuple[list[int], list[tuple[int, int, T]]], anchor: int) -> list[tuple[int, int, T]]:
        sentence = self._parsed.sentences[self._parsed.tokens[anchor].sentence]
        starts, rows = located
        return rows[bisect_left(starts, sentence.lo) : bisect_left(starts, sentence.hi)]


_LOCATIVE = frozenset(("in", "at", "near", "outside", "inside", "on", "off", "over", "across", "around", "into",
                       "within", "to", "from", "through", "throughout", "along", "toward", "towards", "above",
                       "against", "of"))  # fmt: skip
_CLAUSES = frozenset(("ccomp", "advcl", "relcl", "acl", "conj", "parataxis", "ROOT", "pcomp"))


def _clause(parsed: Parsed, i: int) -> int:
    """The verb of the clause that token `i` stands in."""
    tokens = parsed.tokens
    token = tokens[i]
    while token.head != token.i and token.pos not in ("VERB", "AUX"):
        token = tokens[token.head]
    return token.i
