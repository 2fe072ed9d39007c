"""Words around a clause that give the stance on it: no evidence, not ruled out, not true, could not be verified."""

from __future__ import annotations

from onrecord.codebook.hedges import hedges
from onrecord.codebook.stances import StanceKind
from onrecord.language import Parsed, Token
from onrecord.standing.clause import Proposition, is_verbal, that_clause, trimmed
from onrecord.standing.negation import negation

_EVIDENCE = frozenset(("evidence", "proof", "indication", "sign", "confirmation", "suggestion"))
_SHOWING = frozenset(("show", "suggest", "indicate", "prove"))
_LITTLE = frozenset(("no", "little", "scant", "any", "zero"))
FALSE = frozenset(
    (
        "false", "untrue", "baseless", "unfounded", "groundless", "fabricated", "incorrect", "wrong", "nonsense",
        "lies", "lie", "absurd", "ridiculous", "ludicrous", "preposterous", "propaganda", "fake", "bogus",
    )
)  # fmt: skip
"""Words that call a claim untrue."""
DETAILS = frozenset(("how", "why", "when", "where", "who", "whom", "whose", "what", "which"))
"""Words that open a question about a detail of what is taken for granted."""
_TRUE = frozenset(("true", "correct"))
_UNABLE = frozenset(("unable", "refuse", "decline", "impossible", "fail", "difficult"))
_VERIFYING = {
    "verify": StanceKind.COULD_NOT_VERIFY,
    "corroborate": StanceKind.COULD_NOT_VERIFY,
    "confirm": StanceKind.NOT_CONFIRMED,
}


def phrase(parsed: Parsed, head: int, lo: int, hi: int) -> Proposition:
    """A noun phrase: the clause inside "a claim that ...", else the phrase."""
    if parsed.tokens[head].lemma in _EVIDENCE and any(child.lower in _LITTLE for child in parsed.children(head)):
        clause = that_clause(parsed, head, hi)
        if clause is not None:
            return clause._replace(frame=StanceKind.NO_EVIDENCE, dropped=())
    if parsed.tokens[head].lemma in hedges("noun"):
        clause = that_clause(parsed, head, hi)
        if clause is not None:
            return clause._replace(via=head)
    return Proposition(lo, hi, head, negation(parsed, head, lo, hi), clausal=False)


def framed(parsed: Parsed, verb: int, lo: int, hi: int) -> Proposition | None:
    """What "there is no evidence that", "it cannot be ruled out" and "it is not true that" are about."""
    tokens = parsed.tokens
    negated = any(child.dep == "neg" for child in parsed.children(verb))
    for noun in parsed.children(verb, "attr", "dobj", "nsubj"):
        if noun.lemma not in _EVIDENCE:
            continue
        if not (negated or any(child.lower in _LITTLE for child in parsed.children(noun.i))):
            return None
        clause = that_clause(parsed, noun.i, hi)
        return clause._replace(frame=StanceKind.NO_EVIDENCE, dropped=()) if clause is not None else None
    for nothing in parsed.children(verb, "attr", "dobj", "nsubj"):
        shown = parsed.child(nothing.i, "relcl", "acl") if nothing.lower in ("nothing", "little") else None
        told = parsed.child(shown.i, "ccomp") if shown is not None and shown.lemma in _SHOWING else None
        if told is not None:  # "there is nothing to show that"
            inner = trimmed(parsed, told.lo, min(hi, told.hi))
            return Proposition(*inner, told.i, frame=StanceKind.NO_EVIDENCE)
    checked = _unverified(parsed, verb, lo, hi)
    if checked is not None:
        return checked
    particle = parsed.child(verb, "prt")
    ruled_out = tokens[verb].lemma == "rule" and particle is not None and particle.lower == "out"
    if ruled_out or tokens[verb].lemma in ("exclude", "preclude"):
        frame = StanceKind.CANNOT_RULE_OUT if negated else StanceKind.DENIES
        what = parsed.child(verb, "nsubjpass", "ccomp", "dobj")
        if what is None or what.lower in ("it", "this", "that"):
            inside = parsed.child(verb, "ccomp", "advcl")
            if inside is not None and inside.i > verb:
                what = inside
        if what is None or what.lower in ("it", "this", "that"):
            return Proposition(lo, hi, verb, frame=frame, anaphor=True)
        inner = trimmed(parsed, max(lo, what.lo), min(hi, what.hi))
        return Proposition(*inner, what.i, clausal=is_verbal(what), frame=frame)
    truth = parsed.child(verb, "acomp", "attr")
    told = parsed.child(verb, "ccomp", "advcl")
    if truth is not None and truth.lower in FALSE | _TRUE and told is not None and told.i > truth.i:
        false = (truth.lower in FALSE) != negated
        inner = trimmed(parsed, told.lo + (tokens[told.lo].lower == "that"), min(hi, told.hi))
        frame = StanceKind.ASSERTS_NOT if false else StanceKind.ASSERTS
        return Proposition(*inner, told.i, frame=frame)
    return None


def unverifiable(parsed: Parsed, verb: int) -> Token | None:
    """What "could not verify it", "was unable to verify it", "there was no way of knowing it" leave open."""
    i = _verifying(parsed, verb)
    return parsed.child(i, "dobj") if i is not None else None


def _verifying(parsed: Parsed, verb: int) -> int | None:
    """The verb of verifying that a clause says cannot be done."""
    tokens = parsed.tokens
    i = verb
    unable = any(child.dep == "neg" for child in parsed.children(verb)) or tokens[verb].lemma in _UNABLE
    for _ in range(2):
        if tokens[i].lemma in _VERIFYING:
            break
        below = parsed.child(i, "acomp", "xcomp")
        if below is None:
            return _no_way(parsed, verb)
        i = below.i
        unable = unable or below.lemma in _UNABLE or any(child.dep == "neg" for child in parsed.children(i))
    return i if unable and tokens[i].lemma in _VERIFYING else None


def _no_way(parsed: Parsed, verb: int) -> int | None:
    """ "no way of knowing", "no means to verify"."""
    for noun in parsed.children(verb, "attr", "dobj", "nsubj"):
        none = any(child.lower == "no" for child in parsed.children(noun.i))
        if noun.lemma not in ("way", "means") or not none:
            continue
        for child in parsed.children(noun.i, "prep", "acl", "relcl"):
            what = parsed.child(child.i, "pcomp") if child.dep == "prep" else child
            if what is not None and what.lemma in (*_VERIFYING, "know", "tell", "check"):
                return what.i
    return None


def _unverified(parsed: Parsed, verb: int, lo: int, hi: int) -> Proposition | None:
    """ "it was unable to verify reports that X", "we cannot confirm that X"."""
    i = _verifying(parsed, verb)
    if i is None:
        return None
    tokens = parsed.tokens
    clause = parsed.child(i, "ccomp")
    what = parsed.child(i, "dobj")
    found = None
    if clause is not None and clause.i > i:
        found = Proposition(*trimmed(parsed, clause.lo, min(hi, clause.hi)), clause.i)
    elif what is not None:
        found = that_clause(parsed, what.i, hi)
    if found is None:
        return None
    frame = _VERIFYING.get(tokens[i].lemma, StanceKind.COULD_NOT_VERIFY)
    if tokens[found.lo].lower in DETAILS:
        frame = StanceKind.PRESUPPOSES  # "no way of knowing who fired": that somebody did is taken for granted
    return found._replace(frame=frame, dropped=())
