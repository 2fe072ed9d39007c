"""The cast: entities of one report, and who any noun phrase of it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.codebook.countries import name_of
from onrecord.codebook.sectors import roles
from onrecord.language.phrases import conjuncts, noun_phrase
from onrecord.model import Abstained, Candidate, Entity, Mention, Note, Party
from onrecord.model.entity import PartyKind
from onrecord.who.coreference import Referent
from onrecord.who.lexicon import place_iso3
from onrecord.who.scene import Draft, Phrase, Scene, Sighting

_GROUPINGS = frozenset(
    ("igo:g7", "igo:g8", "igo:g20", "igo:g77", "igo:brics", "igo:quad", "igo:aukus", "igo:contact-group")
)
_CROWDS = frozenset(("crowd", "protest"))


class ReportCast:
    """Who is who in one report."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self.entities: tuple[Entity, ...] = _entities(scene)
        self.abstained: tuple[Abstained, ...] = tuple(sorted(scene.abstained, key=_where))
        self.notes: tuple[Note, ...] = tuple(scene.notes)

    def party(self, lo: int, hi: int) -> Party:
        """The phrase at tokens `[lo, hi)` taken as one party, coordination included."""
        lo, hi = self._bounds(lo, hi)
        heads = self._heads(lo, hi)
        if len(heads) == 1:
            return self._single(lo, hi, heads[0])
        parts = [self._single(*self._extent(i, lo, hi), i) for i in heads]
        return self._joined(lo, hi, heads, parts)

    def members(self, lo: int, hi: int) -> tuple[Party, ...]:
        """The same phrase, each coordinated member apart."""
        lo, hi = self._bounds(lo, hi)
        heads = self._heads(lo, hi)
        if len(heads) == 1:
            heads += [i for i in self._listed(heads[0], len(self._scene.tokens)) if i >= hi]
            hi = max(hi, heads[-1] + 1)
        if len(heads) > 1:
            if self._is_collective(heads):
                named = [i for i in heads if not self._is_collective([-1, i])]
                if len(named) == len(heads) or not all(self._rest(i) for i in heads if i not in named):
                    return (self.party(lo, hi),)
                return tuple(self._single(*self._extent(i, lo, hi), i) for i in named)
            return tuple(self._single(*self._extent(i, lo, hi), i) for i in heads)
        head = heads[0]
        referent = self._scene.resolved.get(head)
        if referent is not None and len(referent.keys) > 1:
            return tuple(
                self._of_entities(lo, hi, (key,), "pronoun" if self._is_pronoun(head) else "role")
                for key in referent.keys
            )
        return self._by_country(lo, hi, head) or (self._single(lo, hi, head),)

    # extents

    def _bounds(self, lo: int, hi: int) -> tuple[int, int]:
        last = len(self._scene.tokens)
        lo = max(0, min(lo, last - 1))
        return lo, max(lo + 1, min(hi, last))

    def _heads(self, lo: int, hi: int) -> list[int]:
        parsed = self._scene.parsed
        head = parsed.head_of(lo, hi)
        if parsed.tokens[head].pos == "DET" and hi - lo > 1:
            head = next((i for i in range(hi - 1, lo, -1) if parsed.tokens[i].pos in ("NOUN", "PROPN")), head)
        coordinated = conjuncts(parsed, head)
        listed = [i for i in self._listed(head, hi) if i not in coordinated]
        heads = [
            i for i in sorted((*coordinated, *listed)) if lo <= i < hi and parsed.tokens[i].pos not in ("VERB", "AUX")
        ]
        return heads or [head]

    def _listed(self, head: int, hi: int) -> list[int]:
        """States that the parser took for appositions in a list: "South Korea, Ukraine, and other nations"."""
        cover, found = self._scene.cover, list[int]()
        first = cover[head]
        for child in self._scene.parsed.children(head, "appos"):
            other = cover[child.i]
            if child.i >= hi or first is None or other is None or first.kind != "country" or other.kind != "country":
                continue
            if first.key != other.key and other.form == first.form == "name":
                found.extend(conjuncts(self._scene.parsed, child.i))
        return found

    def _extent(self, i: int, lo: int, hi: int) -> tuple[int, int]:
        start, end = noun_phrase(self._scene.parsed, i, conjuncts=False)
        return max(lo, start), max(max(lo, start) + 1, min(hi, end))

    def _span(self, lo: int, hi: int) -> Sequence[object]:
        return self._scene.parsed.locate(self._scene.tokens[lo].start, self._scene.tokens[hi - 1].end)

    # one party

    def _single(self, lo: int, hi: int, head: int) -> Party:
        scene = self._scene
        referent = scene.resolved.get(head)
        if referent is not None:
            return self._of_referent(lo, hi, head, referent)
        phrase = scene.phrases.get(head)
        sighting = scene.cover[head]
        if sighting is None and phrase is None:
            phrase = self._inner(lo, hi)
            if phrase is None and self._is_pronoun(head):
                return self._made(lo, hi, "pronoun")
        if sighting is not None:
            if sighting.form == "demonym" and lo <= sighting.lo and sighting.hi < hi:
                missed = roles().longest(scene.tokens, sighting.hi, hi)
                if missed is not None and sighting.iso3:
                    noun = missed.values[0]
                    return self._made(lo, hi, "unnamed", iso3=(sighting.iso3,), sectors=noun.sectors)
            return self._of_sighting(lo, hi, sighting)
        if phrase is not None:
            return self._of_phrase(lo, hi, phrase)
        named = self._named_inside(lo, hi, head)
        if named is not None:
            return self._of_sighting(lo, hi, named)
        return self._bare(lo, hi, head)

    def _is_pronoun(self, head: int) -> bool:
        return self._scene.tokens[head].pos == "PRON" or self._scene.tokens[head].tag in ("PRP", "PRP$")

    def _inner(self, lo: int, hi: int) -> Phrase | None:
        """A role phrase whose head the parser hung elsewhere; the last one that ends inside."""
        found = [self._scene.phrases[i] for i in range(lo, hi) if i in self._scene.phrases]
        ends = [p for p in found if p.hi >= hi or p.head == hi - 1]
        return ends[0] if ends else None

    def _named_inside(self, lo: int, hi: int, head: int) -> Sighting | None:
        """A name apposed to an unknown head: "a Northwire reporter, Ana Kovar"."""
        for child in self._scene.parsed.children(head, "appos"):
            sighting = self._scene.cover[child.i]
            if lo <= child.i < hi and sighting is not None and sighting.kind == "person":
                return sighting
        return None

    def _of_referent(self, lo: int, hi: int, head: int, referent: Referent) -> Party:
        kind: PartyKind = "pronoun" if self._is_pronoun(head) else "role"
        if referent.candidates:
            found = self._scene.phrases.get(head)
            same = {
                self._scene.drafts[c.entity].sectors[:1] for c in referent.candidates if c.entity in self._scene.drafts
            }
            sectors = found.sectors if found else next(iter(same)) if len(same) == 1 else ()
            return self._made(lo, hi, kind, sectors=sectors, candidates=referent.candidates)
        if referent.phrase is not None:
            return self._made(lo, hi, kind, iso3=referent.phrase.iso3, sectors=referent.phrase.sectors, inferred=True)
        return self._of_entities(lo, hi, referent.keys, kind)

    def _of_entities(self, lo: int, hi: int, keys: tuple[str, ...], kind: PartyKind) -> Party:
        drafts = [self._scene.drafts[key] for key in keys]
        return self._made(
            lo, hi, kind, entities=keys, iso3=_codes(drafts), sectors=_unique(c for d in drafts for c in d.sectors),
            inferred=True,
        )  # fmt: skip

    def _of_sighting(self, lo: int, hi: int, sighting: Sighting) -> Party:
        if sighting.key is None:
            return self._of_nobody(lo, hi, sighting)
        draft = self._scene.drafts[sighting.key]
        kind: PartyKind = "media" if draft.kind == "media" else "named"
        if draft.key in _GROUPINGS:
            kind = "collective"
        iso3 = draft.iso3
        if sighting.form == "people" and draft.kind == "country" and iso3:
            return self._made(lo, hi, "crowd", iso3=(iso3,), sectors=("CVL",))
        stated = draft.kind != "person" or self._states(lo, hi, iso3)
        return self._made(
            lo, hi, kind, entities=(draft.key,), iso3=(iso3,) if iso3 else (), sectors=draft.sectors,
            inferred=iso3 is not None and (sighting.form == "body" or (not stated and not draft.stated)),
        )  # fmt: skip

    def _of_nobody(self, lo: int, hi: int, sighting: Sighting) -> Party:
        """A place, a name that two states share, or a surname that two people of the report bear."""
        if sharing := sharing_states(sighting):
            return self._made(lo, hi, "named", candidates=sharing)
        drafts = [self._scene.drafts[key] for key in sighting.others if key in self._scene.drafts]
        if sighting.kind == "person" and len(drafts) > 1:
            named = tuple(Candidate(d.key, d.name, d.iso3) for d in drafts)
            return self._made(lo, hi, "named", candidates=named)
        iso3 = (sighting.iso3,) if sighting.iso3 and sighting.kind != "none" else ()
        return self._made(lo, hi, "unnamed", iso3=iso3)

    def _states(self, lo: int, hi: int, iso3: str | None) -> bool:
        return any(s is not None and s.iso3 == iso3 and s.kind != "person" for s in self._scene.cover[lo:hi])

    def _of_phrase(self, lo: int, hi: int, phrase: Phrase) -> Party:
        scene = self._scene
        draft = scene.drafts.get(phrase.entity) if phrase.entity else None
        kind = self._kind(lo, hi, phrase, draft)
        iso3 = phrase.iso3 or ((draft.iso3,) if draft and draft.iso3 else ())
        sectors = phrase.sectors or (draft.sectors if draft else ())
        if draft is not None and draft.kind == "person" and kind == "named":
            iso3 = (draft.iso3,) if draft.iso3 else iso3
            sectors = draft.sectors or sectors
        inferred = phrase.inferred or (bool(iso3) and not phrase.iso3)
        entities = (draft.key,) if draft is not None else ()
        candidates = phrase.candidates if not entities else ()
        return self._made(
            lo, hi, kind, entities=entities, iso3=iso3, sectors=sectors, inferred=inferred, candidates=candidates
        )

    def _kind(self, lo: int, hi: int, phrase: Phrase, draft: Draft | None) -> PartyKind:
        noun = phrase.noun.kind
        if noun == "document":
            return "media" if draft is not None and draft.kind == "media" else "document"
        if draft is not None and draft.kind == "person":
            return "named" if any(s is not None and s.key == draft.key for s in self._scene.cover[lo:hi]) else "role"
        if noun == "media":
            return "media"
        if draft is not None:
            return "named"
        if noun in _CROWDS and (
            phrase.plural
            or phrase.noun.word in ("public", "population", "crowd", "community", "people", "social media")
        ):
            return "crowd"
        if len(phrase.iso3) > 1:
            return "collective"
        return "role" if phrase.definite and not phrase.plural else "unnamed"

    def _bare(self, lo: int, hi: int, head: int) -> Party:
        """A noun phrase of no known role: its country from the modifiers, nothing else."""
        scene = self._scene
        codes: list[str] = []
        keys: list[str] = []
        for i in range(lo, head):
            sighting = scene.cover[i]
            if sighting is not None and sighting.iso3 and sighting.kind != "none" and sighting.iso3 not in codes:
                codes.append(sighting.iso3)
            referent = scene.resolved.get(i)
            if referent is not None and not codes:
                keys.extend(referent.keys)
                codes.extend(
                    referent.phrase.iso3 if referent.phrase else _codes(scene.drafts[k] for k in referent.keys)
                )
        kind: PartyKind = "named" if scene.tokens[head].pos == "PROPN" else "unnamed"
        if kind == "named" and not codes:
            place = place_iso3(scene.parsed.words(lo, hi)) or place_iso3(scene.tokens[head].text)
            if place:
                return self._made(lo, hi, kind, iso3=(place,), inferred=True)
        sectors: tuple[str, ...] = ()
        for i in range(lo, head):
            inner = scene.phrases.get(i)
            if inner is not None and inner.noun.kind in ("organ", "media", "ministry", "government"):
                sectors, codes = inner.sectors, codes or list(inner.iso3)
        codes = codes or self._inside(head, hi)
        return self._made(lo, hi, kind, iso3=tuple(codes), sectors=sectors, inferred=bool(keys))

    def _inside(self, head: int, hi: int) -> list[str]:
        """The country that a thing lies in: "targets in Syria", "a market in Kabul"."""
        tokens = self._scene.tokens
        for i in range(head + 1, hi - 1):
            if tokens[i].lower in ("in", "near", "of", "at", "outside"):
                for sighting in self._scene.cover[i + 1 : min(hi, i + 4)]:
                    if sighting is not None and sighting.iso3 and sighting.kind in ("country", "place"):
                        return [sighting.iso3]
        return []

    def _made(
        self,
        lo: int,
        hi: int,
        kind: PartyKind,
        **fields: object,
    ) -> Party:
        return Party(*self._span(lo, hi), kind=kind, **fields)  # type: ignore[arg-type]

    # several

    def _is_collective(self, heads: list[int]) -> bool:
        """ "Ukraine and its allies", "the U.S. and other nations"."""
        for i in heads[1:]:
            phrase = self._scene.phrases.get(i)
            if phrase is not None and phrase.noun.kind in ("allies", "nation") and self._scene.cover[i] is None:
                return True
            if self._scene.tokens[i].lower in ("others", "allies", "partners"):
                return True
        return False

    def _rest(self, i: int) -> bool:
        """ "others", "other nations": nobody that could be told apart, beside those named."""
        token = self._scene.tokens[i]
        return token.lower == "others" or any(
            child.lower == "other" for child in self._scene.parsed.children(i, "amod", "det")
        )

    def _joined(self, lo: int, hi: int, heads: list[int], parts: list[Party]) -> Party:
        collective = self._is_collective(heads)
        if collective:
            parts = [p for p, i in zip(parts, heads, strict=True) if not self._is_collective([-1, i])] or parts
        kinds = _unique(part.kind for part in parts)
        kind: PartyKind = "collective" if collective else kinds[0] if len(kinds) == 1 else "named"  # type: ignore[assignment]
        return self._made(
            lo, hi, kind,
            entities=_unique(key for p in parts for key in p.entities),
            iso3=_unique(code for p in parts for code in p.iso3),
            sectors=_unique(code for p in parts for code in p.sectors),
            inferred=any(p.inferred for p in parts),
        )  # fmt: skip

    def _by_country(self, lo: int, hi: int, head: int) -> tuple[Party, ...]:
        """ "the foreign ministers of Japan and the United States", "the U.S. and Japanese leaders"."""
        phrase = self._scene.phrases.get(head)
        if phrase is None or len(phrase.iso3) < 2 or phrase.entity is not None:
            return ()
        seen: list[Sighting] = []
        for sighting in self._scene.cover[lo:hi]:
            if sighting is not None and sighting not in seen and sighting.iso3 in phrase.iso3:
                seen.append(sighting)
        if len(seen) < 2:
            return ()
        found = []
        for number, sighting in enumerate(seen):
            if sighting.lo > head:
                start = sighting.lo - 1 if self._scene.tokens[sighting.lo - 1].pos == "DET" else sighting.lo
                end = sighting.hi
            else:
                start = lo if number == 0 else sighting.lo
                end = hi if number == len(seen) - 1 else sighting.hi
            keys = (sighting.key,) if sighting.key else ()
            found.append(self._made(start, end, "role", entities=keys, iso3=(sighting.iso3,), sectors=phrase.sectors))
        return tuple(found)


def sharing_states(sighting: Sighting) -> tuple[Candidate, ...]:
    """The states that share a name, where the report does not tell which is meant."""
    if sighting.kind != "none" or len(sighting.others) < 2:
        return ()
    codes = (key.partition(":")[2] for key in sighting.others)
    return tuple(Candidate(f"country:{code}", name_of(code), code) for code in codes)


def _codes(drafts: Iterable[Draft]) -> tuple[str, ...]:
    return _unique(draft.iso3 for draft in drafts if draft.iso3)


def _unique(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


def _entities(scene: Scene) -> tuple[Entity, ...]:
    """Drafts with their mentions in order, in order of first mention."""
    made = []
    for entity in scene.drafts.values():
        if entity.mentions:
            mentions = tuple(sorted(dict.fromkeys(entity.mentions), key=_where))
            made.append((_where(mentions[0]), entity, mentions))
    made.sort(key=lambda item: (item[0], item[1].key))
    return tuple(
        Entity(e.key, e.name, e.kind, e.iso3, e.sectors, tuple(e.roles), mentions)  # type: ignore[arg-type]
        for _, e, mentions in made
    )


def _where(mention: Mention | Abstained) -> tuple[bool, int, int]:
    return mention.part != "title", mention.start, mention.end
