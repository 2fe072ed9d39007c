"""Where, to whom and when something was said, read from the cue's own clause."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.language import Parsed
from onrecord.language.parsed import Token
from onrecord.language.phrases import noun_phrase
from onrecord.model import Time
from onrecord.said import sources
from onrecord.said.draft import Draft
from onrecord.said.nearby import Contents

_VENUES = frozenset(
    (
        "interview", "statement", "post", "tweet", "speech", "address", "briefing", "conference", "letter",
        "report", "video", "message", "op-ed", "article", "podcast", "hearing", "debate", "rally", "broadcast",
        "television", "radio", "email", "e-mail", "memo", "note", "remarks", "testimony", "call", "book", "column",
        "editorial", "twitter", "telegram", "facebook", "instagram", "youtube", "weibo", "communique", "communiqué",
        "declaration", "release", "press", "recording", "documentary", "film", "forum", "lecture", "sermon",
        "filing", "affidavit", "indictment", "complaint", "petition", "posting", "blog", "notice", "bulletin",
        "dispatch", "cable", "transcript", "conversation", "monologue", "session",
    )
)  # fmt: skip
_BEFORE_VENUE = frozenset(("in", "on", "at", "during", "via", "through", "by"))
_TELLING = frozenset(
    ("tell", "inform", "assure", "remind", "advise", "notify", "brief", "reassure", "warn", "promise", "ask")
)
_BROADCAST = frozenset(
    ("television", "tv", "radio", "newspaper", "magazine", "agency", "news", "channel", "daily", "weekly", "network",
     "broadcaster", "outlet", "website", "podcast", "times", "post", "guardian", "reuters", "cnn", "bbc", "ap", "afp")
)  # fmt: skip


_SPAN = 60
"""Tokens on either side of a cue where its circumstances are looked for."""


class Circumstance(NamedTuple):
    """The venue and the addressee as worded, the day, and whoever released the venue ("a video released by Y")."""

    venue: str | None = None
    addressee: str | None = None
    when: Time | None = None
    released_by: tuple[int, int] | None = None


class Dates:
    """The dates of a report by the sentence they stand in, with their tokens."""

    def __init__(self, parsed: Parsed, times: tuple[Time, ...]) -> None:
        self._by: dict[int, list[tuple[int, int, Time]]] = {}
        for time in times:
            if time.offsets is None or time.kind != "date" or (time.start is None and time.end is None):
                continue
            shift = 0 if time.part == "title" else parsed.shift
            lo, hi = parsed.token_range(time.offsets[0] + shift, time.offsets[1] + shift)
            if lo < hi:
                self._by.setdefault(parsed.tokens[lo].sentence, []).append((lo, hi, time))

    def of(self, sentence: int) -> list[tuple[int, int, Time]]:
        """The dates of a sentence, in order."""
        return self._by.get(sentence, [])


def circumstance(parsed: Parsed, draft: Draft, told: Contents, dates: Dates) -> Circumstance:
    """What the cue's clause says of the saying itself."""
    if draft.cue is None or draft.relay is not None:
        return Circumstance()
    tokens = parsed.tokens
    cue = tokens[draft.cue_token]
    outside = _outside(parsed, draft, told)
    place = _venue(parsed, draft, outside)
    addressee = _addressee(parsed, cue, draft)
    venue, released, named = None, None, None
    if place is not None:
        venue = parsed.words(*_worded(parsed, place))
        release = parsed.child(place.i, "acl")
        if release is not None and release.tag == "VBN":
            by = sources.agent(parsed, release.i)
            released = sources.phrase(parsed, by.i) if by is not None else None
    if addressee is not None:
        named = parsed.words(*sources.phrase(parsed, addressee.i))
        if venue is None and any(word in _BROADCAST for word in named.lower().split()):
            venue = named
    return Circumstance(venue, named, _when(parsed, draft, dates, outside), released)


def _outside(parsed: Parsed, draft: Draft, told: Contents) -> list[int]:
    """Tokens of the cue's sentence that stand in no content, except one that the cue itself stands in."""
    tokens = parsed.tokens
    cue = tokens[draft.cue_token]
    sentence = parsed.sentences[cue.sentence]
    end = max(sentence.end, sentence.start + 1)
    pieces = [p for p in told.touching(sentence.start, end) if not p[0] <= cue.start < p[1]]
    pieces.extend((lo, hi, 0) for lo, hi in draft.pieces)
    lo = max(sentence.lo, cue.i - _SPAN)
    hi = min(sentence.hi, cue.i + _SPAN)
    return [i for i in range(lo, hi) if not any(a <= tokens[i].start < b for a, b, _ in pieces)]


def _venue(parsed: Parsed, draft: Draft, outside: list[int]) -> Token | None:
    """The venue noun nearest to the cue, in the cue's sentence and outside the content."""
    tokens = parsed.tokens
    best = None
    for i in outside:
        token = tokens[i]
        if token.dep != "pobj" or token.lower not in _VENUES or tokens[token.head].lower not in _BEFORE_VENUE:
            continue
        if draft.source is not None and draft.source[0] <= i < draft.source[1]:
            continue
        if _under_other_verb(parsed, token, draft.cue_token):
            continue
        if best is None or abs(i - draft.cue_token) < abs(best.i - draft.cue_token):
            best = token
    return best


def _under_other_verb(parsed: Parsed, token: Token, cue: int) -> bool:
    """Whether the phrase hangs on a verb that is neither the cue nor the one the cue hangs on."""
    for above in parsed.ancestors(token.i):
        if above.i == cue:
            return False
        if above.pos in ("VERB", "AUX"):
            return above.i != parsed.tokens[cue].head and above.head != cue and above.tag not in ("VBN", "VBG")
        if above.pos in ("NOUN", "PROPN") and above.dep in ("nsubj", "nsubjpass"):
            return False
    return False


def _worded(parsed: Parsed, place: Token) -> tuple[int, int]:
    """The venue without participles; of its prepositional phrases only "with Time magazine"."""
    lo, hi = noun_phrase(parsed, place.i, conjuncts=False)
    for child in parsed.children(place.i, "prep"):
        if child.lower not in ("with", "of", "to") or child.i > hi:
            return lo, min(hi, child.i) if child.i > place.i else hi
    return lo, hi


def _addressee(parsed: Parsed, cue: Token, draft: Draft) -> Token | None:
    if cue.lemma not in _TELLING or sources.passive(parsed, cue.i):
        return None
    told = parsed.child(cue.i, "dative") or parsed.child(cue.i, "dobj")
    if told is not None and told.pos == "ADP":  # "promised seeds to the farmers"
        told = parsed.child(told.i, "pobj")
    if told is not None and told.dep == "dobj" and draft.rule in _MATTER and _inside(draft, told):
        return None
    if told is not None and told.i > cue.i and told.pos in ("NOUN", "PROPN", "PRON"):
        return told
    return None


_MATTER = frozenset(("said.object", "said.object-clause", "said.figure"))
"""Rules by which the object is what is said, not who is told."""


def _inside(draft: Draft, token: Token) -> bool:
    return any(lo <= token.start < hi for lo, hi in draft.pieces)


_NEAR = 9
"""Tokens between a cue and the day it was said on, at most."""


def _when(parsed: Parsed, draft: Draft, dates: Dates, outside: list[int]) -> Time | None:
    """A date beside the cue: in its clause, outside the content, with no other verb between."""
    tokens = parsed.tokens
    sentence = tokens[draft.cue_token].sentence
    found = dates.of(sentence)
    if not found or not outside:
        return None
    free = set(outside)
    best: tuple[int, Time] | None = None
    for lo, hi, time in found:
        if lo not in free or hi - 1 not in free:
            continue
        between = range(min(hi, draft.cue_token + 1), max(lo, draft.cue_token))
        if len(between) > _NEAR and lo > parsed.sentences[sentence].lo:
            continue
        if len(between) > 2 * _NEAR or any(
            tokens[i].pos == "VERB" and i in free and tokens[i].dep != "amod" for i in between
        ):
            continue
        beside = len(between) <= 1 and not any(tokens[i].pos == "PUNCT" for i in between)
        if not beside and not _dates_cue(parsed, parsed.head_of(lo, hi), draft.cue_token):
            continue
        if best is None or len(between) < best[0]:
            best = (len(between), time)
    return best[1] if best is not None else None


def _dates_cue(parsed: Parsed, day: int, cue: int) -> bool:
    """Whether a date hangs on the cue's verb, one that governs it or its participle, not on another clause."""
    tokens = parsed.tokens
    above = next((token for token in parsed.ancestors(day) if token.pos in ("VERB", "AUX")), None)
    if above is None or above.i == cue:
        return True
    verb = tokens[cue]
    if above.i == verb.head and verb.dep in ("xcomp", "pcomp", "conj", "auxpass"):
        return True
    released = above.dep == "acl" and above.tag == "VBN" and tokens[above.head].dep == "pobj"
    return released and any(token.i == cue for token in parsed.ancestors(above.i))
