"""The order in which `who` reads a report."""

from __future__ import annotations

from onrecord.language import Parsed
from onrecord.model import Cast
from onrecord.who.cast import ReportCast
from onrecord.who.scene import Scene
from onrecord.who.sightings import draft, mention_form, sight


def read(parsed: Parsed) -> Cast:
    """The cast of a parsed report."""
    published = parsed.report.published
    scene = Scene(parsed, parsed.tokens, published[:10] if published else None, [None] * len(parsed.tokens))
    sight(scene)
    last = None
    for found in scene.cover:
        if found is not None and found is not last and draft(scene, found) is not None and found.key is not None:
            scene.mention(found.key, found.lo, found.hi, mention_form(found))
        last = found
    return ReportCast(scene)
