"""Where, to whom and when something was said, read from the cue's own clause."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.language import Parsed
from onrecord.language.parsed import Token
from onrecord.language.phrases import noun_phrase
from onrecord.model import Time
from onrecord.said import sources
from onrecord.said.draft import Draft

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


class Circumstance(NamedTuple):
    """The venue and the addressee as worded, the day, and whoever released the venue ("a video released by Y")."""

    venue: str | None = None
    addressee: str | None = None
    when: Time | None = None
    released_by: tuple[int, int] | None = None


def circumstance(parsed: Parsed, draft: Draft, drafts: list[Draft], times: tuple[Time, ...]) -> Circumstance:
    """What the cue's clause says of the saying itself."""
    if draft.cue is None or draft.relay is not None:
        return Circumstance()
    tokens = parsed.tokens
    cue = tokens[draft.cue_token]
    sentence = parsed.sentences[cue.sentence]
    outside = [
        i for i in range(sentence.lo, sentence.hi) if not any(lo <= tokens[i].start < hi for lo, hi in draft.pieces)
    ]
    place = _venue(parsed, draft, outside)
    told_in = [piece for other in drafts for piece in other.pieces if not piece[0] <= cue.start < piece[1]]
    outside = [i for i in outside if not any(lo <= tokens[i].start < hi for lo, hi in told_in)]
    addressee = _addressee(parsed, cue)
    venue, released = None, None
    if place is not None:
        lo, hi = _worded(parsed, place)
        venue = parsed.words(lo, hi)
        release = parsed.child(place.i, "acl")
        if release is not None and release.tag == "VBN":
            by = sources.agent(parsed, release.i)
            released = sources.phrase(parsed, by.i) if by is not None else None
    told = None
    if addressee is not None:
        told = parsed.words(*sources.phrase(parsed, addressee.i))
        if venue is None and any(word in _BROADCAST for word in told.lower().split()):
            venue = told
    return Circumstance(venue, told, _when(parsed, draft, times, outside), released)


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


def _addressee(parsed: Parsed, cue: Token) -> Token | None:
    if cue.lemma not in _TELLING or sources.passive(parsed, cue.i):
        return None
    told = parsed.child(cue.i, "dobj", "dative")
    if told is not None and told.i > cue.i and told.pos in ("NOUN", "PROPN", "PRON"):
        return told
    return None


_NEAR = 9
"""Tokens between a cue and the day it was said on, at most."""


def _when(parsed: Parsed, draft: Draft, times: tuple[Time, ...], outside: list[int]) -> Time | None:
    """A date beside the cue: in its clause, outside the content, with no other verb between."""
    if not times or not outside:
        return None
    tokens = parsed.tokens
    free = set(outside)
    best: tuple[int, Time] | None = None
    for time in times:
        if time.offsets is None or time.kind != "date" or (time.start is None and time.end is None):
            continue
        shift = 0 if time.part == "title" else parsed.shift
        lo, hi = parsed.token_range(time.offsets[0] + shift, time.offsets[1] + shift)
        if lo >= hi or lo not in free or hi - 1 not in free:
            continue
        between = range(min(hi, draft.cue_token + 1), max(lo, draft.cue_token))
        if len(between) > _NEAR and lo > parsed.sentences[tokens[lo].sentence].lo:
            continue
        if len(between) > 2 * _NEAR or any(
            tokens[i].pos == "VERB" and i in free and tokens[i].dep != "amod" for i in between
        ):
            continue
        if best is None or len(between) < best[0]:
            best = (len(between), time)
    return best[1] if best is not None else None
