"""What answers a claim told elsewhere: references back, reversals, rival labels."""

from __future__ import annotations

from itertools import pairwise

from onrecord.codebook.stances import SILENT, Choice, StanceKind
from onrecord.codebook.standing import View
from onrecord.language.phrases import noun_phrase
from onrecord.model import Abstained, Stance, Statement
from onrecord.standing.backrefs import TOLD, Reference, antecedents, bare, within
from onrecord.standing.clause import Proposition, that_clause
from onrecord.standing.cues import stance_on
from onrecord.standing.drafts import contradicts
from onrecord.standing.gathering import Gathering

_HELPING = frozenset(("have", "do", "be", "will", "would", "can", "could"))
_LIKEWISE = frozenset(("neither", "nor", "so"))
_OF_A_NAME = frozenset(("DET", "ADJ", "NOUN", "PROPN", "PART", "CCONJ", "ADP", "PRON", "NUM"))
_CONTRAST = frozenset(("but", "while", "whereas", "though", "although"))


def refer(g: Gathering, one: Statement, ref: Reference | None) -> None:
    """Join the claims that a content ("these allegations") or a silence ("on the report") refers to."""
    said = g.spoken[one.id]
    if one.form == "direct":
        return
    if ref is None:
        verb = said.cue.verb
        if verb is None or _of_noun(g, one, verb):
            return
        if said.act == "retract":
            if not _retract(g, one):
                _take_back(g, one, verb)
            return
        token = g.parsed.tokens[verb]
        ref = within(g.parsed, verb, token.hi)
        if ref is None:
            _keep_silent(g, one, verb)
            return
    speaker = g.holders[one.id][0]
    parties = frozenset().union(*(who.iso3 | who.entities | {who.name} for who in g.holders[one.id]))
    choice, _ = stance_on(g.parsed, g.cast, said, _whole(ref), speaker)
    if ref.checking:
        choice = Choice(StanceKind.COULD_NOT_VERIFY, "could not verify")
    elif choice is not None and choice.stance is StanceKind.COULD_NOT_VERIFY:
        ref = ref._replace(checking=True)
    ref = ref._replace(owners=_owners(g, ref), outside=g.parsed.range_of(one.source) if one.source else (0, 0))
    meant = antecedents(g.parsed, ref, g.ledger, parties)
    if ref.untrue:
        choice = Choice(StanceKind.DENIES, "called untrue")
    if not meant and said.act == "retract" and _retract(g, one):
        return
    if not meant and ref.part_in_it and choice is not None:
        whole = noun_phrase(g.parsed, g.parsed.head_of(ref.lo, ref.hi))
        g.take(one, g.ledger.claim(Proposition(*whole, ref.lo, clausal=False)), choice, None)
        return
    if not meant:
        span = g.parsed.token_span(ref.lo, ref.hi)
        reason = f"no claim near enough that {span.text[:60]!r} could mean"
        g.abstained.append(Abstained(span.offsets, span.text, span.part, stage="standing", reason=reason))
        return
    for draft in meant:
        if choice is not None and not any(contradicts(draft, who.name, choice.stance) for who in g.holders[one.id]):
            g.take(one, draft, choice, None)


def _owners(g: Gathering, ref: Reference) -> frozenset[str]:
    """Whose claim is meant: "the army's account", "Peru's version"."""
    head = g.parsed.head_of(ref.lo, ref.hi)
    owner = g.parsed.child(head, "poss")
    if owner is None or owner.pos == "PRON":
        return frozenset()
    named = g.cast.party(owner.lo, owner.i + 1)
    return frozenset(bare(name) for name in (*named.entities, named.text))


def _keep_silent(g: Gathering, one: Statement, verb: int) -> None:
    """ "Paris declined to comment.": on what others have just said, in this sentence or the one before."""
    if one.form != "none" or said_of(g, verb):
        return
    choice, _ = stance_on(g.parsed, g.cast, g.spoken[one.id], Proposition(verb, verb + 1, verb), g.holders[one.id][0])
    if choice is None or choice.stance not in SILENT:
        return
    mine = {who.name for who in g.holders[one.id]}
    ref = Reference(verb, verb + 1)
    for draft in antecedents(g.parsed, ref, g.ledger, frozenset(), farthest=1):
        if not mine & {stance.holder for stance in draft.stances}:
            g.take(one, draft, choice, None)


def said_of(g: Gathering, verb: int) -> bool:
    """Whether a silence says itself what it is about ("declined to comment on the case")."""
    token = g.parsed.tokens[verb]
    return any(g.parsed.tokens[i].lower in ("on", "about", "whether") for i in range(verb, token.hi))


def _of_noun(g: Gathering, one: Statement, verb: int) -> bool:
    """ "withdrew his statement that ...", "did not comment on the claim that ...": the noun's claims are answered."""
    found = False
    token = g.parsed.tokens[verb]
    for other in g.between(verb + 1, token.hi):
        noun = g.spoken[other.id].cue.verb
        if other is one or noun is None or g.parsed.tokens[noun].pos != "NOUN":
            continue
        for draft in g.made[other.id]:
            whole = Proposition(draft.lo, draft.hi, draft.lo, clausal=False)
            choice, _ = stance_on(g.parsed, g.cast, g.spoken[one.id], whole, g.holders[one.id][0])
            if choice is not None:
                found = True
                g.take(one, draft, choice, None)
    return found


def _retract(g: Gathering, one: Statement) -> bool:
    """ "Reversing a statement, X said it had not": what X now denies is what X takes back."""
    found = False
    for other in g.of_sentence(one):
        for draft in g.made[other.id]:
            if draft.has((StanceKind.ASSERTS_NOT, StanceKind.DENIES)):
                found = True
                g.take(one, draft, Choice(StanceKind.RETRACTS, "reversal"), None)
    return found


def _take_back(g: Gathering, one: Statement, verb: int) -> None:
    """ "Corrected its statement that no crude reached the sea": what the statement told."""
    for noun in g.parsed.children(verb, "dobj"):
        clause = that_clause(g.parsed, noun.i, noun.hi) if noun.lemma in TOLD else None
        if clause is not None:
            g.take(one, g.ledger.claim(clause._replace(dropped=())), Choice(StanceKind.RETRACTS, "taken back"), None)


def echo(g: Gathering, one: Statement) -> None:
    """ "Chad has not confirmed it, and neither has Togo": the second stands to it as the first does."""
    verb = g.spoken[one.id].cue.verb
    if verb is None or not g.made[one.id]:
        return
    found = _echoing(g, verb)
    if found is None:
        return
    lo, hi = found
    party = g.cast.party(lo, hi)
    name = party.entities[0] if len(party.entities) == 1 else g.parsed.words(lo, hi)
    span = g.parsed.token_span(lo, hi)
    offsets = span.offsets if span.part != "title" else None
    for draft in g.made[one.id]:
        for stance in [stance for stance in draft.stances if stance.statement == one.id]:
            kind = StanceKind(stance.stance)
            draft.takes(Stance(name, one.id, kind.value, None, offsets), View(name, kind, name))


def _echoing(g: Gathering, verb: int) -> tuple[int, int] | None:
    """The tokens of who does likewise: "neither have Russian observers", up to the end of the clause.

    By the order of words: the parser takes such a clause for one with "neither" as its subject.
    """
    tokens = g.parsed.tokens
    sentence = g.parsed.sentences[tokens[verb].sentence]
    for i in range(verb + 1, sentence.hi - 2):
        if tokens[i].lower in _LIKEWISE and tokens[i + 1].lemma in _HELPING:
            hi = next((k for k in range(i + 2, sentence.hi) if tokens[k].pos == "PUNCT"), sentence.hi)
            named = range(i + 2, hi)
            whole = all(tokens[k].pos in _OF_A_NAME for k in named)
            return (i + 2, hi) if whole and any(tokens[k].pos in ("NOUN", "PROPN") for k in named) else None
    return None


def rival_labels(g: Gathering) -> None:
    """ "which A described as a drill but B called a provocation": each disputes the other's word."""
    labels = [one for one in g.statements if g.spoken[one.id].act == "label" and g.made[one.id]]
    for one, other in pairwise(labels):
        first, second = g.spoken[one.id].cue.verb, g.spoken[other.id].cue.verb
        if first is None or second is None:
            continue
        tokens = g.parsed.tokens
        between = range(min(first, second), max(first, second))
        if tokens[first].sentence != tokens[second].sentence or not any(tokens[i].lower in _CONTRAST for i in between):
            continue
        if {who.name for who in g.holders[one.id]} & {who.name for who in g.holders[other.id]}:
            continue
        if not _same_thing(g, other, max(first, second)):
            continue
        for draft in g.made[other.id]:
            g.take(one, draft, Choice(StanceKind.DISPUTES, "rival label"), None)
        for draft in g.made[one.id]:
            g.take(other, draft, Choice(StanceKind.DISPUTES, "rival label"), None)


def _same_thing(g: Gathering, one: Statement, verb: int) -> bool:
    """Whether a label has no object of its own, or a pronoun: it names what the label before it named."""
    mine = g.content[one.id]
    objects = [child for child in g.parsed.children(verb, "dobj", "ccomp") if child.pos != "PRON"]
    return not any(all(not lo <= child.i < hi for lo, hi in mine) for child in objects)


def _whole(ref: Reference) -> Proposition:
    return Proposition(ref.lo, ref.hi, ref.lo, clausal=False)
