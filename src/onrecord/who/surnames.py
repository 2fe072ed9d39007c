"""Whether a surname alone can mean a person of the tables.

A person whom the report names in full always comes first. A surname that stands alone all through needs strong
evidence: a title that fits, the highest office on the report's day, or the country in the same sentence. Without it
the reading abstains and names the candidate, since a wrong person is worse than none.
"""

from __future__ import annotations

from collections.abc import Container
from difflib import SequenceMatcher

from onrecord.codebook.gazetteer import fold
from onrecord.codebook.offices import (
    Office,
    by_ends,
    given_names,
    noted_by_surname,
    person,
    short_names,
    standing,
)  # fmt: skip
from onrecord.who.modifiers import TIME_WORDS
from onrecord.who.runs import HONORIFICS, bare, name_parts
from onrecord.who.scene import Phrase, Scene

_ALIKE = 0.72
"""How alike two spellings of a given name must be ("Stefan", "Staffan" are 0.77; "Nasr", "Saad" 0.5)."""
SHORTEST = 5
"""Letters that a given name needs before another spelling of it counts ("John" and "Joan" are two names)."""
_RANKS = {"sen.": "LEG", "rep.": "LEG", "senator": "LEG", "gov.": "GOV", "gen.": "MIL"}
_RULES = frozenset(("administration", "government", "regime", "presidency", "cabinet"))
"""What only a head of state or government has: "the Obama administration"."""


class Surnames:
    """The surnames of one report and who else in it bears them."""

    def __init__(self, scene: Scene, runs: list[tuple[int, int]]) -> None:
        self._scene = scene
        self._full: dict[str, list[tuple[str, ...]]] = {}
        for lo, hi in runs:
            parts = name_parts(scene, lo, hi)
            if len(parts) > 1:
                self._full.setdefault(bare(parts[-1]), []).append(parts)

    def spelled(self, parts: tuple[str, ...]) -> str | None:
        """The one known person whose full name this is in another spelling or length ("Stefan de Mistura").

        Noted people and heads of state and government; in a phrase by itself anybody of the tables.
        """
        if len(parts) < 2:
            return None
        found = [key for key in noted_by_surname().get(bare(parts[-1]), ()) if _alike(parts, key)]
        if not found and len(parts) > 2:
            found = [
                key
                for key in by_ends().get((parts[0], bare(parts[-1])), ())
                if _same_parts(parts, key) and (self._scene.alone or any(o.rank == 0 for o in person(key).offices))
            ]
        return found[0] if len(found) == 1 else None

    def named_otherwise(self, parts: tuple[str, ...]) -> bool:
        """Whether the report gives this surname another first name that is one ("Oscar-winner Dal", "Ana Dal")."""
        return any(other != parts and other[0] in given_names() for other in self._full.get(bare(parts[-1]), ()))

    def candidates(self, short: str) -> tuple[str, ...]:
        """The noted people whom a surname can mean, but nobody where the report names a namesake in full."""
        if short in TIME_WORDS:
            return ()
        keys = noted_by_surname().get(bare(short), ()) or noted_by_surname().get(short, ())
        others = self._full.get(bare(short), ())
        return tuple(key for key in keys if not others or any(_alike(parts, key) for parts in others))

    def meant(self, short: str, keys: tuple[str, ...], lo: int, title: Phrase | None) -> str | None:
        """The one candidate that the evidence leaves no doubt of."""
        before = self._scene.tokens[lo - 1].lower if lo else ""
        gender = HONORIFICS.get(before, "")
        keys = tuple(key for key in keys if not gender or person(key).gender in ("", gender))
        titled = [key for key in keys if _holds(key, title) or _ranked(key, before)]
        if titled:
            return titled[0] if len(titled) == 1 else None
        if lo + 1 < len(self._scene.tokens) and self._scene.tokens[lo + 1].lower in _RULES:
            heads = [key for key in keys if any(office.rank == 0 for office in person(key).offices)]
            if len(heads) == 1:
                return heads[0]
        if title is not None and title.iso3:
            keys = tuple(key for key in keys if person(key).iso3 in title.iso3)
            return keys[0] if len(keys) == 1 and short_names().get(short) == keys[0] else None
        if short not in short_names() and bare(short) not in short_names():
            return None
        top = [k for k in keys if any(o.rank == 0 for o in self._offices(k))]
        if len(top) == 1 and (short_names().get(short) == top[0] or len(keys) == 1):
            common = short in given_names()
            return top[0] if not common or self._named(top[0], 0, len(self._scene.tokens)) else None
        known = short_names().get(short)
        if known not in keys or len(top) > 1:
            return None
        bounds = self._scene.parsed.sentences[self._scene.tokens[lo].sentence]
        return known if self._named(known, bounds.lo, bounds.hi) else None

    def _offices(self, key: str) -> tuple[Office, ...]:
        """What a person holds on the report's day; in a report without a day, all that the person ever held."""
        return standing(key, self._scene.date).held if self._scene.date else person(key).offices

    def _named(self, key: str, lo: int, hi: int) -> bool:
        """Whether the country of a person is named between two tokens."""
        code = person(key).iso3
        return any(s is not None and s.iso3 == code for s in self._scene.cover[lo:hi]) or len(self._scene.tokens) == 1


def opening(scene: Scene, known: Container[str]) -> list[int]:
    """Surnames of the report that open a sentence as its subject and that the parser took for common nouns.

    "Sanders has won": the capital says nothing there, so the surname must be known and its small form unseen.
    """
    tokens = scene.tokens
    small = {token.text for token in tokens if token.text.islower()}
    found = []
    for sentence in scene.parsed.sentences:
        for i in range(sentence.lo, min(sentence.lo + 2, sentence.hi)):
            token = tokens[i]
            if i > sentence.lo and tokens[i - 1].pos != "PUNCT":
                break
            if scene.cover[i] is not None or i in scene.phrases or token.pos not in ("NOUN", "PROPN", "VERB", "ADJ"):
                continue
            if (
                token.dep not in ("nsubj", "nsubjpass", "poss")
                or not token.text.istitle()
                or len(token.text) < SHORTEST
            ):
                continue
            if fold(token.text) in known and token.lower not in small:
                found.append(i)
    return found


def _alike(parts: tuple[str, ...], key: str) -> bool:
    """Whether a full name of the report can be this person's: the given names are spelled alike."""
    own = fold(person(key).name).split()
    if bare(own[-1]) != bare(parts[-1]) or len(own) < 2:
        return False
    if own[0] == parts[0] or parts[0].rstrip(".") == own[0][:1]:
        return True
    gender = given_names().get(parts[0], "")
    if own[0][:1] != parts[0][:1] or min(len(own[0]), len(parts[0])) < SHORTEST:
        return False
    if gender in ("m", "f") and person(key).gender not in ("", gender):
        return False
    whole = (" ".join(own[:-1]).replace("-", " "), " ".join(parts[:-1]).replace("-", " "))
    return any(SequenceMatcher(None, one, two).ratio() >= _ALIKE for one, two in ((own[0], parts[0]), whole))


def _same_parts(parts: tuple[str, ...], key: str) -> bool:
    """Whether the parts of the shorter of two names stand, in order and spelled alike, in the longer."""
    own = tuple(bare(part) for part in fold(person(key).name).split())
    short, long = sorted((own, tuple(bare(part) for part in parts)), key=len)
    left = iter(long)
    return len(short) > 1 and all(
        any(SequenceMatcher(None, part, other).ratio() >= _ALIKE for other in left) for part in short
    )


def _holds(key: str, title: Phrase | None) -> bool:
    """Whether a title in the text is an office that the person holds or has held."""
    if title is None:
        return False
    row = person(key)
    if title.iso3 and row.iso3 not in title.iso3 and not any(o.iso3 in title.iso3 for o in row.offices):
        return False
    word = title.noun.word
    return any(
        office == word or office.endswith(" " + word) or office.startswith((word + " of ", word + " for "))
        for office in (office.title.lower() for office in row.offices)
    )


def _ranked(key: str, word: str) -> bool:
    sector = _RANKS.get(word)
    return sector is not None and any(sector in office.sectors for office in person(key).offices)
