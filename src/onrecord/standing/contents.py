"""Reads a statement's own content: its propositions, and the stance that the statement takes on each."""

from __future__ import annotations

from onrecord.codebook.hedges import Estimate, hedges
from onrecord.codebook.stances import AGAINST, ANSWERS, Choice, StanceKind, leaves_open, negated
from onrecord.codebook.standing import OUTLET, View
from onrecord.model import Abstained, Note, Stance, Statement
from onrecord.standing.accusing import accused_of, accuses
from onrecord.standing.attitudes import held
from onrecord.standing.backrefs import Reference, reference, within
from onrecord.standing.clause import Proposition, finite, that_clause, with_antecedent
from onrecord.standing.cues import PLAIN, Spoken, passed_on, stance_on
from onrecord.standing.draft import Draft
from onrecord.standing.drafts import contradicts
from onrecord.standing.frames import FALSE, unverifiable
from onrecord.standing.gathering import SAYING, Gathering
from onrecord.standing.namesakes import named_before
from onrecord.standing.nested import reports, same_holder
from onrecord.standing.propositions import propositions
from onrecord.standing.unclaimed import no_claim

_ANSWERING = frozenset(("deny", "reject", "confirm", "admit", "doubt", "withhold"))
_LONGEST_CUE = 12
"""Tokens between a cue's head and its farthest word."""
_OUGHT = frozenset(("should", "must", "ought", "shall"))


def own(g: Gathering, one: Statement) -> list[Reference | None]:
    """Give a statement's own propositions their stances; return what of it refers back."""
    back: list[Reference | None] = []
    if not g.content[one.id]:
        return [None]
    if g.spoken[one.id].act in _ANSWERING and _answers(g, one):
        return []
    pieces = g.content[one.id]
    apart = _subject_apart(g, one)
    if apart is not None:
        pieces = pieces[1:]
    for lo, hi in pieces:
        ref = reference(g.parsed, lo, hi, g.spoken[one.id].act == "decline")
        if ref is not None and one.form not in ("direct", "label"):
            back.append(ref)
            continue
        unverified = _unverified(g, one, lo, hi)
        if unverified is not None:
            back.append(unverified)
            continue
        untrue = _called_untrue(g, one, lo, hi)
        if untrue is not None:
            back.append(untrue)
            continue
        if one.form == "direct" and leaves_open(g.parsed.words(lo, hi)):
            continue
        told = g.spoken[one.id].act
        split = told != "document"  # a clause that binds is one with its trigger
        opening = (
            ("if", "whether")
            if told in ("ask", "withhold", "decline")
            else ("of", "with", "for")
            if apart is not None
            else ()
        )
        if hi - lo > 1 and g.parsed.tokens[lo].lower in opening:
            lo += 1
        for proposition in propositions(g.parsed, lo, hi, g.triggers, g.cues, split):
            whole = (
                proposition
                if apart is None or (proposition.clausal and _has_subject(g, proposition))
                else (proposition._replace(subject=apart))
            )
            _propose(g, one, accused_of(g, one, whole, lo, hi))
            apart = None
    return back


def _answers(g: Gathering, one: Statement) -> bool:
    """ "..., a charge that she rejected": the claims that the very same words have made in another's name."""
    found = False
    for other in g.beside(one):
        if not g.made[other.id] or g.content[other.id] != g.content[one.id] or same_holder(g, one, other):
            continue
        for draft in g.made[other.id]:
            whole = Proposition(draft.lo, draft.hi, draft.lo, clausal=False)
            choice, _ = stance_on(g.parsed, g.cast, g.spoken[one.id], whole, g.holders[one.id][0])
            if choice is not None and choice.stance in ANSWERS:
                found = True
                g.take(one, draft, choice, None)
    return found


def _unverified(g: Gathering, one: Statement, lo: int, hi: int) -> Reference | None:
    """ "said they could not verify either account": what was told before is left open, not told anew."""
    if one.form == "direct" or g.spoken[one.id].act not in SAYING:
        return None
    what = unverifiable(g.parsed, g.parsed.head_of(lo, hi))
    ref = reference(g.parsed, what.lo, what.hi) if what is not None and lo <= what.lo and what.hi <= hi else None
    return ref._replace(checking=True) if ref is not None else None


def _called_untrue(g: Gathering, one: Statement, lo: int, hi: int) -> Reference | None:
    """ "called the accusations baseless": an answer to them, not a name for something."""
    verb = g.spoken[one.id].cue.verb
    if one.form != "label" or verb is None or g.parsed.tokens[g.parsed.head_of(lo, hi)].lower not in FALSE:
        return None
    ref = within(g.parsed, verb + 1, lo)
    return ref._replace(untrue=True) if ref is not None else None


def _subject_apart(g: Gathering, one: Statement) -> tuple[int, int] | None:
    """The first piece of "the two men / to have fled": the subject of what follows."""
    pieces = g.content[one.id]
    if len(pieces) < 2 or one.form == "direct":
        return None
    tokens = g.parsed.tokens
    (lo, hi), (after, _) = pieces[0], pieces[1]
    head = tokens[g.parsed.head_of(lo, hi)]
    if tokens[after].sentence != head.sentence or head.pos in ("VERB", "AUX"):
        return None
    return (lo, hi)


def _has_subject(g: Gathering, proposition: Proposition) -> bool:
    return g.parsed.child(proposition.head, "nsubj", "nsubjpass") is not None


def _propose(g: Gathering, one: Statement, proposition: Proposition) -> None:
    said = g.spoken[one.id]
    if proposition.mood == "aside":
        span = g.parsed.token_span(proposition.head, proposition.head + 1)
        kind = StanceKind.ASSERTS_NOT if proposition.negated else StanceKind.ASSERTS
        draft = g.ledger.claim(with_antecedent(g.parsed, proposition))
        draft.takes(Stance(OUTLET, None, kind.value, None, span.offsets), View(OUTLET, kind, OUTLET))
        g.notes.append(Note("standing", span, f"outlet {kind.value}: {draft.text[:80]}", "standing.aside"))
        return
    if proposition.anaphor:
        for draft in g.made[one.id]:
            g.take(one, draft, Choice(proposition.frame or StanceKind.ASSERTS, "frame"), None)
        return
    anothers = one.form != "direct" and reports(g, one, proposition)
    if anothers or held(g, one, proposition) or _untrue(g, one, proposition):
        return
    speaker = g.holders[one.id][0]
    if proposition.via is not None and said.act in SAYING:
        _told_of(g, one, proposition)
        return
    said, choice, likelihood = _chosen(g, one, proposition)
    if (choice is None and said.act == "ask") or _question(g, proposition):
        g.ledger.claim(proposition).views.append(View(speaker.name, StanceKind.SUPPOSES, "", False, "asked"))
        return
    if choice is None or no_claim(g, said, proposition):
        return
    if choice.stance is StanceKind.ASSERTS and accuses(g, one, proposition, speaker):
        choice = Choice(StanceKind.ALLEGES, "accusation")
    if proposition.negated and _should(g, proposition):
        proposition = proposition._replace(dropped=())
    if proposition.negated:
        flipped = negated(choice.stance)
        if flipped is not None and choice.stance is StanceKind.CONFIRMS and not proposition.clausal:
            flipped = StanceKind.NOT_CONFIRMED  # "confirmed neither the number nor the names"
        if flipped is None:
            proposition = proposition._replace(dropped=())
        else:
            choice = Choice(flipped, f"{choice.rule}+negation")
    kind = choice.stance
    if kind in ANSWERS and not proposition.clausal:
        meant = named_before(g.parsed, proposition.lo, proposition.hi, g.ledger)
        if meant is not None and not contradicts(meant, speaker.name, kind):
            g.take(one, meant, choice, likelihood)
            return
    draft = g.ledger.claim(proposition, lambda other: contradicts(other, speaker.name, kind), answer=kind in ANSWERS)
    if contradicts(draft, speaker.name, kind):
        _abstain(g, proposition, f"{speaker.name} both puts these words forward and denies them")
        return
    g.made[one.id].append(draft)
    draft.parties |= g.accused.get(one.id, frozenset())
    _take(g, one, draft, choice, likelihood, proposition)


def _chosen(g: Gathering, one: Statement, proposition: Proposition) -> tuple[Spoken, Choice | None, Estimate | None]:
    """The stance on a proposition, and the saying that it follows from: of words far from the cue, a plain one."""
    said, speaker = g.spoken[one.id], g.holders[one.id][0]
    plain = said._replace(act="say", cue=PLAIN)
    if one.form == "direct" and not _beside_cue(g, one, proposition):
        said = plain
    choice, likelihood = stance_on(g.parsed, g.cast, said, proposition, speaker)
    if choice is not None and choice.stance in AGAINST and _in_own_words(g, one, proposition):
        said = plain
        choice, likelihood = stance_on(g.parsed, g.cast, said, proposition, speaker)
    return said, choice, likelihood


def _abstain(g: Gathering, proposition: Proposition, reason: str) -> None:
    span = g.parsed.token_span(proposition.lo, proposition.hi)
    g.abstained.append(Abstained(span.offsets, span.text, span.part, stage="standing", reason=reason))


def _take(
    g: Gathering, one: Statement, draft: Draft, choice: Choice, likelihood: Estimate | None, proposition: Proposition
) -> None:
    """Take down a stance; where the saying itself is hedged ("reportedly said"), the report passes it on."""
    g.take(one, draft, choice, likelihood, proposition)
    if any(word in hedges("adverb") for word in g.spoken[one.id].cue.words.split()):
        g.outlet(draft, StanceKind.RELAYS, one)


def _untrue(g: Gathering, one: Statement, proposition: Proposition) -> bool:
    """ "Moscow's accusation that Britain did it is ludicrous": denied by who says so, put forward by whose it is."""
    parsed = g.parsed
    noun = parsed.child(proposition.head, "nsubj")
    verdict = parsed.child(proposition.head, "acomp", "attr")
    if noun is None or verdict is None or verdict.lower not in FALSE or parsed.child(proposition.head, "neg"):
        return False
    clause = that_clause(parsed, noun.i, noun.hi) if noun.lemma in hedges("noun") else None
    if clause is None:
        return False
    _told_of(g, one, clause._replace(via=noun.i))
    g.take(one, g.ledger.claim(clause._replace(dropped=())), Choice(StanceKind.DENIES, "called untrue"), None)
    return True


def _beside_cue(g: Gathering, one: Statement, proposition: Proposition) -> bool:
    """Whether a proposition of direct speech stands in the sentence of its cue, or next to it.

    "I am tired," she admitted. "We go on.": only the first is an admission.
    """
    verb = g.spoken[one.id].cue.verb
    if verb is None:
        return True
    tokens = g.parsed.tokens
    if tokens[verb].sentence == tokens[proposition.head].sentence:
        return True
    first, last = g.content[one.id][0][0], g.content[one.id][-1][1]
    return (proposition.lo == first and verb < first) or (proposition.hi >= last - 1 and verb > last)


def _in_own_words(g: Gathering, one: Statement, proposition: Proposition) -> bool:
    """ "We never fired," she protested: whoever objects in so many words puts these forward.

    They stand before the verb, or after a colon or comma; in "denied 'the army has fired'" they are what is denied.
    """
    verb = g.spoken[one.id].cue.verb
    if one.form != "direct" or verb is None or not finite(g.parsed, proposition.head):
        return False
    first = g.content[one.id][0][0]
    before = first - 1
    while before > verb and g.parsed.tokens[before].tag in ("``", "''"):
        before -= 1
    return verb > first or g.parsed.tokens[before].text in (":", ",")


def _should(g: Gathering, proposition: Proposition) -> bool:
    """ "should never", "don't go": what ought not to be is no proposition denied."""
    head = g.parsed.tokens[proposition.head]
    helpers = [child.lower for child in g.parsed.children(proposition.head, "aux")]
    subject = g.parsed.child(head.i, "nsubj", "nsubjpass", "expl")
    bare = head.tag == "VB" and subject is None and "to" not in helpers
    return bare or any(word in _OUGHT for word in helpers)


def _told_of(g: Gathering, one: Statement, proposition: Proposition) -> None:
    """ "addressed claims that ...": the claim is that of whoever claims, not of who speaks of it."""
    noun = proposition.via
    assert noun is not None
    if any(
        other is not one and _covers(g, other, noun) for other in g.between(noun - _LONGEST_CUE, noun + _LONGEST_CUE)
    ):
        return
    owner = g.parsed.child(noun, "poss", "amod", "compound")
    party = g.cast.party(owner.lo, owner.i + 1) if owner is not None else None
    known = party is not None and len(party.entities) == 1
    name = party.entities[0] if party is not None and known else OUTLET
    kind = hedges("noun")[g.parsed.tokens[noun].lemma]
    kind = kind if known else passed_on(kind)
    span = g.parsed.token_span(noun, noun + 1)
    draft = g.ledger.claim(proposition._replace(dropped=()))
    offsets = span.offsets if span.part != "title" else None
    draft.takes(Stance(name, None, kind.value, None, offsets), View(name, kind, name))
    g.notes.append(Note("standing", span, f"{name} {kind.value}: {draft.text[:80]}", "standing.told-of"))


def _covers(g: Gathering, one: Statement, token: int) -> bool:
    if one.cue is None:
        return False
    lo, hi = g.parsed.range_of(one.cue)
    return lo <= token < hi


def _question(g: Gathering, proposition: Proposition) -> bool:
    """Whether the sentence that a proposition closes is a question."""
    tokens = g.parsed.tokens
    stop = min(proposition.hi + 2, g.parsed.sentences[tokens[proposition.lo].sentence].hi)
    return any(tokens[i].text == "?" for i in range(proposition.hi, stop))
