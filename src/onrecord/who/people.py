"""Names of people: known ones by the tables, unknown ones by title, apposition, given name or verb of speech."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from onrecord.codebook.gazetteer import fold
from onrecord.codebook.offices import (
    first_surnames,
    full_names,
    given_names,
    is_noted,
    person,
    short_names,
    standing,
)
from onrecord.language import Token
from onrecord.model import Role
from onrecord.who.lexicon import place_iso3, words
from onrecord.who.modifiers import TIME_WORDS
from onrecord.who.phrases import settle_former
from onrecord.who.scene import Draft, Phrase, Scene, Sighting

_HONORIFICS = {
    "mr": "m", "mr.": "m", "mrs": "f", "mrs.": "f", "ms": "f", "ms.": "f", "miss": "f", "sir": "m", "dame": "f",
    "lady": "f", "lord": "m", "dr": "", "dr.": "", "prof.": "", "prof": "", "rev.": "", "rev": "", "hon.": "",
    "baroness": "f", "baron": "m", "sen.": "", "rep.": "", "gov.": "", "gen.": "", "lt.": "", "col.": "", "maj.": "",
    "capt.": "", "sgt.": "", "adm.": "", "cmdr.": "", "brig.": "", "sheikh": "m", "shaikh": "m", "mullah": "m",
    "ayatollah": "m", "imam": "m", "pope": "m", "king": "m", "queen": "f", "prince": "m", "princess": "f",
    "emir": "m", "sultan": "m", "sheikha": "f", "haji": "m", "madame": "f", "monsieur": "m", "herr": "m", "frau": "f",
}  # fmt: skip
_RANK_SECTORS = {
    "gen.": "MIL", "lt.": "MIL", "col.": "MIL", "maj.": "MIL", "capt.": "MIL", "adm.": "MIL", "cmdr.": "MIL",
    "brig.": "MIL", "sgt.": "MIL", "sen.": "LEG", "rep.": "LEG", "gov.": "GOV",
}  # fmt: skip
_SUFFIXES = frozenset(("jr.", "jr", "sr.", "sr", "ii", "iii", "iv"))
_INITIAL = re.compile(r"^(?:[A-Z]\.)+$|^[A-Z]$")
_PERSONAL = frozenset((
    "office", "person", "inherit", "speaks", "rank", "minister", "leader", "regional", "title", "expert", "force",
    "officer", "crowd", "protest", "someone", "partisan", "fighter", "allies", "source",
))  # fmt: skip

_NO_TITLES = frozenset(("national", "local", "public", "people", "family", "crowd", "population", "community", "staff"))


@dataclass(slots=True)
class Bearer:
    """A person of the report: name parts, and what the report says of him or her."""

    key: str
    parts: tuple[str, ...]
    first: int
    table: str | None = None
    gender: str = ""
    short_since: int = 10**9
    phrases: list[Phrase] = field(default_factory=list)
    ranks: set[str] = field(default_factory=set)

    def shorts(self) -> set[str]:
        """Folded wordings that may stand for the full name later on."""
        parts = self.parts
        found = {" ".join(parts[i:]) for i in range(1, len(parts))}
        found = {short for short in found if short not in _SUFFIXES and len(short) > 1}
        for suffix in [s for s in found if s.split()[-1] in _SUFFIXES]:
            found.add(" ".join(suffix.split()[:-1]))
        if parts[0] in first_surnames() and len(parts) > 1:
            found.add(parts[0])
        found |= {
            short.split(" ", 1)[1] for short in found if short.split(" ")[0] in ("al", "el", "-") and " " in short
        }
        return {short.replace("- ", "").strip() for short in found} | found


class People:
    """Finds the people of one report; fills cover, phrases and drafts of its scene."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._tokens = scene.tokens
        self._bearers: dict[str, Bearer] = {}
        self._by_short: dict[str, list[Bearer]] = {}
        self._titled = _headlines(scene)
        self._ends = {phrase.hi: phrase for phrase in scene.phrases.values()}
        self._alone: dict[str, list[int]] = {}
        for token in scene.tokens:
            if token.pos == "PROPN":
                self._alone.setdefault(token.text, []).append(token.i)

    def find(self) -> None:
        """Full names first over the whole report, then surnames alone."""
        runs = self._runs()
        body = [run for run in runs if not self._titled[self._tokens[run[0]].sentence]]
        for lo, hi in body:
            self._full(lo, hi)
        self._surnames_like_roles()
        for lo, hi in runs:
            if self._scene.cover[lo] is None:
                self._short(lo, hi)
        self._draft()

    # runs of name-like parts

    def _runs(self) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        heads = {i for p in self._scene.phrases.values() for i in range(p.first, p.head + 1) if not self._is_surname(i)}
        for sentence in self._scene.parsed.sentences:
            at = sentence.lo
            while at < sentence.hi:
                hi = self._run_end(at, sentence.lo, sentence.hi, heads)
                if hi > at:
                    found.append((at, hi))
                    at = hi
                else:
                    at += 1
        return found

    def _surnames_like_roles(self) -> None:
        """ "King said ..." after "Laura King": the bare role noun is the family name."""
        for head, phrase in sorted(self._scene.phrases.items()):
            token = self._tokens[head]
            bare = phrase.lo == phrase.first == head and phrase.hi == head + 1 and token.text[0].isupper()
            if bare and token.pos == "PROPN" and len(self._by_short.get(fold(token.text), ())) == 1:
                del self._scene.phrases[head]
                self._cover(head, head + 1, self._by_short[fold(token.text)][0], None)

    def _is_surname(self, i: int) -> bool:
        """Whether a role noun is somebody's family name: "Stephen King", "John Major"."""
        token = self._tokens[i]
        if not token.text[0].isupper() or i == 0:
            return False
        before = self._tokens[i - 1]
        if (
            fold(before.text) not in given_names()
            or self._scene.cover[i - 1] is not None
            or i - 1 in self._scene.phrases
        ):
            return False
        after = self._tokens[i + 1] if i + 1 < len(self._tokens) else None
        return after is None or after.pos != "PROPN"

    def _run_end(self, lo: int, first: int, end: int, heads: set[int]) -> int:
        if lo in heads or self._scene.cover[lo] is not None or not self._name_like(lo, first):
            return lo
        at = lo + 1
        while at < end and at not in heads and self._scene.cover[at] is None:
            if self._name_like(at, first):
                at += 1
                continue
            token = self._tokens[at]
            nxt = at + 1
            joins = token.text == "-" or (token.lower in words("particle") and not token.text.isupper())
            if joins:
                while nxt < end and (self._tokens[nxt].text == "-" or self._tokens[nxt].lower in words("particle")):
                    nxt += 1
            else:
                break
            if nxt < end and nxt not in heads and self._scene.cover[nxt] is None:
                word = self._tokens[nxt]
                if word.text[0].isupper() or (
                    token.text == "-" and word.text.isalpha() and at == lo + 1 + (at - lo - 1)
                ):
                    at = nxt + 1
                    continue
            break
        return at

    def _name_like(self, i: int, first: int) -> bool:
        token = self._tokens[i]
        text = token.text
        if not text[0].isupper() or not any(char.isalpha() for char in text):
            return False
        if token.lower in TIME_WORDS and not (token.pos == "PROPN" and token.lower in ("may", "april", "june")):
            return False
        if token.lower in _SUFFIXES:
            return True
        if token.lower in _HONORIFICS and not self._is_surname(i):
            return False
        if _INITIAL.match(text) and text != "I":
            return i + 1 < len(self._tokens) and self._tokens[i + 1].text[:1].isupper()
        if len(text) > 1 and text.isupper() and len(text) <= 5 and not self._titled[token.sentence]:
            return False
        if i == first or self._tokens[i - 1].text in ("“", '"', "‘", "'", ":", "—", "("):
            return token.pos == "PROPN" or (fold(text) in given_names() and token.pos in ("NOUN", "ADJ", "X", "INTJ"))
        return token.pos in ("PROPN", "NOUN", "ADJ", "X", "VERB", "INTJ", "ADV") and token.tag not in ("PRP", "WP")

    # full names

    def _full(self, lo: int, hi: int) -> None:
        at = lo
        while at < hi:
            match = full_names().longest(self._tokens, at, hi)
            if match is not None and match.hi - match.lo > 1 and match.hi == hi:
                self._known(match.lo, match.hi, match.values)
                return
            at += 1
        parts = self._words(lo, hi)
        title = self._title(lo)
        if title is None and (" ".join(parts) in self._by_short or " ".join(parts) in short_names()):
            return
        if parts[-1] in words("not_person") or any(word in ("of",) for word in parts):
            return
        if title is not None or self._honorific(lo):
            if hi - lo >= 2 or (title is not None and not self._elsewhere(parts)):
                self._take(lo, hi, parts, None, title)
            return
        partner = self._apposed(lo, hi)
        if partner is not None and (hi - lo >= 2):
            self._take(lo, hi, parts, None, partner)
            return
        if hi - lo < 2 or (hi - lo == 2 and len(parts) == 1):
            return
        if parts[0] in given_names() or (parts[0] in first_surnames() and len(parts) in (2, 3)):
            if place_iso3(self._scene.parsed.words(lo, hi)) is None or self._speaks(lo, hi):
                self._take(lo, hi, parts, None, None)
        elif (self._speaks(lo, hi) or self._aged(hi) or self._recurs(parts, lo, hi)) and place_iso3(
            self._scene.parsed.words(lo, hi)
        ) is None:
            self._take(lo, hi, parts, None, None)

    def _elsewhere(self, parts: tuple[str, ...]) -> bool:
        """Whether a surname alone belongs to somebody named in full somewhere in the report."""
        short = " ".join(parts)
        if short in short_names():
            return True
        tokens = self._tokens
        return any(
            i and tokens[i - 1].pos == "PROPN" and fold(tokens[i - 1].text) in given_names()
            for text in (parts[-1].title(), parts[-1].upper())
            for i in self._alone.get(text, ())
        )

    def _known(self, lo: int, hi: int, keys: tuple[str, ...]) -> None:
        parts = self._words(lo, hi)
        title = self._title(lo) or self._apposed(lo, hi)
        stated = set(title.iso3) if title else set()
        likely = [key for key in dict.fromkeys(keys) if self._fits(key, stated)]
        self._take(lo, hi, parts, likely[0] if len(likely) == 1 else None, title)

    def _fits(self, key: str, stated: set[str]) -> bool:
        """Whether the report can mean the person of the table rather than a namesake."""
        row = person(key)
        if stated and row.iso3:
            return (
                row.iso3 in stated
                or any(office.iso3 in stated for office in row.offices)
                or row.iso3 in ("UNO", "EUR", "IGO")
            )
        if is_noted(key) or any(office.rank == 0 for office in row.offices):
            return True
        return any(s is not None and s.iso3 == row.iso3 for s in self._scene.cover)

    def _words(self, lo: int, hi: int) -> tuple[str, ...]:
        """The name's parts, folded, hyphens joined as in "jong-un"."""
        parts: list[str] = []
        glue = False
        for token in self._tokens[lo:hi]:
            if token.text in ("-", "–"):
                glue = True
            elif glue and parts:
                parts[-1] += "-" + fold(token.text)
                glue = False
            else:
                parts.append(fold(token.text))
        return tuple(parts)

    def _title(self, lo: int) -> Phrase | None:
        """The role phrase that stands right before a name, or before the name coordinated with it."""
        at = lo - 1
        if at > 0 and self._tokens[at].lower in ("and", ","):
            shared = self._scene.cover[at - 1] if self._tokens[at - 1].text != "," else self._scene.cover[at - 2]
            bearer = self._bearers.get(shared.key or "") if shared is not None else None
            if bearer is not None and bearer.phrases and bearer.phrases[-1].plural and shared is not None:
                return bearer.phrases[-1] if lo - shared.hi <= 2 and bearer.phrases[-1].hi <= lo else None
            return None
        while at >= 0 and self._tokens[at].lower in _HONORIFICS and self._tokens[at].lower not in ("king", "queen"):
            at -= 1
        phrase = self._scene.phrases.get(at)
        if phrase is None or phrase.noun.kind not in _PERSONAL or phrase.head != at:
            phrase = self._ends.get(at + 1)
            if phrase is not None and (phrase.head < at - 3 or phrase.noun.kind not in _PERSONAL):
                phrase = None
        if phrase is None or self._tokens[phrase.head].sentence != self._tokens[lo].sentence:
            return None
        if phrase.noun.word in _NO_TITLES:
            return None
        if self._tokens[phrase.head].head < phrase.lo and self._tokens[lo].dep not in ("appos", "compound", "nmod"):
            name_head = self._name_head(lo)
            if self._tokens[phrase.head].pos != "PROPN" and not (phrase.lo <= self._tokens[name_head].head < lo):
                return None
        return phrase

    def _name_head(self, lo: int) -> int:
        at = lo
        while at + 1 < len(self._tokens) and self._tokens[at].head == at + 1:
            at += 1
        return at

    def _honorific(self, lo: int) -> bool:
        return lo > 0 and self._tokens[lo - 1].lower in _HONORIFICS

    def _speaks(self, lo: int, hi: int) -> bool:
        """Whether the name is the subject of a verb that only people govern."""
        for token in self._tokens[lo:hi]:
            if token.dep in ("nsubj", "nsubjpass") and self._tokens[token.head].lemma in words("speech"):
                return True
        return False

    def _apposed(self, lo: int, hi: int) -> Phrase | None:
        """The role phrase beside the name: "Tal Oren, the minister," or "the minister, Tal Oren,"."""
        tokens = self._tokens
        if hi + 1 < len(tokens) and tokens[hi].text == ",":
            for start in range(hi + 1, min(hi + 12, len(tokens))):
                phrase = self._scene.phrases.get(start)
                if phrase is not None:
                    near = phrase.lo <= hi + 1 or all(
                        tokens[i].pos in ("DET", "ADJ", "PROPN", "NOUN", "PART", "ADV", "NUM", "PUNCT", "VERB", "PRON")
                        and tokens[i].text != ","
                        for i in range(hi + 1, phrase.lo)
                    )
                    if near and phrase.noun.kind in _PERSONAL and not phrase.plural and self._closes(phrase, lo):
                        return phrase
                    if phrase.noun.kind in _PERSONAL or not near:
                        break
                if tokens[start].text in (",", ".", ";") or tokens[start].pos in ("AUX", "SCONJ"):
                    break
        if lo > 1 and tokens[lo - 1].text == ",":
            before = self._ends.get(lo - 1)
            fits = before is not None and before.noun.kind in _PERSONAL and not before.plural
            if fits and tokens[self._name_head(lo)].dep != "conj":
                return before
        return None

    def _closes(self, phrase: Phrase, lo: int) -> bool:
        """Whether an apposition after a name is one: its head hangs on the name, or a comma or stop follows."""
        tokens = self._tokens
        head = tokens[phrase.head]
        if head.dep == "appos":
            return True
        if head.dep in ("nsubj", "nsubjpass", "conj"):
            return False
        at = phrase.hi
        return at >= len(tokens) or tokens[at].text in (",", ".", ";", "—", "-", ")", "“", '"') or head.head < head.i

    # taking a name

    def _take(self, lo: int, hi: int, parts: tuple[str, ...], table: str | None, title: Phrase | None) -> None:
        bearer = self._same(parts, table)
        if bearer is None:
            key = "person:" + (table or "-".join(re.sub(r"[^\w-]", "", word) for word in parts))
            bearer = Bearer(key, parts, lo, table)
            self._bearers[key] = bearer
            for short in sorted(bearer.shorts()):
                self._by_short.setdefault(short, []).append(bearer)
        elif table is not None and bearer.table is None:
            bearer.table = table
        self._cover(lo, hi, bearer, title)

    def _same(self, parts: tuple[str, ...], table: str | None) -> Bearer | None:
        if table is not None and f"person:{table}" in self._bearers:
            return self._bearers[f"person:{table}"]
        for bearer in self._bearers.values():
            if bearer.parts == parts or (
                bearer.parts[0] == parts[0] and bearer.parts[-1] == parts[-1] and min(len(parts), len(bearer.parts)) > 1
            ):
                return bearer
        return None

    def _cover(self, lo: int, hi: int, bearer: Bearer, title: Phrase | None) -> None:
        scene, tokens = self._scene, self._tokens
        if hi < len(tokens) and tokens[hi].lower in _SUFFIXES:
            hi += 1
        if lo and tokens[lo - 1].lower in _HONORIFICS:
            bearer.gender = bearer.gender or _HONORIFICS[tokens[lo - 1].lower]
            if tokens[lo - 1].lower in _RANK_SECTORS:
                bearer.ranks.add(_RANK_SECTORS[tokens[lo - 1].lower])
        sighting = Sighting(lo, hi, bearer.key, "", "person", None, (), "person")
        for i in range(lo, hi):
            scene.cover[i] = sighting
        if title is not None:
            if not title.plural:
                title.entity = bearer.key
            bearer.phrases.append(title)
            bearer.gender = bearer.gender or title.noun.gender

    # surnames alone

    def _short(self, lo: int, hi: int) -> None:
        parts = self._words(lo, hi)
        while parts and parts[-1] == "'s":
            parts = parts[:-1]
        short = " ".join(parts)
        known = self._same(parts, None) if len(parts) > 1 else None
        if known is not None:
            self._cover(lo, hi, known, self._title(lo))
            return
        bearers = self._by_short.get(short, [])
        title = self._title(lo)
        if (not bearers and len(parts) == 1) or (not bearers and short in short_names()):
            key = short_names().get(short)
            if key is not None and self._famous(key, lo, hi, title):
                bearers = [self._from_table(key, lo)]
        if not bearers and full_names().longest(self._tokens, lo, hi) and self._titled[self._tokens[lo].sentence]:
            match = full_names().longest(self._tokens, lo, hi)
            if match is not None and match.hi - match.lo > 1 and is_noted(match.values[0]):
                self._known(match.lo, match.hi, match.values[:1])
                return
        if len(bearers) > 1:
            bearers = self._pick(bearers, lo, title)
        if len(bearers) == 1:
            bearers[0].short_since = min(bearers[0].short_since, lo)
            self._cover(lo, hi, bearers[0], title)
        elif len(bearers) > 1:
            names = ", ".join(person(b.table).name if b.table else " ".join(b.parts) for b in bearers)
            self._scene.abstain((lo, hi), f"two candidates: {names}")
            sighting = Sighting(lo, hi, None, short, "person", None, (), "person", others=tuple(b.key for b in bearers))
            for i in range(lo, hi):
                self._scene.cover[i] = sighting
        elif self._honorific(lo) or (
            title is not None and title.noun.kind in ("office", "rank", "minister", "regional")
        ):
            self._take(lo, hi, parts, None, title)

    def _famous(self, key: str, lo: int, hi: int, title: Phrase | None) -> bool:
        """Whether a surname alone can mean the person of the table: in office, titled, or the country is named."""
        if not self._fits(key, set(title.iso3) if title else set()) or self._aged(hi):
            return False
        if title is not None or any(office.rank == 0 for office in standing(key, self._scene.date).held):
            return True
        code = person(key).iso3
        return any(s is not None and s.iso3 == code for s in self._scene.cover) or len(self._tokens) == hi - lo

    def _aged(self, hi: int) -> bool:
        """An age after a name: "Mira Rojkan, 22,"."""
        tokens = self._tokens
        return (
            hi + 2 < len(tokens)
            and tokens[hi].text == ","
            and tokens[hi + 1].text.isdigit()
            and len(tokens[hi + 1].text) <= 3
            and tokens[hi + 2].text in (",", ".", ";")
        )

    def _recurs(self, parts: tuple[str, ...], lo: int, hi: int) -> bool:
        """Whether the last word of a name stands alone elsewhere as a name, as surnames do."""
        last = self._tokens[hi - 1].text
        if len(last) < 4:
            return False
        for i in self._alone.get(last, ()):
            if not lo <= i < hi:
                token, before = self._tokens[i], self._tokens[i - 1] if i else None
                alone = before is None or before.pos != "PROPN"
                if alone and token.dep in ("nsubj", "nsubjpass", "poss", "conj", "pobj", "dobj", "agent"):
                    return True
        return False

    def _from_table(self, key: str, lo: int) -> Bearer:
        full = f"person:{key}"
        bearer = self._bearers.get(full)
        if bearer is None:
            parts = tuple(fold(word) for word in person(key).name.split())
            bearer = self._bearers[full] = Bearer(full, parts, lo, key)
            for short in sorted(bearer.shorts()):
                self._by_short.setdefault(short, []).append(bearer)
        return bearer

    def _pick(self, bearers: list[Bearer], lo: int, title: Phrase | None) -> list[Bearer]:
        """One bearer of a surname by title, gender, or because the short name stood for that one already."""
        gender = _HONORIFICS.get(self._tokens[lo - 1].lower, "") if lo else ""
        if gender:
            bearers = [b for b in bearers if self._gender(b) in ("", gender)] or bearers
        if title is not None:
            same = [b for b in bearers if any(p.noun.word == title.noun.word for p in b.phrases)]
            bearers = same or bearers
        before = [b for b in bearers if b.first <= lo] or bearers
        if len(before) > 1:
            settled = [b for b in before if b.short_since < max(other.first for other in before)]
            if len(settled) == 1:
                return settled
        return before

    def _gender(self, bearer: Bearer) -> str:
        if bearer.table and person(bearer.table).gender:
            return person(bearer.table).gender
        if bearer.gender:
            return bearer.gender
        kind = given_names().get(bearer.parts[0], "") if bearer.parts[0] not in first_surnames() else ""
        return kind if kind in ("m", "f") and len(bearer.parts) > 1 else ""

    # drafting

    def _draft(self) -> None:
        """Entities of the people, with country, sectors and roles as of the report's day."""
        for bearer in self._bearers.values():
            for phrase in bearer.phrases:
                settle_former(phrase)
            self._scene.drafts[bearer.key] = self._entity(bearer)
            self._scene.drafts[bearer.key].gender = self._gender(bearer)

    def _entity(self, bearer: Bearer) -> Draft:
        said = [phrase for phrase in bearer.phrases if phrase.sectors or phrase.iso3]
        stated = next((code for phrase in said for code in phrase.iso3), None)
        name = person(bearer.table).name if bearer.table else self._written(bearer)
        iso3, roles = stated, list[Role]()
        sectors: tuple[str, ...] = ()
        if bearer.table:
            held = standing(bearer.table, self._scene.date)
            row = person(bearer.table)
            iso3 = stated or next((o.iso3 for o in held.held if o.iso3), None) or row.iso3
            sectors = held.sectors
            if self._scene.date is not None:
                roles = [Role(o.title, o.iso3 or None, o.since, o.to or None, False) for o in held.held]
                roles = [role for _, role in sorted(zip(held.held, roles, strict=True), key=lambda pair: pair[0].rank)]
                roles += [Role(o.title, o.iso3 or None, o.since, o.to, True) for o in held.left if o.rank < 2]
        titled = [phrase for phrase in said if phrase.sectors]
        if titled:
            best = next((p for p in titled if p.former), titled[0])
            sectors = best.sectors + (
                () if best.former else tuple(c for c in sectors if c not in best.sectors and c != "ELI")
            )
            if best.former:
                roles = [role for role in roles if role.former]
        elif bearer.ranks:
            sectors = tuple(sorted(bearer.ranks))
        for phrase in bearer.phrases:
            title = self._role_title(phrase)
            if all(title != role.title.lower() for role in roles):
                roles.insert(0, Role(title, phrase.iso3[0] if phrase.iso3 else iso3, None, None, phrase.former))
        return Draft(bearer.key, name, "person", iso3, sectors, roles, [], stated=stated is not None)

    def _role_title(self, phrase: Phrase) -> str:
        head = self._tokens[phrase.head]
        ahead = self._scene.parsed.text[self._tokens[phrase.first].start : head.start]
        return ahead.lower() + (head.lemma if phrase.plural else head.lower)

    def _written(self, bearer: Bearer) -> str:
        """The name as the report first writes it in full."""
        for i in range(bearer.first, len(self._tokens)):
            sighting = self._scene.cover[i]
            if sighting is not None and sighting.key == bearer.key:
                return self._scene.parsed.words(sighting.lo, sighting.hi).replace("\u00a0", " ")
        return " ".join(word.title() for word in bearer.parts)


def _headlines(scene: Scene) -> list[bool]:
    """For each sentence, whether its parts are capitalised as in a headline, or all in capitals."""
    found = []
    for sentence in scene.parsed.sentences:
        parts: list[Token] = [
            t for t in scene.tokens[sentence.lo : sentence.hi] if t.text[0].isalpha() and len(t.text) > 3
        ]
        capital = sum(token.text[0].isupper() for token in parts)
        found.append(len(parts) > 3 and capital > 0.8 * len(parts))
    return found
