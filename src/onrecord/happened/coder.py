"""The coder: candidates, what stands over them, and the events that are left."""

from __future__ import annotations

import numpy as np

from onrecord.codebook.triggers import lemma, lexicon
from onrecord.happened.acts import Acts
from onrecord.happened.aims import aimed
from onrecord.happened.circumstances import Circumstances, Setting
from onrecord.happened.domestic import Domestic
from onrecord.happened.draft import Draft
from onrecord.happened.evidence import Written, evidence
from onrecord.happened.headline import mended
from onrecord.happened.match import Candidate, VerbMatcher
from onrecord.happened.nominal import TEMPORAL, NounMatcher
from onrecord.happened.parties import Parties, hyphenated
from onrecord.happened.proposing import complete, propose, telling
from onrecord.happened.realis import Modality, Realis
from onrecord.happened.refine import refined
from onrecord.happened.ruled import Ruled
from onrecord.happened.trained import Judge
from onrecord.happened.weigh import triggering, weigh
from onrecord.happened.write import Writer
from onrecord.language import Parsed
from onrecord.language.parsed import Token
from onrecord.model import Cast, Event, Found, Statement


def find(
    parsed: Parsed,
    cast: Cast,
    statements: tuple[Statement, ...],
    given: Circumstances,
    judge: Judge | None = None,
) -> Found[Event]:
    """Every event of a report, in order of its trigger; series and claim are settled later.

    Args:
        judge: the trained classifier with the encoded windows of this report; no event has a score where None.
    """
    ruled = by_rules(parsed, cast, statements, given)
    if judge is not None:
        seen = judge.glance()
        places = [at for row in ruled.written for at in triggering(row.draft.candidate)]
        places += [at for at in telling(ruled.parsed) if seen[at]]
        if places:
            told = evidence(ruled.parsed, ruled.found, ruled.written, statements)
            scores = judge.read(told, places, np.array([token.sentence for token in ruled.parsed.tokens], np.int64))
            complete(ruled, scores)
            propose(ruled, scores, statements)
            weigh(ruled, scores)
    written = sorted(ruled.writer.events.values(), key=lambda row: (row[0], row[1].trigger.end, row[1].id))
    return Found(tuple(row[1] for row in written), (), tuple(row[2] for row in written))


def by_rules(parsed: Parsed, cast: Cast, statements: tuple[Statement, ...], given: Circumstances) -> Ruled:
    """The events that triggers and frames alone make."""
    parsed = mended(parsed)
    setting = Setting(parsed, given)
    parties = Parties(parsed, cast, setting.timed)
    found = candidates(parsed, parties)
    writer = Writer(parsed, parties, setting, statements, Domestic(parsed, cast, given.places))
    realis = Realis(parsed)
    acts = Acts(parsed, parties, realis, found)
    acts.hear(statements)
    modalities = {
        i: Modality("negated", because="called off") if c.undone else realis.of(c.anchor, c.noun, c.trigger.type)
        for i, c in found.items()
        if not c.consumed
    }
    embedding: dict[int, int] = {}
    for i, modality in modalities.items():
        if modality.operator is not None:
            embedding.setdefault(modality.operator, i)
    by_object = {c.object: c for c in found.values() if c.object is not None}
    written: list[Written] = []
    for draft in _drafts(found, modalities, embedding, acts):
        _answered(parsed, draft, found, by_object)
        draft = refined(parsed, draft)
        if not draft.candidate.recipients:
            draft.candidate.recipients = aimed(parsed, parties, draft)
        event = writer.write(draft)
        if event is not None:
            written.append(Written(draft, event))
    return Ruled(parsed, writer, found, written, acts)


def _answered(parsed: Parsed, draft: Draft, found: dict[int, Candidate], by_object: dict[int, Candidate]) -> None:
    """ "drills that Warsaw called a provocation": praise or blame of an act meets those who did it."""
    if draft.candidate.recipients or draft.object is None:
        return
    if draft.type == "AGREE":  # "signed an accord to supply X": X has the good of it
        for clause in (
            *parsed.children(draft.object, "acl"),
            *parsed.children(draft.candidate.anchor, "advcl", "xcomp"),
        ):
            inner = found.get(clause.i)
            if inner is not None:
                draft.candidate.recipients = [r for r in inner.recipients if r not in draft.candidate.actors]
        return
    if draft.type not in ("ACCUSE", "SUPPORT"):
        return
    act = found.get(draft.object) or by_object.get(draft.object)
    if act is not None and act is not draft.candidate:
        draft.candidate.recipients = [a for a in act.actors if a not in draft.candidate.actors]


def _drafts(
    found: dict[int, Candidate], modalities: dict[int, Modality], embedding: dict[int, int], acts: Acts
) -> list[Draft]:
    drafts: list[Draft] = []
    for operator, inner in embedding.items():
        draft = acts.embedding(operator, found[inner], modalities[inner])
        if draft is not None:
            drafts.append(draft)
    for i, modality in modalities.items():
        if modality.operator is not None or i in embedding or modality.realis == "purpose":
            continue
        candidate = found[i]
        promise = acts.promise(candidate, modality)
        if promise is not None:
            drafts.append(promise)
        trigger = candidate.trigger
        drafts.append(Draft(candidate, trigger.type, trigger.mode, trigger.cameo, modality, object=candidate.object))
    drafts.extend(acts.bare(embedding))
    drafts.extend(acts.obliged())
    drafts.extend(acts.warned())
    return drafts


def candidates(parsed: Parsed, parties: Parties) -> dict[int, Candidate]:
    """Trigger rows that fit, by the token of their verb or noun."""
    rows = lexicon()
    found: dict[int, Candidate] = {}
    for token in parsed.tokens:
        match: Candidate | None = None
        if _tally(parsed, token):
            continue
        if token.pos in ("VERB", "ADJ") or _headline_verb(parsed, token):
            verbs = (rows.adjectives if token.pos == "ADJ" else rows.verbs).get(lemma(token.lower, token.lemma))
            if verbs is not None:
                match = VerbMatcher(parsed, parties, token.i).match(verbs)
        elif token.pos in ("NOUN", "PROPN"):
            nouns = rows.nouns.get(hyphenated(parsed, token)) or rows.nouns.get(token.lower)
            if nouns is not None:
                match = NounMatcher(parsed, parties, token.i).match(nouns)
        if match is not None:
            found[token.i] = match
    _consume(parsed, found)
    _unfounded(parsed, found)
    _merge(parsed, found)
    return found


def _tally(parsed: Parsed, token: Token) -> bool:
    """ "put the losses at 300 killed": a participle behind a figure counts losses and tells no deed of its own."""
    if token.tag != "VBN" or token.i == 0 or token.dep not in ("advcl", "acl", "amod"):
        return False
    figure = parsed.tokens[token.i - 1]
    if figure.tag != "CD" or parsed.child(token.i, "nsubj", "nsubjpass", "auxpass", "agent") is not None:
        return False
    if token.dep == "acl" and token.head == figure.i:
        above = parsed.tokens[figure.head]
        return figure.dep == "pobj" and above.lower in ("at", "between")
    return token.dep == "advcl"


def _unfounded(parsed: Parsed, found: dict[int, Candidate]) -> None:
    """A claim accuses only where it tells a deed; a gerund that nobody does is a name, not an event."""
    for i, candidate in found.items():
        if "clause" in candidate.trigger.flags and parsed.tokens[i].lemma == "claim":
            clauses = (c.i for c in parsed.children(i, "acl", "ccomp", "relcl"))
            candidate.consumed = not any(c in found and found[c].trigger.type in _DEEDS for c in clauses)
        token = parsed.tokens[candidate.anchor]
        if candidate.noun is None and token.tag == "VBG" and not candidate.actors and token.dep in _NAMING:
            candidate.consumed = True
        if (
            candidate.noun is None
            and token.tag == "VBN"
            and token.dep in ("acl", "amod")
            and candidate.trigger.type == "SUPPORT"
        ):
            candidate.consumed = True  # "forces backed by X": who stands behind them, and nothing that was done


_DEEDS = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "AID", "SANCTION", "REJECT"))
_NAMING = frozenset(("csubj", "pcomp", "dobj", "nsubj", "appos", "pobj", "dep", "attr", "ROOT"))


def _merge(parsed: Parsed, found: dict[int, Candidate]) -> None:
    """One event, whose victims are named last: "hit by a drone, killing six", "strikes that killed six"."""
    for candidate in found.values():
        token = parsed.tokens[candidate.anchor]
        subject = parsed.child(token.i, "nsubj")
        relative = token.dep == "relcl" and subject is not None and subject.lower in ("that", "which")
        gerund = token.dep == "advcl" and token.tag == "VBG"
        if candidate.trigger.type != "ASSAULT" or candidate.noun is not None or not (gerund or relative):
            continue
        above = found.get(token.head)
        if above is not None and above.trigger.type == "ASSAULT" and not above.consumed:
            above.recipients = [*above.recipients, *(r for r in candidate.recipients if r not in above.recipients)]
            candidate.consumed = True


def _headline_verb(parsed: Parsed, token: Token) -> bool:
    """A headline's verb that the tagger took for a noun: "Protesters storm parliament"."""
    return token.dep == "ROOT" and token.pos == "NOUN" and parsed.child(token.i, "nsubj") is not None


def _consume(parsed: Parsed, found: dict[int, Candidate]) -> None:
    """A noun inside the object of an event verb names the same event, or what it is about."""
    tokens = parsed.tokens
    for i, candidate in found.items():
        if candidate.noun is None or "clause" in candidate.trigger.flags:
            continue
        carrier = found.get(candidate.anchor)
        if carrier is not None and carrier.noun is None:
            candidate.consumed = not candidate.undone
            continue
        if candidate.undone:
            continue
        at = tokens[i]
        for _ in range(8):
            if at.head == at.i or (at.dep == "prep" and at.lower in TEMPORAL):
                break
            if at.dep in ("relcl", "advcl", "ccomp", "parataxis"):
                break
            if at.head in found and at.head != i:
                candidate.consumed = True
                break
            at = tokens[at.head]
