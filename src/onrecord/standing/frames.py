"""Words around a clause that give the stance on it: no evidence, not ruled out, not true, could not be verified."""

from __future__ import annotations

from onrecord.codebook.hedges import hedges
from onrecord.codebook.stances import StanceKind
from onrecord.language import Parsed
from onrecord.standing.clause import Proposition, is_verbal, that_clause, trimmed
from onrecord.standing.negation import negation

_EVIDENCE = frozenset(("evidence", "proof", "indication", "sign", "confirmation", "suggestion"))
_LITTLE = frozenset(("no", "little", "scant", "any", "zero"))
FALSE = frozenset(
    (
        "false", "untrue", "baseless", "unfounded", "groundless", "fabricated", "incorrect", "wrong", "nonsense",
        "lies", "lie", "absurd", "ridiculous", "propaganda", "fake",
    )
)  # fmt: skip
"""Words that call a claim untrue."""
_TRUE = frozenset(("true", "correct"))
_UNABLE = frozenset(("unable", "refuse", "decline", "impossible", "fail", "difficult"))
_VERIFYING = {
    "verify": StanceKind.COULD_NOT_VERIFY,
    "corroborate": StanceKind.COULD_NOT_VERIFY,
    "confirm": StanceKind.NOT_CONFIRMED,
}


def phrase(parsed: Parsed, head: int, lo: int, hi: int) -> Proposition:
    """A noun phrase: the clause inside "a claim that ...", else the phrase."""
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


def _unverified(parsed: Parsed, verb: int, lo: int, hi: int) -> Proposition | None:
    """ "it was unable to verify reports that X", "we cannot confirm that X"."""
    tokens = parsed.tokens
    i = verb
    unable = any(child.dep == "neg" for child in parsed.children(verb)) or tokens[verb].lemma in _UNABLE
    for _ in range(2):
        if tokens[i].lemma in _VERIFYING:
            break
        below = parsed.child(i, "acomp", "xcomp")
        if below is None:
            return None
        i = below.i
        unable = unable or below.lemma in _UNABLE or any(child.dep == "neg" for child in parsed.children(i))
    if not unable or tokens[i].lemma not in _VERIFYING:
        return None
    clause = parsed.child(i, "ccomp")
    what = parsed.child(i, "dobj")
    found = None
    if clause is not None and clause.i > i:
        found = Proposition(*trimmed(parsed, clause.lo, min(hi, clause.hi)), clause.i)
    elif what is not None:
        found = that_clause(parsed, what.i, hi)
    return found._replace(frame=_VERIFYING[tokens[i].lemma], dropped=()) if found is not None else None
