"""A proposal for a statement, before one place decides which proposals stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from onrecord.language.parsed import Token
from onrecord.model import Offsets
from onrecord.model.statement import Act


@dataclass(slots=True)
class Draft:
    """Offsets count in `Parsed.text`; token ranges are half-open.

    Attributes:
        cue: offsets of the cue; None in a dialogue line without one.
        cue_token: the token that carries the cue (the verb, the noun).
        source: tokens of the source's noun phrase; None when implicit.
        pieces: the content, in order of place.
        rule: name of the rule that proposes it.
        because: what in the text the rule saw.
        strength: of two proposals for one cue the stronger stands (`decide`).
        pronoun: the relative pronoun that stands for the source in the cue's clause ("who").
        instead_of: the token of a cue that this one takes in ("refused" in "refused to say").
        relay: the draft that relays this one, where a rule knows it (citing, briefed by).
    """

    act: Act
    rule: str
    cue: Offsets | None
    cue_token: int
    source: tuple[int, int] | None
    pieces: list[Offsets] = field(default_factory=list)
    because: str = ""
    strength: int = 0
    quoted: bool = False
    label: bool = False
    silent: bool = False
    turn: bool = False
    pronoun: int | None = None
    instead_of: int | None = None
    relay: Draft | None = None
    entry: str = ""


class Complement(NamedTuple):
    """The content of a cue: its pieces, the rule that found them, and how sure that rule is.

    Attributes:
        cue_end: the token after the last that belongs to the cue ("called for", "saying only").
        head: the noun that heads an object.
        source: tokens of the source, where the rule knows better than the subject of the verb.
    """

    pieces: list[Offsets]
    rule: str
    strength: int
    cue_end: int = 0
    head: Token | None = None
    source: tuple[int, int] | None = None
