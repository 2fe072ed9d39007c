"""Where, when and how many: the expressions of an event's own clause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeVar

from msgspec import UNSET

from onrecord.codebook.triggers import noun_classes
from onrecord.language import Parsed
from onrecord.model import Place, Quantity, Time

Reach = Literal["said", "held", "done", "moves", "strikes"]
"""What kind of act: where it is said, held, done, moved to or from, or aimed at."""
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

    def where(self, anchors: tuple[int, int], barred: frozenset[int], reach: Reach) -> Place | None:
        """The place of an event: a locative phrase of its clause, else a place that is acted on.

        Args:
            anchors: the verb of its clause, and its noun or the same verb again.
            barred: tokens of its sides' names, which are no places of it.
            reach: what kind of act it is.
        """
        anchor = anchors[0]
        best: tuple[int, int, Place] | None = None
        for lo, hi, value in self._within(self._places, anchor):
            head = self._parsed.head_of(lo, hi)
            rank = self._rank(head, anchors, barred, reach)
            if rank is None and reach in ("strikes", "moves") and value.precision != "country":
                rank = self._acted_on(head, anchor, reach)
            if rank is not None and (best is None or (rank, abs(lo - anchor)) < best[:2]):
                best = (rank, abs(lo - anchor), value)
        return best[2] if best else self._antecedent(anchor)

    def _acted_on(self, head: int, anchor: int, reach: Reach) -> int | None:
        """A town that is shelled, seized or visited is where it happens, though it is a side as well."""
        tokens = self._parsed.tokens
        token = tokens[head]
        if token.dep == "pobj":
            above, preposition = tokens[tokens[token.head].head], tokens[token.head].lower
            if above.i == anchor:
                return 4 if preposition in _LOCATIVE | _REACHES[reach] else None
            of_object = above.dep in ("dobj", "nsubjpass") and above.head == anchor
            return 5 if of_object and preposition in ("to", "into", "on") else None  # "closed the road to Mandera"
        return 3 if token.dep in ("dobj", "nsubjpass") and token.head == anchor else None

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

    def _rank(self, head: int, anchors: tuple[int, int], barred: frozenset[int], reach: Reach) -> int | None:
        """0 for "in Luanda" right under the trigger, more the further up or down; None where it is no place of it."""
        tokens = self._parsed.tokens
        token, anchor = tokens[head], anchors[0]
        for _ in range(3):  # "Russia's Kursk region", "Basra market": up to the head of the noun phrase
            if (
                token.dep in ("compound", "poss", "nmod", "amod", "appos", "nummod")
                and tokens[token.head].pos != "VERB"
            ):
                if token.i in barred or token.dep == "poss":
                    return None
                token = tokens[token.head]
        if token.dep == "pobj" and tokens[token.head].lower == "of":  # "the south of Chad", "the city of Herat"
            above = tokens[tokens[token.head].head]
            if not noun_classes().get(above.lemma, _NONE) & {"place", "territory"} and above.lower not in _PARTS:
                return None
            token = above
        if token.i in barred:
            return None
        if token.dep == "pobj" and tokens[token.head].lower in _LOCATIVE | _REACHES[reach]:
            above, steps = tokens[tokens[token.head].head], 0
            if above.i in self.timed:
                return None  # "Wednesday morning in Tokyo" tells whose morning it is
            if reach == "said":
                return 0 if above.i in anchors else None
            while above.i not in anchors and steps < 6:
                gerund = above.dep == "advcl" and above.tag == "VBG"  # "killed in shelling in the east of ..."
                if above.head == above.i or (above.dep in _CLAUSES and not gerund):
                    break
                above = tokens[above.head]
                steps += 1
            return steps if above.i in anchors else steps + 6 if _clause(self._parsed, head) == anchor else None
        if token.dep in ("dobj", "nsubjpass") and token.head == anchor and reach != "said":
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
        return best[2] if best else self._leading(anchor, bounds)

    def _leading(self, anchor: int, bounds: tuple[int, int] | None) -> Time | None:
        """The date in front of the sentence whose verb this one is coordinated with: "On Monday X did this and that".

        A date behind the first verb is that verb's alone, and none passes into or out of what somebody says.
        """
        tokens = self._parsed.tokens
        at = tokens[anchor]
        for _ in range(4):
            joined = at.dep == "conj" or (at.dep == "advcl" and at.tag == "VBG")
            if not joined or at.head == at.i or tokens[at.head].pos != "VERB":
                return None
            at = tokens[at.head]
            subject = self._parsed.child(at.i, "nsubj", "nsubjpass")
            first = min(at.i, subject.i) if subject is not None else at.i
            for lo, hi, value in self._within(self._times, anchor):
                if hi > first or (bounds and not bounds[0] <= lo):
                    continue
                above = tokens[self._parsed.head_of(lo, hi)]
                if above.head == at.i or tokens[above.head].head == at.i:
                    return value
        return None

    def historical(self, anchor: int, when: Time | None, published: str | None) -> tuple[str, ...]:
        """`("historical",)` where the clause's own time was over a year before the report."""
        if when is None or when.end is None or published is None or when.precision in ("open_start", "open_end"):
            return ()
        last, day = when.end[:10], published[:10]
        old = int(day[:4]) - int(last[:4])
        if old > 1 or (old == 1 and (len(last) == 4 or last[5:] <= day[5:][: len(last) - 5])):
            return ("historical",)
        return ()

    def background(self, anchor: int, published: str | None) -> tuple[str, ...]:
        """`("historical",)` where the clause is the past of one that is: "In 1998 X did this after Y did that"."""
        tokens = self._parsed.tokens
        verb = tokens[anchor]
        if verb.dep != "advcl" or verb.tag not in ("VBD", "VBN") or tokens[verb.head].pos != "VERB":
            return ()
        mark = self._parsed.child(anchor, "mark", "advmod")
        if mark is None or mark.lower not in ("after", "when", "as", "because", "while"):
            return ()
        return self.historical(verb.head, self.when(verb.head, None), published)

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


_LOCATIVE = frozenset(("in", "at", "near", "outside", "inside", "off", "across", "around", "within", "throughout",
                       "along", "above"))  # fmt: skip
_REACHES: dict[str, frozenset[str]] = {
    "said": frozenset(),
    "held": frozenset(),
    "done": frozenset(("on", "over", "through", "from", "to", "toward", "towards", "into")),
    "moves": frozenset(("to", "into", "from", "on", "through", "over")),
    "strikes": frozenset(("on", "over", "against", "into", "through", "from", "toward", "towards", "to")),
}
_PARTS = frozenset(("north", "south", "east", "west", "outskirts", "centre", "center", "heart", "part", "parts",
                    "northeast", "northwest", "southeast", "southwest", "streets", "coast", "waters", "shores",
                    "edge", "middle", "half", "suburbs"))  # fmt: skip
_NONE: frozenset[str] = frozenset()
_CLAUSES = frozenset(("ccomp", "advcl", "relcl", "acl", "conj", "parataxis", "ROOT", "pcomp"))


def _clause(parsed: Parsed, i: int) -> int:
    """The verb of the clause that token `i` stands in."""
    tokens = parsed.tokens
    token = tokens[i]
    while token.head != token.i and token.pos not in ("VERB", "AUX"):
        token = tokens[token.head]
    return token.i
