"""Names of people: known ones by the tables, unknown ones by title, apposition, given name or verb of speech."""

from __future__ import annotations

import re

from onrecord.codebook.gazetteer import fold
from onrecord.codebook.offices import (
    first_surnames,
    full_names,
    given_names,
    is_noted,
    person,
    short_names,
)  # fmt: skip
from onrecord.who.bearers import Bearer, draft, gender_of
from onrecord.who.lexicon import place_iso3, words
from onrecord.who.name_evidence import Evidence, aged, speaks
from onrecord.who.runs import HONORIFICS, INITIAL, SUFFIXES, Runs, bare, name_parts
from onrecord.who.scene import Phrase, Scene, Sighting
from onrecord.who.surnames import Surnames, opening
from onrecord.who.titles import Titles

_RANK_SECTORS = {
    "gen.": "MIL", "lt.": "MIL", "col.": "MIL", "maj.": "MIL", "capt.": "MIL", "adm.": "MIL", "cmdr.": "MIL",
    "brig.": "MIL", "sgt.": "MIL", "sen.": "LEG", "rep.": "LEG", "gov.": "GOV",
}  # fmt: skip


class People:
    """Finds the people of one report; fills cover, phrases and drafts of its scene."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._tokens = scene.tokens
        self._bearers: dict[str, Bearer] = {}
        self._by_short: dict[str, list[Bearer]] = {}
        self._by_first: dict[str, list[Bearer]] = {}
        self._runs = Runs(scene)
        self._titles = Titles(scene)
        self._titled = self._runs.headline
        self._surnames = Surnames(scene, [])
        self._evidence = Evidence(scene, [])
        self._open: set[str] = set()
        self._by_ends: dict[tuple[str, str], list[Bearer]] = {}
        self._codes: set[str | None] | None = None
        self._alone: dict[str, list[int]] = {}
        for token in scene.tokens:
            if token.pos == "PROPN":
                self._alone.setdefault(token.text, []).append(token.i)

    def find(self) -> None:
        """Full names first over the whole report, then surnames alone."""
        runs = self._runs.find()
        self._surnames = Surnames(self._scene, runs)
        self._evidence = Evidence(self._scene, runs)
        body = [run for run in runs if not self._titled[self._tokens[run[0]].sentence]]
        for lo, hi in body:
            self._full(lo, hi)
        self._surnames_like_roles()
        for lo, hi in runs:
            if self._scene.cover[lo] is None:
                self._short(lo, hi)
        for i in opening(self._scene, self._by_short):
            self._short(i, i + 1)
        self._draft()

    def _surnames_like_roles(self) -> None:
        """ "King said ..." after "Laura King": the bare role noun is the family name."""
        for head, phrase in sorted(self._scene.phrases.items()):
            token = self._tokens[head]
            bare = phrase.lo == phrase.first == head and phrase.hi == head + 1 and token.text[0].isupper()
            if bare and token.pos == "PROPN" and len(self._by_short.get(fold(token.text), ())) == 1:
                del self._scene.phrases[head]
                self._cover(head, head + 1, self._by_short[fold(token.text)][0], None)

    def _full(self, lo: int, hi: int) -> None:
        at = lo
        while at < hi:
            match = full_names().longest(self._tokens, at, hi)
            if match is not None and match.hi - match.lo > 1 and match.hi == hi:
                self._known(match.lo, match.hi, match.values)
                return
            at += 1
        parts = name_parts(self._scene, lo, hi)
        title = self._title(lo)
        if title is None and (" ".join(parts) in self._by_short or " ".join(parts) in short_names()):
            return
        given = len(parts) == 2 and parts[0] in given_names()
        human = title is not None or (speaks(self._scene, lo, hi) and parts[-1] in words("site_surname"))
        personal = (given and human) or (len(parts) > 1 and aged(self._tokens, hi))
        if self._evidence.against(lo, hi, parts, title) and not personal:
            return
        spelled = self._surnames.spelled(parts)
        if spelled is not None:
            self._known(lo, hi, (spelled,))
            return
        if title is not None or self._honorific(lo):
            if hi - lo >= 2 or (
                title is not None and not self._elsewhere(parts) and not self._office_of(parts, lo, title)
            ):
                self._take(lo, hi, parts, None, title)
            return
        partner = self._titles.beside(lo, hi)
        if partner is not None and (hi - lo >= 2):
            self._take(lo, hi, parts, None, partner)
            return
        if hi - lo < 2 or (hi - lo == 2 and len(parts) == 1):
            return
        initial = len(parts) in (3, 4) and any(INITIAL.match(self._tokens[i].text) for i in range(lo, hi - 1))
        if parts[0] in given_names() or initial or (parts[0] in first_surnames() and len(parts) in (2, 3)):
            place = place_iso3(self._scene.parsed.words(lo, hi)) is not None or self._evidence.somewhere(lo, hi, parts)
            if not place or speaks(self._scene, lo, hi):
                self._take(lo, hi, parts, None, None)
        elif (
            speaks(self._scene, lo, hi)
            or aged(self._tokens, hi)
            or (
                self._recurs(parts, lo, hi)
                and not self._evidence.somewhere(lo, hi, parts)
                and not self._surnames.named_otherwise(parts)
            )
        ) and place_iso3(self._scene.parsed.words(lo, hi)) is None:
            self._take(lo, hi, parts, None, None)

    def _office_of(self, parts: tuple[str, ...], lo: int, title: Phrase) -> bool:
        """Whether a title makes a surname somebody of the tables: "Deputy Secretary Hicks"."""
        short = " ".join(parts)
        key = self._surnames.meant(short, self._surnames.candidates(short), lo, title)
        return key is not None and self._fits(key, set(title.iso3))

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
        parts = name_parts(self._scene, lo, hi)
        title = self._title(lo) or self._titles.beside(lo, hi)
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
        if self._codes is None:
            self._codes = {s.iso3 for s in self._scene.cover if s is not None}
        return row.iso3 in self._codes

    def _honorific(self, lo: int) -> bool:
        return lo > 0 and self._tokens[lo - 1].lower in HONORIFICS

    def _take(self, lo: int, hi: int, parts: tuple[str, ...], table: str | None, title: Phrase | None) -> None:
        bearer = self._same(parts, table)
        if bearer is None:
            key = "person:" + (table or "-".join(re.sub(r"[^\w-]", "", word) for word in parts))
            bearer = Bearer(key, parts, lo, table)
            self._bearers[key] = bearer
            self._short_for(bearer)
        elif table is not None and bearer.table is None:
            bearer.table = table
        self._cover(lo, hi, bearer, title)

    def _same(self, parts: tuple[str, ...], table: str | None) -> Bearer | None:
        if table is not None and f"person:{table}" in self._bearers:
            return self._bearers[f"person:{table}"]
        for bearer in self._by_ends.get((parts[0], parts[-1]), ()):
            if bearer.parts == parts or (
                bearer.parts[0] == parts[0] and bearer.parts[-1] == parts[-1] and min(len(parts), len(bearer.parts)) > 1
            ):
                return bearer
        return None

    def _cover(self, lo: int, hi: int, bearer: Bearer, title: Phrase | None) -> None:
        scene, tokens = self._scene, self._tokens
        if hi < len(tokens) and tokens[hi].lower in SUFFIXES:
            hi += 1
        if lo and tokens[lo - 1].lower in HONORIFICS:
            bearer.gender = bearer.gender or HONORIFICS[tokens[lo - 1].lower]
            if tokens[lo - 1].lower in _RANK_SECTORS:
                bearer.ranks.add(_RANK_SECTORS[tokens[lo - 1].lower])
        sighting = Sighting(lo, hi, bearer.key, "", "person", None, (), "person")
        for i in range(lo, hi):
            scene.cover[i] = sighting
        if title is not None and (bearer.table is None or self._fits(bearer.table, set(title.iso3))):
            if not title.plural:
                title.entity = bearer.key
            bearer.phrases.append(title)
            bearer.gender = bearer.gender or title.noun.gender

    def _short(self, lo: int, hi: int) -> None:
        parts = name_parts(self._scene, lo, hi)
        while parts and parts[-1] == "'s":
            parts = parts[:-1]
        short = " ".join(parts)
        known = self._same(parts, None) if len(parts) > 1 else None
        if known is not None:
            self._cover(lo, hi, known, self._title(lo))
            return
        bearers = self._by_short.get(short, []) or self._by_short.get(bare(short), [])
        gender = HONORIFICS.get(self._tokens[lo - 1].lower, "") if lo else ""
        bearers = [b for b in bearers if not gender or gender_of(b) in ("", gender)]
        title = self._title(lo)
        if not bearers and title is None and len(self._by_first.get(short, ())) == 1 and not self._honorific(lo):
            self._cover(lo, hi, self._by_first[short][0], None)
            return
        if not bearers and (len(parts) == 1 or short in short_names()) and not aged(self._tokens, hi):
            candidates = self._surnames.candidates(short)
            key = self._surnames.meant(short, candidates, lo, title)
            if key is not None and self._fits(key, set(title.iso3) if title else set()):
                bearers = [self._from_table(key, lo)]
            elif short_names().get(bare(short)) in candidates and title is None:
                self._leave(lo, hi, short, candidates)
                return
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
        elif (
            self._honorific(lo)
            or self._is_first_name(parts, lo)
            or (title is not None and title.noun.kind in ("office", "rank", "minister", "regional"))
        ):
            self._take(lo, hi, parts, None, title)

    def _is_first_name(self, parts: tuple[str, ...], lo: int) -> bool:
        """Whether somebody goes by a given name alone: it speaks twice at least ("Bob said ... Bob added")."""
        if len(parts) != 1 or given_names().get(parts[0]) not in ("m", "f"):
            return False
        return sum(speaks(self._scene, i, i + 1) for i in self._alone.get(self._tokens[lo].text, ())) > 1

    def _leave(self, lo: int, hi: int, short: str, keys: tuple[str, ...]) -> None:
        """Abstain from a surname that may mean somebody of the tables, once a report."""
        scene = self._scene
        if short not in self._open:
            self._open.add(short)
            names = ", ".join(person(key).name for key in keys)
            scene.abstain((lo, hi), f"a surname alone, and too little to tell whether it means {names}")
        others = tuple(f"person:{key}" for key in keys)
        sighting = Sighting(lo, hi, None, short, "person", None, (), "person", others=others)
        for i in range(lo, hi):
            scene.cover[i] = sighting

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
            self._short_for(bearer)
        return bearer

    def _short_for(self, bearer: Bearer) -> None:
        """Let the shorter names of a person mean him or her from now on."""
        known = person(bearer.table).short if bearer.table else ()
        if len(bearer.parts) > 1:
            self._by_first.setdefault(bearer.parts[0], []).append(bearer)
        self._by_ends.setdefault((bearer.parts[0], bearer.parts[-1]), []).append(bearer)
        for short in sorted(bearer.shorts() | {fold(name) for name in known}):
            self._by_short.setdefault(short, []).append(bearer)

    def _pick(self, bearers: list[Bearer], lo: int, title: Phrase | None) -> list[Bearer]:
        """One bearer of a surname by title, or because the short name stood for that one already."""
        if title is not None:
            same = [b for b in bearers if any(p.noun.word == title.noun.word for p in b.phrases)]
            bearers = same or bearers
        before = [b for b in bearers if b.first <= lo] or bearers
        if len(before) > 1:
            settled = [b for b in before if b.short_since < max(other.first for other in before)]
            if len(settled) == 1:
                return settled
            first = min(before, key=lambda b: b.first)
            if first.table and first.table == short_names().get(bare(first.parts[-1])):
                return [first]
        return before

    def _draft(self) -> None:
        """Entities of the people, with country, sectors and roles as of the report's day."""
        for bearer in self._bearers.values():
            made = self._scene.drafts[bearer.key] = draft(self._scene, bearer)
            if bearer.first < len(self._tokens):
                titles = ", ".join(dict.fromkeys(phrase.noun.word for phrase in bearer.phrases))
                because = f"title “{titles}”" if titles else "offices.tsv" if bearer.table else "a name by its form"
                says = f"{made.name}, {made.iso3 or 'country unknown'}, {' '.join(made.sectors) or 'sector unknown'}"
                self._scene.note((bearer.first, bearer.first + 1), says, "who.person", because)
            self._scene.drafts[bearer.key].gender = gender_of(bearer)

    def _title(self, lo: int) -> Phrase | None:
        """The role phrase before a name, or before the name that it is coordinated with."""
        at = lo - 1
        if at > 0 and self._tokens[at].lower in ("and", ","):
            shared = self._scene.cover[at - 1] if self._tokens[at - 1].text != "," else self._scene.cover[at - 2]
            bearer = self._bearers.get(shared.key or "") if shared is not None else None
            if bearer is not None and bearer.phrases and bearer.phrases[-1].plural and shared is not None:
                return bearer.phrases[-1] if lo - shared.hi <= 2 and bearer.phrases[-1].hi <= lo else None
            return None
        return self._titles.before(lo)
