"""From drafts that stand to statements: form, verbatim, parents, chain, ids, and why."""

from __future__ import annotations

import msgspec

from onrecord.language import Parsed
from onrecord.language.parsed import Quotation
from onrecord.model import Cast, Cue, Found, Note, Offsets, Span, Statement, Time, identity
from onrecord.model.entity import Party
from onrecord.model.statement import Form
from onrecord.said.circumstances import Circumstance, Dates, circumstance
from onrecord.said.draft import Draft
from onrecord.said.nearby import Contents
from onrecord.said.pieces import overlapping

_DEEPEST = 8
"""Links of a chain, at most."""
_SLACK = 2
"""Characters (a mark, a comma) by which a piece may differ from the quotation that it is."""


def make(parsed: Parsed, cast: Cast, times: tuple[Time, ...], drafts: list[Draft]) -> Found[Statement]:
    """Statements in order of their cues, with a note for each."""
    names = {entity.id: entity.name for entity in cast.entities}
    forms = [_settle(parsed, draft) for draft in drafts]
    sources = [_source(parsed, cast, draft) for draft in drafts]
    contents = [tuple(parsed.span(*piece) for piece in draft.pieces) for draft in drafts]
    ids = [_identity(parsed, draft, source) for draft, source in zip(drafts, sources, strict=True)]
    told = Contents(drafts)
    places = {id(draft): number for number, draft in enumerate(drafts)}
    parents = [_parent(number, drafts, told, places) for number in range(len(drafts))]
    dated = Dates(parsed, times)
    circumstances = [circumstance(parsed, draft, told, dated) for draft in drafts]
    links = [
        _links(cast, names, _called(parsed, draft, source, names), found)
        for draft, source, found in zip(drafts, sources, circumstances, strict=True)
    ]
    values: list[Statement] = []
    notes: list[Note] = []
    seen: set[str] = set()
    for number, draft in enumerate(drafts):
        if ids[number] in seen or (draft.cue is None and not draft.pieces):
            continue
        seen.add(ids[number])
        parent = parents[number]
        found = circumstances[number]
        values.append(
            Statement(
                id=ids[number],
                source=sources[number],
                cue=Cue(*parsed.locate(*draft.cue), act=draft.act) if draft.cue is not None else None,
                form=forms[number],
                content=contents[number],
                verbatim=_verbatim(parsed, draft),
                venue=found.venue,
                addressee=found.addressee,
                when=found.when,
                parent=ids[parent] if parent is not None else None,
                chain=_chain(parsed, number, parents, links),
            )
        )
        place = parsed.span(*draft.cue) if draft.cue is not None else contents[number][0]
        notes.append(Note("said", place, f"{draft.act}, {forms[number]}", draft.rule, draft.because))
    return Found(tuple(values), (), tuple(notes))


def _source(parsed: Parsed, cast: Cast, draft: Draft) -> Party | None:
    """Who speaks, as the clause words it: "who" stays "who"; whom it stands for is the last link of the chain."""
    if draft.source is None:
        return None
    party = cast.party(*draft.source)
    if draft.pronoun is None:
        return party
    offsets, text, part = (
        parsed.token_span(draft.pronoun, draft.pronoun + 1).offsets,
        parsed.tokens[draft.pronoun].text,
        party.part,
    )
    return msgspec.structs.replace(party, offsets=offsets, text=text, part=part)


def _identity(parsed: Parsed, draft: Draft, source: Party | None) -> str:
    cue = parsed.span(*draft.cue) if draft.cue is not None else None
    where = (cue.part, cue.start, cue.end) if cue is not None else ()
    return identity("s", parsed.report.id, *where, source.offsets if source is not None else None, *draft.pieces)


# form and verbatim


def _settle(parsed: Parsed, draft: Draft) -> Form:
    """The form of a draft; pieces that are whole quotations lose their marks."""
    if not draft.pieces:
        return "none"
    pieces: list[Offsets] = []
    quoted = inner = 0
    for start, end in draft.pieces:
        marks = [q for q in overlapping(parsed, start, end) if q.start < end and start < q.end]
        whole = next((q for q in marks if _is_whole(q, start, end)), None)
        quoted += whole is not None
        inner += bool(marks) and whole is None
        pieces.append((whole.start, whole.end) if whole is not None else (start, end))
    if draft.label:
        held = zip(draft.pieces, pieces, strict=True)
        draft.pieces = [inside if inside[0] <= given[0] and given[1] <= inside[1] else given for given, inside in held]
        return "label"
    if quoted == len(pieces):
        draft.pieces = pieces
        return "direct"
    if quoted or inner:
        if draft.quoted:
            draft.pieces = pieces
        return "mixed"
    return "indirect"


def _is_whole(quotation: Quotation, start: int, end: int) -> bool:
    return (
        abs(quotation.start - start) <= _SLACK and abs(end - quotation.end) <= _SLACK and quotation.outer_end + 1 >= end
    )


def _verbatim(parsed: Parsed, draft: Draft) -> tuple[Span, ...]:
    """What stands between the outermost marks inside the content."""
    found: list[Span] = []
    for start, end in draft.pieces:
        inside = [q for q in overlapping(parsed, start, end) if q.start < end and start < q.end]
        held = [q for q in inside if q.outer_start >= start - _SLACK and q.outer_end <= end + _SLACK]
        if held:
            depth = min(q.depth for q in held)
            found.extend(parsed.span(q.start, q.end) for q in held if q.depth == depth)
    return tuple(found)


# parents and chain


def _parent(number: int, drafts: list[Draft], told: Contents, places: dict[int, int]) -> int | None:
    """The draft that relays this one, or the innermost whose content holds its cue."""
    draft = drafts[number]
    if draft.relay is not None and id(draft.relay) in places:
        return places[id(draft.relay)]
    if draft.cue is None:
        return None
    best: int | None = None
    size = 0
    for start, end, other in told.holding(*draft.cue):
        if other == number or drafts[other].relay is not None or _within(drafts[other], draft):
            continue
        if best is None or end - start < size:
            best, size = other, end - start
    return best


def _within(draft: Draft, other: Draft) -> bool:
    """Whether the cue of `draft` stands in the content of `other`: two that hold each other are no chain."""
    return draft.cue is not None and any(lo <= draft.cue[0] and draft.cue[1] <= hi for lo, hi in other.pieces)


def _links(cast: Cast, names: dict[str, str], origin: str | None, found: Circumstance) -> list[str | None]:
    """A statement's own part of a chain: who released the recording, then the source."""
    if found.released_by is None:
        return [origin]
    party = cast.party(*found.released_by)
    return [names.get(party.entities[0], party.text) if len(party.entities) == 1 else party.text, origin]


def _called(parsed: Parsed, draft: Draft, source: Party | None, names: dict[str, str]) -> str | None:
    """The name of a source whose entity is known, else its wording, or the words that its "who" stands for."""
    if source is None or draft.source is None:
        return None
    if len(source.entities) == 1 and source.entities[0] in names:
        return names[source.entities[0]]
    return parsed.words(*draft.source) if draft.pronoun is not None else source.text


def _chain(
    parsed: Parsed, number: int, parents: list[int | None], links: list[list[str | None]]
) -> tuple[str | None, ...]:
    chain: list[str | None] = []
    at: int | None = number
    passed: set[int] = set()
    while at is not None and at not in passed and len(passed) < _DEEPEST:
        passed.add(at)
        own = links[at]
        if chain and own[-1] is not None and own[-1] == chain[0]:
            own = own[:-1]  # somebody who labels a thing inside his own statement is one link
        chain[:0] = own
        at = parents[at]
    return (parsed.report.outlet, *chain)
