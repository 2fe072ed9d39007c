"""Where place names stand in a report: the longest name at each place, with its class word and its cue."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.language import Parsed, Token
from onrecord.where.atlas import Atlas, Spot
from onrecord.where.cues import call_for_place, class_word
from onrecord.where.named import STRONG, Named
from onrecord.where.others import Taken, headline_case, is_tail, runs_on, shouts
from onrecord.where.unlisted import called_place, run_end
from onrecord.where.words import abbreviations, words

_ATTRIBUTIVE = frozenset(("us", "uk", "usa", "gulf"))
_MODIFIERS = frozenset(("compound", "amod", "nmod", "poss", "npadvmod"))


def names(parsed: Parsed, atlas: Atlas, taken: Taken, tails: set[str]) -> Iterator[Named]:
    """Every place name of a report that is not a piece of some other name, from the left.

    Args:
        parsed: the parsed report.
        atlas: the names that are known.
        taken: persons' and organisations' names, inside which no place is read.
        tails: filled with the names seen at the end of a person's ("Jack London").
    """
    tokens = parsed.tokens
    before: Named | None = None
    called: dict[str, Spot] = {}
    for sentence in parsed.sentences:
        at = sentence.lo
        while at < sentence.hi:
            short = _abbreviation(parsed, at, before, atlas)
            if short is not None:
                yield short
                before = short
                at = short.hi
                continue
            found = atlas.longest(tokens, at, sentence.hi)
            if found is not None:
                hi, key = found
                named = _name(parsed, at, hi, key, atlas, before)
                if named is not None and named.lo == at and is_tail(parsed, at, named.spots, before):
                    tails.add(key)
                    named = None
            elif _may_be_unlisted(parsed, at, sentence.lo) and not headline_case(parsed, sentence.i):
                named = _unlisted(parsed, at, sentence.hi, atlas, called)
                hi = at + 1
            else:
                at += 1
                continue
            if named is not None and not taken.holds(parsed, named):
                yield named
                before = named
            at = max(hi, named.hi if named else hi)


def _abbreviation(parsed: Parsed, at: int, before: Named | None, atlas: Atlas) -> Named | None:
    """An American state shortened after its town or party: "Buffalo, N.Y.", "Buffalo, NY", "(D-Calif.)"."""
    tokens = parsed.tokens
    after_town = before is not None and before.hi == at - 1 and tokens[at - 1].text == ","
    after_party = at > 1 and tokens[at - 1].text in ("-", "–") and tokens[at - 2].text in ("D", "R", "I", "L")
    bracketed = (
        at > 0 and at + 1 < len(tokens) and tokens[at - 1].text == "(" and tokens[at + 1].text == ")"
        and tokens[at].text.endswith(".")
    )  # fmt: skip
    after_party = after_party or bracketed
    alone = tokens[at].text in ("DC", "D.C.") and at > 0 and tokens[at].head != at + 1
    if not (after_town or after_party or alone) or not tokens[at].text[0].isupper():
        return None
    hi = at + 1
    if hi < len(tokens) and tokens[hi].text == "." and f"{tokens[at].text}." in abbreviations():
        hi += 1
    code = abbreviations().get(parsed.words(at, hi)) or abbreviations().get(tokens[at].text)
    spot = atlas.regions.get(code) if code else None
    why = "after its town" if after_town else "after a party" if after_party else "the district's letters"
    return Named(at, hi, (at, hi), str(code), (spot,), "state", STRONG, why) if spot else None


def _may_be_unlisted(parsed: Parsed, at: int, first: int) -> bool:
    """Whether a name may begin here: a proper noun, or any capital after "village of"."""
    token = parsed.tokens[at]
    if token.pos == "PROPN":
        return True
    after_of = at >= first + 2 and token.text[0].isupper() and parsed.tokens[at - 1].lower == "of"
    return after_of and parsed.tokens[at - 2].text in words().pre_class


def _unlisted(parsed: Parsed, at: int, end: int, atlas: Atlas, called: dict[str, Spot]) -> Named | None:
    """A place that no table knows: one that the words beside it call so, or did before."""
    place = called_place(parsed, at, end, atlas)
    if place is None:
        hi = run_end(parsed.tokens, at, end) if called else at
        spot = called.get(parsed.words(at, hi)) if hi > at else None
        if spot is None or (at and parsed.tokens[at - 1].text[0].isupper() and parsed.tokens[at - 1].pos == "PROPN"):
            return None
        return Named(at, hi, (at, hi), spot.name, (spot,), "", STRONG, "called a place before")
    lo, hi, core_lo, core_hi, word, spot = place
    key = parsed.words(core_lo, core_hi)
    called.setdefault(key, spot)
    return Named(lo, hi, (core_lo, core_hi), key, (spot,), word, STRONG, f"called a {word}")


def _name(parsed: Parsed, lo: int, hi: int, key: str, atlas: Atlas, before: Named | None) -> Named | None:
    spots = atlas.spots(key)
    if key in words().calendar or not _written_as_name(parsed, lo, hi, key, spots):
        return None
    named = Named(lo, hi, (lo, hi), key, spots)
    class_word(parsed, named)
    if runs_on(parsed, named.hi, atlas):
        return None
    call_for_place(parsed, named, before)
    definite = lo and parsed.tokens[lo - 1].lower == "the" and parsed.tokens[hi - 1].dep not in _MODIFIERS
    if definite and not named.word and all(spot.kind == "city" for spot in spots) and not key.startswith("the "):
        return None  # "the Bern": towns take no article
    return named


def _written_as_name(parsed: Parsed, lo: int, hi: int, key: str, spots: tuple[Spot, ...]) -> bool:
    """Whether the letters' case is that of this name: "US" but not "us", "Chad" but not "CHAD" for an acronym."""
    token = parsed.tokens[lo]
    if hi == lo + 1 and token.text[-1] == "." and token.text.count(".") == 1:
        return False  # "Ala." is short for something
    if key in ("united states", "united kingdom") and _modifies(parsed, parsed.tokens[hi - 1]):
        return False
    if hi > lo + 1 or len(key) > 4:
        return True
    if key == "gulf":
        return not _modifies(parsed, token)
    if all(spot.kind == "country" for spot in spots) and not any(spot.name.lower() == key for spot in spots):
        if not token.text.isupper() or (key == "us" and "." not in token.text and shouts(parsed, token.sentence)):
            return False
        if key in _ATTRIBUTIVE:
            return not _modifies(parsed, token)
    return True


def _modifies(parsed: Parsed, token: Token) -> bool:
    """Whether "U.S." is the adjective of the next noun ("U.S. officials"), as a demonym would be."""
    following = parsed.tokens[token.i + 1] if token.i + 1 < len(parsed.tokens) else None
    if following is None or following.tag == "POS":
        return False
    plain = following.pos == "NOUN" and following.text.islower() and token.dep == "conj"  # "US and UK citizens"
    return following.text == "-" or plain or (token.dep in ("compound", "amod", "nmod") and token.head > token.i)
