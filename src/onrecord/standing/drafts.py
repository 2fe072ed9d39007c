"""Claims while they are gathered: which tellings are one claim, who stands to it, how many origins it has."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence

from msgspec import UNSET

from onrecord.codebook.origins import origins
from onrecord.codebook.stances import AGAINST, FOR, StanceKind
from onrecord.codebook.standing import OUTLET, View, combine
from onrecord.codebook.verbs import inverses
from onrecord.language import Parsed
from onrecord.model import Claim, Event, Offsets, Quantity, identity
from onrecord.standing.clause import Proposition
from onrecord.standing.draft import Draft
from onrecord.standing.wording import wording

SAME_PLACE = 0.8
"""Share of tokens that two cuts of one passage must have in common; the scorers' own measure of a content."""
SAME_WORDS = 0.6
"""Share of the shorter telling's content words; chosen on own examples of retold and rival claims (docs/codebook)."""
SAME_ACT = 0.5
"""Share of the words beside the parties' names, where type, actor and recipient of an event are the same."""
LOOKBACK = 50
"""Claims with a word in common that are looked at: keeps very long texts linear; longer affairs are the record's."""
CROWD = 100
"""Tellings of one sentence that are looked at: more only where a text has lost its stops."""
_NEAR = 2
"""Sentences back in which a denial told from the other end finds its claim: farther off a place returns too often."""
FEWEST_WORDS = 3
"""Tellings with fewer content words are too thin to be recognised by words alone."""

_CONTENT = frozenset(("NOUN", "PROPN", "VERB", "ADJ", "NUM"))
_PERSONAL = frozenset(("i", "we", "you", "me", "us", "my", "our", "your"))
_EMPTY = frozenset(
    ("be", "have", "do", "say", "make", "take", "more", "other", "such", "new", "carry", "would", "people")
)


class Ledger:
    """All drafts of a report, in order of making, with the rules that tell one claim from another."""

    def __init__(self, parsed: Parsed, events: Sequence[Event], quantities: Sequence[Quantity]) -> None:
        self.parsed = parsed
        self.drafts: list[Draft] = []
        self._quantities = sorted(((*parsed.range_of(one), one) for one in quantities), key=lambda row: row[:2])
        self.triggers: dict[int, list[Event]] = {}
        for event in events:
            lo, hi = parsed.range_of(event.trigger)
            if hi > lo:
                self.triggers.setdefault(lo, []).append(event)
        self._at = sorted(self.triggers)
        self._by_word: dict[str, list[int]] = {}
        self._by_sentence: dict[int, list[int]] = {}

    def events_in(self, lo: int, hi: int, level: str) -> list[Event]:
        """Events of a level triggered in tokens `[lo, hi)`."""
        within = self._at[bisect_left(self._at, lo) : bisect_left(self._at, hi)]
        return [event for i in within for event in self.triggers[i] if event.level == level]

    def claim(
        self,
        proposition: Proposition,
        unless: Callable[[Draft], bool] = lambda _: False,
        level: str = "content",
        answer: bool = False,
    ) -> Draft:
        """The draft of a proposition: one told before in other words, or a new one.

        Args:
            proposition: what is told.
            unless: drafts that it cannot be, though they look alike; the very same words are the same claim even so.
            level: of the events that it tells: the outlet's own are not those of a source whose words hold them.
            answer: it answers a claim ("denied jamming them"): fewer words show which.
        """
        made = self._draft(proposition, level)
        same = self._same(made, FEWEST_WORDS - 1 if answer else FEWEST_WORDS)
        if same is None and answer:
            same = self._answered(made, unless)
        if same is None or (unless(same) and not _verbatim(same, made)):
            made.number = len(self.drafts)
            self.drafts.append(made)
            self._enter(made.number, made)
            return made
        _merge(same, made)
        self._enter(same.number, made)
        return same

    def of_sentence(self, sentence: int) -> list[Draft]:
        """The drafts told in a sentence, in order of making."""
        return [self.drafts[number] for number in dict.fromkeys(self._by_sentence.get(sentence, ())[-CROWD:])]

    def _enter(self, number: int, told: Draft) -> None:
        """Index one telling of a draft by its words and its sentence."""
        for word in told.words:
            numbers = self._by_word.setdefault(word, [])
            if not numbers or numbers[-1] != number:
                numbers.append(number)
        self._by_sentence.setdefault(told.sentence, []).append(number)

    def _draft(self, proposition: Proposition, level: str) -> Draft:
        parsed = self.parsed
        tokens = parsed.tokens
        lo, hi = proposition.lo, proposition.hi
        part = parsed.token_span(lo, hi)
        words, numbers, personal = set(), set(), False
        names: set[str] = set()
        for i in range(lo, hi):
            token = tokens[i]
            if token.pos == "NUM" or token.lower[:1].isdigit():
                numbers.add(token.lower)
            personal = personal or token.lower in _PERSONAL
            if token.pos == "PROPN":
                names.add(token.lemma)
            if token.pos in _CONTENT and token.lemma not in _EMPTY and i not in proposition.dropped:
                words.add(token.lemma)
        draft = Draft(
            text=wording(parsed, proposition),
            lo=lo,
            hi=hi,
            spans=[part.offsets],
            in_title=part.part == "title",
            sentence=tokens[proposition.head].sentence,
            words=frozenset(words),
            numbers=frozenset(numbers),
            personal=personal,
            acts=inverses(tokens[proposition.head].lemma),
        )
        draft.tells(draft.sentence, (lo, hi))
        draft.heads.add(proposition.head)
        if proposition.subject is not None:
            apart = parsed.token_span(*proposition.subject)
            if apart.part == part.part:
                draft.spans.insert(0, apart.offsets)
            draft.words |= {tokens[i].lemma for i in range(*proposition.subject) if tokens[i].pos in _CONTENT} - _EMPTY
        for event in self.events_in(lo, hi, level):
            for side in (*event.actors, *event.recipients):
                draft.names.update(tokens[i].lemma for i in range(*parsed.range_of(side)))
            draft.events.append(event.id)
            names.difference_update(tokens[i].lemma for actor in event.actors for i in range(*parsed.range_of(actor)))
            actors = tuple(sorted(filter(None, (actor.iso3 or actor.entity for actor in event.actors))))
            recipients = tuple(sorted(filter(None, (one.iso3 or one.entity for one in event.recipients))))
            draft.parties.update(actors)
            draft.parties.update(actor.entity for actor in event.actors if actor.entity)
            if actors and recipients:
                draft.keys.add((event.type, actors, recipients))
        draft.names_told = frozenset(names)
        return draft

    def _same(self, made: Draft, fewest: int) -> Draft | None:
        for number in reversed(self._by_sentence.get(made.sentence, ())[-CROWD:]):
            places = self.drafts[number].places.get(made.sentence, ())
            if any(_overlap(one, (made.lo, made.hi)) >= SAME_PLACE for one in places):
                return self.drafts[number]
        shared = Counter(number for word in made.words for number in self._by_word.get(word, ())[-LOOKBACK:])
        best, score = None, 0.0
        for number in sorted(number for number, common in shared.items() if common > 1):
            alike = _alike(self.drafts[number], made, fewest)
            if alike > score:
                best, score = self.drafts[number], alike
        return best

    def _answered(self, made: Draft, unless: Callable[[Draft], bool]) -> Draft | None:
        """ "had taken Arden", then "Arden had not fallen": one act told from its two ends, of the same place."""
        if not made.acts or not made.names_told:
            return None
        for back in range(_NEAR + 1):
            for number in reversed(self._by_sentence.get(made.sentence - back, ())[-CROWD:]):
                other = self.drafts[number]
                shared = made.names_told & other.names_told
                rival = made.numbers and other.numbers and made.numbers != other.numbers
                whole = shared and shared in (made.names_told, other.names_told)
                if whole and made.acts & other.acts and not rival and other.has(FOR) and not unless(other):
                    return other
        return None

    def finished(self, report: str) -> tuple[Claim, ...]:
        """The claims, in order of first telling, each with its standing."""
        one_each: dict[tuple[bool, Offsets, str], Draft] = {}
        for draft in self.drafts:
            draft.settle()
            place = (not draft.in_title, min(draft.spans), draft.text)
            first = one_each.setdefault(place, draft)
            if first is not draft:  # told apart at first, and in the end worded alike
                first.joins(draft)
        ordered = sorted(one_each.values(), key=lambda draft: (not draft.in_title, min(draft.spans)))
        return tuple(self._finish(draft, report) for draft in ordered)

    def _finish(self, draft: Draft, report: str) -> Claim:
        spans = tuple(sorted(set(draft.spans)))
        quantities = self._within(draft)
        roots = origins(draft.chains)
        origin = len(set(roots)) or 1
        return Claim(
            id=identity("c", report, "title" if draft.in_title else "", *spans[0], draft.text),
            text=draft.text,
            spans=spans,
            events=tuple(dict.fromkeys(draft.events)),
            quantities=quantities,
            stances=tuple(draft.stances),
            standing=combine(_rooted(draft, roots)).value,
            roots=origin,
            part="title" if draft.in_title else UNSET,
        )

    def _within(self, draft: Draft) -> tuple[Quantity, ...]:
        """The quantities that stand where a draft is told."""
        found: dict[int, Quantity] = {}
        for start, end in draft.ranges:
            first = bisect_left(self._quantities, (start,), key=lambda row: row[:1])
            for number in range(first, len(self._quantities)):
                lo, hi, quantity = self._quantities[number]
                if lo >= end:
                    break
                if hi <= end:
                    found[number] = quantity
        return tuple(found[number] for number in sorted(found))


def _verbatim(one: Draft, other: Draft) -> bool:
    """Whether two are one passage, worded alike."""
    return one.text == other.text and (other.lo, other.hi) in one.places.get(other.sentence, ())


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    common = min(one[1], other[1]) - max(one[0], other[0])
    if common <= 0:
        return 0.0
    return common / (max(one[1], other[1]) - min(one[0], other[0]))


def _alike(one: Draft, other: Draft, enough: int) -> float:
    """How sure two tellings in different places are one claim; 0 where they are not."""
    if one.personal or other.personal:
        return 0.0  # "I", "we", "you": the same words in another mouth are another proposition
    if one.keys and other.keys and not one.keys & other.keys:
        return 0.0
    if any(_overlap(place, (other.lo, other.hi)) for place in one.places.get(other.sentence, ())):
        return 0.0  # a passage inside another is a part of it, not the same told twice
    if one.numbers != other.numbers and (one.numbers and other.numbers):
        return 0.0  # rival figures stay rival claims
    fewest = min(len(one.words), len(other.words))
    common = len(one.words & other.words)
    names = one.names | other.names
    told = len((one.words & other.words) - names)
    if one.keys & other.keys and told and told >= SAME_ACT * min(len(one.words - names), len(other.words - names)):
        return 1.0 + told
    if fewest < enough or common / fewest < SAME_WORDS:
        return 0.0
    share = common / len(one.words | other.words)
    return share if share >= SAME_WORDS else 0.0


def _merge(draft: Draft, made: Draft) -> None:
    if draft.in_title and not made.in_title:
        # the headline told it first; the text tells it in full
        draft.text, draft.lo, draft.hi, draft.spans, draft.in_title = made.text, made.lo, made.hi, made.spans, False
    elif made.in_title == draft.in_title and all(
        _overlap((made.lo, made.hi), one) < SAME_PLACE for one in draft.places.get(made.sentence, ())
    ):
        draft.spans.extend(made.spans)
    draft.tells(made.sentence, (made.lo, made.hi))
    draft.heads |= made.heads
    draft.events.extend(made.events)
    draft.keys |= made.keys
    draft.parties |= made.parties
    draft.names |= made.names


def _rooted(draft: Draft, roots: list[int]) -> list[View]:
    """Views with the origin of their chain in place of their own name; an unknown origin adds none."""
    by_name: dict[str, int] = {}
    for chain, number in zip(draft.chains, roots, strict=True):
        by_name.setdefault(chain[-1].casefold(), number)
    views = []
    for view in draft.views:
        group = by_name.get(view.root.casefold(), roots[0] if roots else 0)
        views.append(view._replace(root=f"root {group}"))
    return views


def forward(kind: StanceKind) -> bool:
    """Whether a stance puts a claim forward, so that its chain counts as an origin."""
    return kind in FOR or kind in (
        StanceKind.ESTIMATES,
        StanceKind.FORECASTS,
        StanceKind.PROMISES,
        StanceKind.THREATENS,
        StanceKind.RUMOURS,
        StanceKind.RELAYS,
        StanceKind.LABELS,
        StanceKind.OBLIGES,
    )


def contradicts(draft: Draft, holder: str, kind: StanceKind) -> bool:
    """Whether a holder would both put a claim forward and deny it: a sign that two claims were taken for one."""
    own = {stance.stance for stance in draft.stances if stance.holder == holder and holder != OUTLET}
    return bool((kind in FOR and own & AGAINST) or (kind in AGAINST and own & FOR))
