"""What the report says in its own voice: narrated events, hedged events, questions, claims without a source."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.codebook.cues import cues
from onrecord.codebook.hedges import hedges
from onrecord.codebook.stances import StanceKind, leaves_open
from onrecord.codebook.standing import OUTLET, View
from onrecord.language import Parsed, Token
from onrecord.language.phrases import noun_phrase
from onrecord.model import Event, Note, Stance
from onrecord.standing.clause import FINITE, Proposition, is_verbal, with_antecedent
from onrecord.standing.cues import passed_on
from onrecord.standing.draft import Draft
from onrecord.standing.gathering import Gathering
from onrecord.standing.propositions import propositions

_CLAUSES = frozenset(("relcl", "acl", "advcl", "ccomp", "conj", "parataxis", "pcomp"))
_VOUCHED = frozenset(
    ("know", "realize", "realise", "forget", "remember", "notice", "discover", "learn", "show", "prove", "see", "find")
)
"""Verbs whose clause the outlet itself takes for true."""
_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_BY_REALIS = {
    "negated": StanceKind.ASSERTS_NOT,
    "future": StanceKind.FORECASTS,
    "conditional": StanceKind.SUPPOSES,
    "hypothetical": StanceKind.SUPPOSES,
    "asked": StanceKind.SUPPOSES,
}
_FUTURE = frozenset(("will", "would", "'ll", "’ll"))
_MOOD = {"conditional": "conditional", "asked": "asked"}


class Hedge(NamedTuple):
    """Words by which the report does not vouch for an event, and in whose name it passes it on."""

    stance: StanceKind
    holder: str
    lo: int
    hi: int


def narrate(gathering: Gathering) -> None:
    """Claims in the outlet's own voice, for events that no statement's claim holds; then questions."""
    _ask(gathering)
    held = {event for draft in gathering.ledger.drafts for event in draft.events}
    for i in sorted(gathering.ledger.triggers):
        for event in gathering.ledger.triggers[i]:
            if event.level != "speech_act" and event.id not in held:
                draft = _narrated(gathering, event, i)
                held.update(draft.events)


def _narrated(gathering: Gathering, event: Event, trigger: int) -> Draft:
    parsed = gathering.parsed
    hedge = hedge_of(parsed, trigger)
    proposition = telling(parsed, trigger, hedge, gathering.cues)
    kind = _BY_REALIS.get(event.realis, StanceKind.ASSERTS)
    holder, span = OUTLET, event.trigger
    if hedge is not None and kind is StanceKind.ASSERTS:
        kind, holder, span = hedge.stance, hedge.holder, parsed.token_span(hedge.lo, hedge.hi)
    elif kind is StanceKind.ASSERTS and _taken_for_granted(parsed, parsed.tokens[trigger]):
        kind = StanceKind.PRESUPPOSES
    if kind is not StanceKind.ASSERTS_NOT:
        proposition = proposition._replace(dropped=())
    proposition = with_antecedent(parsed, proposition)
    draft = gathering.ledger.claim(proposition, level="narrated")
    offsets = span.offsets if span.part != "title" else None
    view = View(holder, kind, holder, False, _MOOD.get(event.realis, ""))
    draft.takes(Stance(holder, None, kind.value, None, offsets), view)
    if event.id not in draft.events:
        draft.events.append(event.id)
    says = f"{holder} {kind.value}: {draft.text[:80]}"
    rule = "hedge" if hedge is not None else f"narrated.{event.realis}"
    gathering.notes.append(Note("standing", span, says, f"standing.{rule}"))
    return draft


def telling(parsed: Parsed, trigger: int, hedge: Hedge | None, reporting: frozenset[int]) -> Proposition:
    """The clause that tells an event: its own where it is hedged or relative, else the main one it stands in.

    Where that clause reports a statement, the event's own words alone: the rest is somebody else's.
    """
    tokens = parsed.tokens
    i = trigger
    while tokens[i].head != i:
        token = tokens[i]
        if (
            is_verbal(token)
            and token.dep in _CLAUSES
            and (token.dep != "conj" or parsed.child(i, "nsubj", "nsubjpass"))
        ):
            break
        if is_verbal(token) and token.dep == "xcomp" and hedge is not None:
            break
        i = token.head
    lo, hi = tokens[i].lo, tokens[i].hi
    sentence = parsed.sentences[tokens[trigger].sentence]
    pieces = propositions(parsed, max(lo, sentence.lo), min(hi, sentence.hi), frozenset((trigger,)))
    holding = [piece for piece in pieces if piece.lo <= trigger < piece.hi]
    if holding:
        best = min(holding, key=lambda piece: piece.hi - piece.lo)
        if best.head == trigger or best.head not in reporting:
            return best
    if is_verbal(tokens[trigger]):
        return Proposition(trigger, tokens[trigger].hi, trigger)
    return Proposition(*noun_phrase(parsed, trigger), trigger, clausal=False)


def hedge_of(parsed: Parsed, trigger: int) -> Hedge | None:
    """The hedge over an event, looked for from its trigger up to the clause it stands in."""
    adverbs, modifiers = hedges("adverb"), hedges("modifier")
    passives, seeming, nouns = hedges("passive"), hedges("seeming"), hedges("noun")
    tokens = parsed.tokens
    i = trigger
    for _ in range(8):
        token = tokens[i]
        for child in parsed.children(i, "advmod", "amod", "compound"):
            table = adverbs if child.dep == "advmod" else modifiers
            if child.lower in table:
                return Hedge(table[child.lower], OUTLET, child.i, child.i + 1)
        if token.head == i:
            return None
        above = tokens[token.head]
        if token.dep in ("xcomp", "ccomp") and above.lemma in passives and parsed.child(above.i, "auxpass") is not None:
            if parsed.child(above.i, "agent") is None:
                return Hedge(passives[above.lemma], OUTLET, above.i, above.i + 1)
        elif token.dep == "xcomp" and above.lemma in seeming:
            return Hedge(seeming[above.lemma], OUTLET, above.i, above.i + 1)
        elif token.dep == "ccomp" and above.i < token.i and _only_said(above, token):
            return Hedge(StanceKind.RELAYS, OUTLET, above.i, above.i + 1)
        elif token.dep in ("acl", "ccomp"):
            noun = above if above.pos == "NOUN" else parsed.child(above.i, "nsubj", "expl")
            if noun is not None and noun.lemma in nouns and (above is noun or token.dep == "ccomp"):
                lo = noun.lo if noun.i - noun.lo <= 2 else noun.i
                return Hedge(passed_on(nouns[noun.lemma]), OUTLET, lo, noun.i + 1)
        elif token.dep == "pobj" and above.lower == "of" and tokens[above.head].lemma in nouns:
            noun = tokens[above.head]
            return Hedge(passed_on(nouns[noun.lemma]), OUTLET, noun.i, noun.i + 1)
        i = token.head
    return None


def _only_said(above: Token, clause: Token) -> bool:
    """ "nobody believed that ...": what a verb of saying or thinking governs is not the outlet's own word."""
    if above.lemma in _VOUCHED or not any("that" in row.frames for row in cues().verbs(above.lemma)):
        return False
    return clause.tag in FINITE | {"VBN", "VBG"}


def _taken_for_granted(parsed: Parsed, trigger: Token) -> bool:
    """ "the invasion": named as known, not told."""
    if trigger.pos != "NOUN" or trigger.dep in ("dobj", "ROOT", "nsubjpass"):
        return False
    return any(child.lower in _DEFINITE or child.dep == "poss" for child in parsed.children(trigger.i, "det", "poss"))


def _asks_for(parsed: Parsed, ask: Token, clause: Token) -> bool:
    """ "would ask them for help if it went on": what is asked for stands beside it, so the clause is a condition."""
    if any(child.lower in _FUTURE for child in parsed.children(ask.i, "aux")):
        return True
    asked = [child for child in parsed.children(ask.i, "xcomp", "ccomp") if child.i != clause.i]
    return bool(asked) or any(child.lower == "for" for child in parsed.children(ask.i, "prep"))


def _ask(gathering: Gathering) -> None:
    """Questions that the report tells of, and answers that leave them open."""
    parsed = gathering.parsed
    asked: dict[int, list[Draft]] = {}
    for token in parsed.tokens:
        if token.lemma != "ask" or not is_verbal(token):
            continue
        for child in parsed.children(token.i, "ccomp", "advcl", "xcomp"):
            mark = parsed.child(child.i, "mark")
            if mark is None or mark.lower not in ("whether", "if") or child.i < token.i:
                continue
            if mark.lower == "if" and _asks_for(parsed, token, child):
                continue
            for proposition in propositions(parsed, mark.i + 1, child.hi, frozenset()):
                draft = gathering.ledger.claim(proposition._replace(dropped=()))
                view = View(OUTLET, StanceKind.SUPPOSES, "", False, "asked")
                if view not in draft.views:
                    draft.views.append(view)
                asked.setdefault(token.sentence, []).append(draft)
    for one in gathering.statements:
        ranges = gathering.content[one.id]
        if len(ranges) != 1 or not asked or not leaves_open(parsed.words(*ranges[0])):
            continue
        at = parsed.tokens[ranges[0][0]].sentence
        span = one.content[0].offsets if one.content[0].part != "title" else None
        kind = StanceKind.NONCOMMITTAL
        for draft in (draft for sentence in (at - 2, at - 1, at) for draft in asked.get(sentence, ())):
            for who in gathering.holders[one.id]:
                draft.takes(Stance(who.name, one.id, kind.value, None, span), View(who.name, kind, who.name))
