"""The one place that decides which drafts stand, and makes statements of them."""

from __future__ import annotations

from onrecord.codebook.cues import cues
from onrecord.language import Parsed
from onrecord.model import Cast, Cue, Found, Note, Offsets, Span, Statement, Time, identity
from onrecord.model.entity import Party
from onrecord.model.statement import Form
from onrecord.said import according, headline, nominal, silence, verbal
from onrecord.said.draft import Draft
from onrecord.said.pieces import overlapping
from onrecord.said.speech import Speech


def decide(parsed: Parsed, cast: Cast, times: tuple[Time, ...]) -> Found[Statement]:
    """Every statement of a report, in order of its cue."""
    if not parsed.tokens:
        return Found()
    speech = Speech(parsed)
    speech.read()
    drafts = list(speech.drafts)
    for rules in (verbal, according, nominal, headline, silence):
        drafts.extend(rules.find(parsed, speech.spoken))
    kept = _independent(parsed, _strongest(drafts))
    return _make(parsed, cast, kept)


def _strongest(drafts: list[Draft]) -> list[Draft]:
    """One draft for a cue: the strongest, the first among equals."""
    best: dict[int, Draft] = {}
    for draft in drafts:
        held = best.get(draft.cue_token)
        if held is None or draft.strength > held.strength:
            best[draft.cue_token] = draft
    return sorted(best.values(), key=lambda draft: (draft.cue or (0, 0), draft.pieces))


_NESTS = frozenset(("clause", "clause-before", "parenthesis", "according-to", "label", "object-as", "speech-inside"))
"""Rules whose drafts stand inside what another source says; wishes and objects there are part of that content."""
_PRONOUNS = frozenset(("he", "she", "they", "it", "we", "i", "you", "who", "which", "that", "people", "one"))


def _independent(parsed: Parsed, drafts: list[Draft]) -> list[Draft]:
    """Without drafts that only repeat a part of what somebody else's statement says."""
    book = cues()
    kept = []
    for draft in drafts:
        host = _host(draft, drafts)
        if host is not None and draft.relay is None and not draft.silent:
            rule = draft.rule.removeprefix("said.")
            entry = (
                next((e for e in book.verbs(draft.entry.split()[0]) if e.cue == draft.entry), None)
                if draft.entry
                else None
            )
            weak = entry is not None and entry.weak
            nameless = draft.source is None or parsed.words(*draft.source).lower() in _PRONOUNS
            if rule not in _NESTS or weak or (nameless and rule not in ("label", "speech-inside")):
                continue
        kept.append(draft)
    return kept


def _host(draft: Draft, drafts: list[Draft]) -> Draft | None:
    """Another draft whose content holds this one's cue."""
    if draft.cue is None:
        return None
    start, end = draft.cue
    for other in drafts:
        if other is not draft and any(lo <= start and end <= hi for lo, hi in other.pieces):
            return other
    return None


def _make(parsed: Parsed, cast: Cast, drafts: list[Draft]) -> Found[Statement]:
    names = {entity.id: entity.name for entity in cast.entities}
    shells = [_shell(parsed, cast, draft) for draft in drafts]
    ids = []
    for source, cue, _, pieces in shells:
        ids.append(
            identity(
                "s",
                parsed.report.id,
                cue and (cue.part, *cue.offsets),
                source and source.offsets,
                *[p.offsets for p in pieces],
            )
        )
    parents = [_parent(number, drafts) for number in range(len(drafts))]
    values, notes, seen = [], [], set()
    for number, (source, cue, form, pieces) in enumerate(shells):
        if ids[number] in seen:
            continue
        seen.add(ids[number])
        chain: list[str | None] = []
        at: int | None = number
        for _ in range(8):
            if at is None:
                break
            chain.append(_called(shells[at][0], names))
            at = parents[at]
        chain.append(parsed.report.outlet)
        parent = parents[number]
        values.append(
            Statement(
                id=ids[number],
                source=source,
                cue=cue,
                form=form,
                content=pieces,
                verbatim=_verbatim(parsed, drafts[number]),
                parent=ids[parent] if parent is not None else None,
                chain=tuple(reversed(chain)),
            )
        )
        draft = drafts[number]
        place = cue if cue is not None else pieces[0]
        notes.append(
            Note("said", Span(place.offsets, place.text, place.part), f"{draft.act}, {form}", draft.rule, draft.because)
        )
    return Found(tuple(values), (), tuple(notes))


def _called(source: Party | None, names: dict[str, str]) -> str | None:
    if source is None:
        return None
    if len(source.entities) == 1:
        return names.get(source.entities[0], source.text)
    return source.text


def _shell(parsed: Parsed, cast: Cast, draft: Draft) -> tuple[Party | None, Cue | None, Form, tuple[Span, ...]]:
    source = cast.party(*draft.source) if draft.source is not None else None
    cue = Cue(*parsed.locate(*draft.cue), act=draft.act) if draft.cue is not None else None
    form, pieces = _form(parsed, draft)
    draft.pieces = pieces
    return source, cue, form, tuple(parsed.span(*piece) for piece in pieces)


def _form(parsed: Parsed, draft: Draft) -> tuple[Form, list[Offsets]]:
    if not draft.pieces:
        return "none", []
    pieces: list[Offsets] = []
    quoted = inner = 0
    for start, end in draft.pieces:
        marks = [q for q in overlapping(parsed, start, end) if q.start < end and start < q.end]
        whole = next(
            (
                q
                for q in marks
                if q.outer_start <= start + 1
                and end - 1 <= q.outer_end
                and q.start - start <= 2
                and end - q.end <= 2
                and (q.outer_start >= start - 2)
            ),
            None,
        )
        if whole is not None:
            quoted += 1
            pieces.append((whole.start, whole.end))
            continue
        inner += bool(marks)
        pieces.append((start, end))
    if draft.label:
        return "label", draft.pieces
    if quoted == len(pieces):
        return "direct", pieces
    if quoted or inner:
        return "mixed", draft.pieces if not draft.quoted else pieces
    return "indirect", pieces


def _verbatim(parsed: Parsed, draft: Draft) -> tuple[Span, ...]:
    found: list[Span] = []
    for start, end in draft.pieces:
        deepest = [
            q
            for q in overlapping(parsed, start, end)
            if q.start < end and start < q.end and (q.outer_start >= start - 2 and q.outer_end <= end + 2)
        ]
        if deepest:
            depth = min(q.depth for q in deepest)
            found.extend(parsed.span(q.start, q.end) for q in deepest if q.depth == depth)
    return tuple(found)


def _parent(number: int, drafts: list[Draft]) -> int | None:
    """The draft whose content holds this one's cue; the innermost."""
    cue = drafts[number].cue
    if cue is None:
        return None
    best: int | None = None
    size = 0
    for other, draft in enumerate(drafts):
        if other == number:
            continue
        if draft is drafts[number].relay:
            return other
        for start, end in draft.pieces:
            if start <= cue[0] and cue[1] <= end and (best is None or end - start < size):
                best, size = other, end - start
    return best
