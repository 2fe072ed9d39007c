"""The cast: entities of one report, and who any noun phrase of it is."""

from __future__ import annotations

from onrecord.language.phrases import conjuncts, noun_phrase
from onrecord.model import Abstained, Entity, Mention, Note, Party
from onrecord.who.scene import Scene


class ReportCast:
    """Who is who in one report."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self.entities: tuple[Entity, ...] = _entities(scene)
        self.abstained: tuple[Abstained, ...] = tuple(scene.abstained)
        self.notes: tuple[Note, ...] = tuple(scene.notes)

    def party(self, lo: int, hi: int) -> Party:
        """The phrase at tokens `[lo, hi)` taken as one party, coordination included."""
        parts = self.members(lo, hi)
        if len(parts) == 1:
            return self._whole(lo, hi, parts)
        return self._whole(lo, hi, parts)

    def members(self, lo: int, hi: int) -> tuple[Party, ...]:
        """The same phrase, each coordinated member apart."""
        parsed = self._scene.parsed
        hi = max(hi, lo + 1)
        head = parsed.head_of(lo, hi)
        heads = [i for i in conjuncts(parsed, head) if lo <= i < hi]
        if len(heads) < 2:
            return (self._single(lo, hi, head),)
        found = []
        for i in heads:
            start, end = noun_phrase(parsed, i, conjuncts=False)
            found.append(self._single(max(lo, start), min(hi, end), i))
        return tuple(found)

    def _single(self, lo: int, hi: int, head: int) -> Party:
        scene = self._scene
        sighting = scene.cover[head]
        offsets, text, part = scene.parsed.locate(scene.tokens[lo].start, scene.tokens[hi - 1].end)
        if sighting is not None and sighting.key is not None:
            return Party(
                offsets,
                text,
                part,
                kind="media" if sighting.kind == "media" else "named",
                entities=(sighting.key,),
                iso3=(sighting.iso3,) if sighting.iso3 else (),
                sectors=sighting.sectors,
            )
        iso3: list[str] = []
        for i in range(lo, head):
            near = scene.cover[i]
            if near is not None and near.iso3 and near.iso3 not in iso3:
                iso3.append(near.iso3)
        kind = "pronoun" if scene.tokens[head].pos == "PRON" else "unnamed"
        return Party(offsets, text, part, kind=kind, iso3=tuple(iso3))  # type: ignore[arg-type]

    def _whole(self, lo: int, hi: int, parts: tuple[Party, ...]) -> Party:
        scene = self._scene
        offsets, text, part = scene.parsed.locate(scene.tokens[lo].start, scene.tokens[max(hi, lo + 1) - 1].end)
        return Party(
            offsets,
            text,
            part,
            kind=parts[0].kind,
            entities=tuple(dict.fromkeys(key for p in parts for key in p.entities)),
            iso3=tuple(dict.fromkeys(code for p in parts for code in p.iso3)),
            sectors=tuple(dict.fromkeys(code for p in parts for code in p.sectors)),
        )


def _entities(scene: Scene) -> tuple[Entity, ...]:
    """Drafts with their mentions in order, in order of first mention."""
    made = []
    for entity in scene.drafts.values():
        if entity.mentions:
            mentions = tuple(sorted(entity.mentions, key=_place))
            made.append((_place(mentions[0]), entity, mentions))
    made.sort(key=lambda item: (item[0], item[1].key))
    return tuple(
        Entity(e.key, e.name, e.kind, e.iso3, e.sectors, tuple(e.roles), mentions)  # type: ignore[arg-type]
        for _, e, mentions in made
    )


def _place(mention: Mention) -> tuple[bool, int, int]:
    return mention.part != "title", mention.start, mention.end
