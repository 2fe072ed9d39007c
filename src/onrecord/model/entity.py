"""Entities, their mentions, and the parties that statements and events name."""

from __future__ import annotations

from typing import Literal, Protocol

import msgspec

from onrecord.model.found import Abstained, Note
from onrecord.model.span import Span

EntityKind = Literal[
    "country", "person", "government", "military", "igo", "organization",
    "armed_group", "media", "people", "place", "document",
]  # fmt: skip
MentionForm = Literal["name", "demonym", "role", "metonym", "pronoun", "acronym"]
PartyKind = Literal["named", "role", "unnamed", "collective", "document", "media", "crowd", "pronoun"]


class Role(msgspec.Struct, frozen=True):
    """An office that somebody holds or held.

    Attributes:
        title: the office, e.g. `foreign minister`.
        iso3: the country it belongs to.
        since: ISO date with the precision known; JSON name `from`.
        to: ISO date; None while held, or unknown (`as_of` of the table decides; see docs/codebook.md).
        former: True where the text or the table says that it is over.
    """

    title: str
    iso3: str | None = None
    since: str | None = msgspec.field(default=None, name="from")
    to: str | None = None
    former: bool = False


class Mention(Span, frozen=True, kw_only=True):
    """One place where the report names an entity."""

    form: MentionForm


class Entity(msgspec.Struct, frozen=True):
    """Somebody or something that the report names, with all its mentions.

    Attributes:
        id: `country:PRK`, `person:donald-trump`, `igo:nato`, `government:RUS/defence-ministry` ...
        iso3: ISO 3166-1 alpha-3, or XKX, EUR, UNO, IGO; None when unknown.
        sectors: PLOVER sectors, the most specific current one first, as of the report's date.
        roles: offices as of the report's date.
        mentions: in order of place, title before text.
    """

    id: str
    name: str
    kind: EntityKind
    iso3: str | None = None
    sectors: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    mentions: tuple[Mention, ...] = ()


class Candidate(msgspec.Struct, frozen=True):
    """One of several entities that a wording may mean."""

    entity: str
    name: str
    iso3: str | None = None


class Party(Span, frozen=True, kw_only=True):
    """A noun phrase that names a source or a side, and who that is.

    Attributes:
        kind: how it is named; `unnamed` for "two officials", `collective` for "Ukraine and its allies",
            `crowd` for "residents", `document` for "a briefing paper", `pronoun` for "he".
        entities: ids, coreference resolved; empty when unresolved. A collective lists its named members.
        iso3, sectors: of those entities, or of the phrase itself ("South Korean officials" -> KOR, GOV).
        inferred: True where the text does not state the country.
        candidates: more than one reading and no ground to choose; `entities` is then empty.
    """

    kind: PartyKind
    entities: tuple[str, ...] = ()
    iso3: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    inferred: bool = False
    candidates: tuple[Candidate, ...] = ()


class Cast(Protocol):
    """Who is who in one report: what `who` finds out and the later stages ask.

    Token ranges are half-open indices into `Parsed.tokens`.
    """

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Every entity of the report, in order of first mention."""
        ...

    @property
    def abstained(self) -> tuple[Abstained, ...]:
        """Mentions with several candidates, or none."""
        ...

    @property
    def notes(self) -> tuple[Note, ...]:
        """Why each mention was resolved as it was."""
        ...

    def party(self, lo: int, hi: int) -> Party:
        """The phrase at tokens `[lo, hi)` taken as one party, coordination included."""
        ...

    def members(self, lo: int, hi: int) -> tuple[Party, ...]:
        """The same phrase, each coordinated member apart: "Russia and North Korea" gives two.

        A collective ("Ukraine and its allies", "the G7") stays one party.
        """
        ...
