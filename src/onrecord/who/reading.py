"""The order in which `who` reads a report."""

from __future__ import annotations

from onrecord.language import Parsed
from onrecord.model import Cast
from onrecord.who import back_references, bodies, inference, institutions, metonyms, phrases
from onrecord.who.cast import ReportCast
from onrecord.who.coreference import Pronouns
from onrecord.who.people import People
from onrecord.who.scene import Scene
from onrecord.who.sightings import draft, mention_form, sight


def read(parsed: Parsed) -> Cast:
    """The cast of a parsed report."""
    return ReportCast(scene_of(parsed))


def scene_of(parsed: Parsed, alone: bool = False) -> Scene:
    """Everything found out about who is who, before it is frozen into a cast."""
    published = parsed.report.published
    scene = Scene(parsed, parsed.tokens, published[:10] if published else None, [None] * len(parsed.tokens), alone)
    sight(scene)
    bodies.find(scene)
    phrases.read(scene, phrases.scan(scene))
    metonyms.settle(scene)
    inference.unrecognised(scene)
    People(scene).find()
    _draft(scene)
    phrases.owned_by_people(scene)
    institutions.find(scene)
    _mention(scene)
    back_references.roles(scene)
    back_references.pairs(scene)
    Pronouns(scene).resolve()
    phrases.lean(scene)
    inference.infer(scene)
    return scene


def _draft(scene: Scene) -> None:
    for sighting in scene.cover:
        if sighting is not None:
            draft(scene, sighting)


def _mention(scene: Scene) -> None:
    last = None
    for sighting in scene.cover:
        if sighting is not None and sighting is not last and sighting.key is not None:
            scene.mention(sighting.key, sighting.lo, sighting.hi, mention_form(sighting))
        last = sighting
