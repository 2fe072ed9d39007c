"""What `who` works on for one report: sightings over tokens, phrases at heads, entities being drafted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.codebook.sectors import RoleNoun
from onrecord.language import Parsed, Token
from onrecord.model import Abstained, Candidate, Mention, Note, Role

if TYPE_CHECKING:
    from onrecord.who.coreference import Referent


@dataclass(slots=True)
class Sighting:
    """A name found at tokens `[lo, hi)`.

    Attributes:
        key: id of the entity it names; None where it names none (a place use, "Gulf of Mexico").
        kind: entity kind, or `none`.
        form: `name`, `acronym`, `demonym`, `people`, `capital`, `seat`, `part`, `person`, `body`.
        head: its last word that heads the others; a possessive mark is left out.
        place: a capital or region read as a place.
        others: further ids that the same wording may mean.
    """

    lo: int
    hi: int
    key: str | None
    name: str
    kind: str
    iso3: str | None
    sectors: tuple[str, ...]
    form: str
    place: bool = False
    others: tuple[str, ...] = ()


@dataclass(slots=True)
class Phrase:
    """A noun phrase whose head is a role noun or an institution, at tokens `[lo, hi)` with `head`.

    Attributes:
        noun: the row of the roles table.
        first: the first token of the role's own wording ("prime" of "prime minister").
        iso3: of its modifiers, or of the organisation it belongs to; () when the phrase names none.
        entity: the person or institution that it is, where known.
        owner: the entity that it belongs to (the ministry of a spokesman).
        inferred: its country stands outside the phrase.
        inside: its country is only where it is ("in Syria").
    """

    lo: int
    hi: int
    head: int
    first: int
    noun: RoleNoun
    sectors: tuple[str, ...] = ()
    iso3: tuple[str, ...] = ()
    entity: str | None = None
    owner: str | None = None
    former: bool = False
    definite: bool = False
    plural: bool = False
    inferred: bool = False
    inside: bool = False
    candidates: tuple[Candidate, ...] = ()


@dataclass(slots=True)
class Draft:
    """An entity with the mentions found so far, each `(lo, hi, form)` in tokens."""

    key: str
    name: str
    kind: str
    iso3: str | None
    sectors: tuple[str, ...] = ()
    roles: list[Role] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    gender: str = ""
    stated: bool = False


@dataclass(slots=True)
class Scene:
    """All that the parts of `who` share while one report is read; `alone`: the text is one phrase, no report."""

    parsed: Parsed
    tokens: tuple[Token, ...]
    date: str | None
    cover: list[Sighting | None]
    alone: bool = False
    phrases: dict[int, Phrase] = field(default_factory=dict)
    drafts: dict[str, Draft] = field(default_factory=dict)
    resolved: dict[int, Referent] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    abstained: list[Abstained] = field(default_factory=list)

    def note(self, span: tuple[int, int], says: str, rule: str, because: str = "") -> None:
        """Keep why tokens `[lo, hi)` were read so."""
        self.notes.append(Note("who", self.parsed.token_span(*span), says, rule, because))

    def abstain(self, span: tuple[int, int], reason: str) -> None:
        """Keep what was seen at tokens `[lo, hi)` and not decided."""
        offsets, text, part = self.parsed.locate(self.tokens[span[0]].start, self.tokens[span[1] - 1].end)
        self.abstained.append(Abstained(offsets, text, part, stage="who", reason=reason))

    def mention(self, key: str, lo: int, hi: int, form: str) -> None:
        """Add a mention of a drafted entity at tokens `[lo, hi)`."""
        offsets, text, part = self.parsed.locate(self.tokens[lo].start, self.tokens[hi - 1].end)
        self.drafts[key].mentions.append(Mention(offsets, text, part, form=form))  # type: ignore[arg-type]
