"""What a report says of a tie: its state, since when, what calls it, what is then owed, over what it broke."""

from __future__ import annotations

from onrecord.codebook.ties import changes, states, terms
from onrecord.language import Parsed
from onrecord.model import Span, Time
from onrecord.model.tie import TieStatus

_NOT_DONE = frozenset(("will", "would", "could", "may", "might", "should", "must", "to", "can", "shall"))
_OVER = frozenset(("over", "because", "amid"))
_ARGUMENT = frozenset(("of", "from", "off", "on", "to", "in", "out", "into"))
"""Prepositions through which a verb still speaks of the tie ("withdrew from the talks"), not around it."""
_CONDITION = frozenset(("if", "unless", "should"))
_KEPT = frozenset(("maintain", "hold", "remain", "have", "keep", "enforce", "uphold"))
_BEGINNING = frozenset(("signed", "ratified", "in_force", "announced", "resumed"))
"""Changes whose date is the day from which a tie stands."""
_BINDING = frozenset(("must", "shall", "will"))


def governor(parsed: Parsed, noun: int) -> int | None:
    """The verb over a noun phrase, through its compounds and prepositions."""
    tokens = parsed.tokens
    i = noun
    for _ in range(6):
        if tokens[i].head == i:
            return i if tokens[i].pos in ("VERB", "AUX") else None
        i = tokens[i].head
        if tokens[i].pos in ("VERB", "AUX"):
            return i
    return None


def done(parsed: Parsed, verb: int) -> bool:
    """Whether a verb is told as done: finite or a passive, neither negated nor modal nor a mere aim."""
    token = parsed.tokens[verb]
    helpers = [child.lower for child in parsed.children(verb, "aux", "auxpass")]
    if any(child.dep == "neg" for child in parsed.children(verb)) or any(word in _NOT_DONE for word in helpers):
        return False
    if token.dep in ("xcomp", "pcomp", "acl") and token.tag in ("VB", "VBG"):
        return False
    if any(child.lower in _CONDITION for child in parsed.children(verb, "mark")):
        return False
    return token.tag in ("VBD", "VBN", "VBZ", "VBP") or bool(helpers)


def status(parsed: Parsed, verb: int | None, noun: int) -> TieStatus | None:
    """What the verbs over and under a noun say of the tie's state; None where they say nothing."""
    found = None
    if verb is not None and argument(parsed, noun, verb):
        found = _state(parsed, verb)
        above = parsed.tokens[verb]
        if above.dep == "xcomp" and above.head != verb:
            found = _state(parsed, above.head, finite=False) or found
        elif above.dep == "ccomp" and above.head != verb:
            found = found or _state(parsed, above.head, finite=False)
    for child in parsed.children(noun, "relcl", "acl"):
        found = found or _state(parsed, child.i)
    return found


def argument(parsed: Parsed, noun: int, verb: int) -> bool:
    """Whether the verb speaks of the noun itself, not of what happened after or during it."""
    tokens = parsed.tokens
    i = noun
    while i != verb and tokens[i].head != i:
        if tokens[i].dep == "prep" and tokens[i].lower not in _ARGUMENT:
            return False
        i = tokens[i].head
    return True


def _state(parsed: Parsed, verb: int, finite: bool = True) -> TieStatus | None:
    lemma = parsed.tokens[verb].lemma
    particle = parsed.child(verb, "prt")
    state = (states().get(f"{lemma} {particle.lower}") if particle is not None else None) or states().get(lemma)
    if state is None:
        return None
    if done(parsed, verb):
        return state.done
    return state.open if finite else None


def since(parsed: Parsed, verb: int | None, noun: int, times: list[tuple[int, int, Time]]) -> str | None:
    """When it began, from a date on the verb that made it, or beside the noun ("the 2024 pact")."""
    tokens = parsed.tokens
    makers = [i for i in (verb, *(child.i for child in parsed.children(noun, "relcl", "acl"))) if i is not None]
    for maker in makers:
        if not _begins(parsed, maker):
            continue
        for lo, hi, time in times:
            if time.start and _dates(time, tokens[maker].lemma) and _hangs(parsed, lo, hi, maker, noun):
                return time.start
    for lo, hi, time in times:
        if tokens[noun].lo <= lo and hi <= noun and time.start and time.kind == "date":
            return time.start
    return None


def _begins(parsed: Parsed, verb: int) -> bool:
    """Whether a verb tells from when a tie stands: who signs or imposes it, or has it since; not who extends it."""
    lemma = parsed.tokens[verb].lemma
    state, made = states().get(lemma), changes().verbs.get(lemma)
    if state is None or state.done not in ("signed", "in_force", "announced"):
        return False
    return (made in _BEGINNING and done(parsed, verb)) or lemma in _KEPT


def _dates(time: Time, verb: str) -> bool:
    """Whether a time is that of the verb: "since 1962" is of what is kept up, not of what is done."""
    if time.precision == "open_end":
        return verb in _KEPT and (time.text or "").lower().startswith("since")
    return time.precision != "open_start"


def _hangs(parsed: Parsed, lo: int, hi: int, verb: int, noun: int) -> bool:
    """Whether a time's head hangs on the verb itself, or on the noun that it governs."""
    tokens = parsed.tokens
    i = parsed.head_of(lo, hi)
    for _ in range(3):
        i = tokens[i].head
        if i in (verb, noun):
            return True
        if tokens[i].pos == "VERB":
            return False
    return False


def trigger(parsed: Parsed, lo: int, hi: int) -> tuple[int, int, int] | None:
    """The clause in tokens `[lo, hi)` that calls an obligation: its tokens and what it hangs on."""
    tokens = parsed.tokens
    attack = terms().attack
    for i in range(lo, hi):
        token = tokens[i]
        if token.lower == "if" and token.dep == "mark":
            clause = tokens[token.head]
            if any(tokens[k].lemma in attack for k in range(i, clause.hi)):
                return i, min(clause.hi, hi), clause.head
        elif token.lower in ("event", "case") and i > lo and tokens[i - 1].lower in ("in", "the"):
            phrase = tokens[token.head] if token.dep == "pobj" else token
            if any(tokens[k].lemma in attack for k in range(i, min(token.hi, hi))):
                return phrase.i, min(token.hi, hi), phrase.head
    return None


def obligation(parsed: Parsed, hangs: int, start: int, stop: int, lo: int) -> tuple[int, int] | None:
    """What is owed once the trigger at tokens `[start, stop)` comes true, as tokens.

    Args:
        parsed: the parsed report.
        hangs: the token that the trigger hangs on.
        start, stop: the trigger's tokens.
        lo: the first token of the sentence.
    """
    tokens = parsed.tokens
    i = hangs
    for _ in range(5):
        token = tokens[i]
        if token.lemma in terms().pledging:
            owed = parsed.child(i, "xcomp", "ccomp") or parsed.child(i, "dobj")
            if owed is None:
                to = next((child for child in parsed.children(i, "prep") if child.lower in ("to", "for")), None)
                owed = parsed.child(to.i, "pobj", "pcomp") if to is not None else None
            if owed is not None:
                whole = token.hi if owed.pos in ("PRON", "DET") else owed.hi  # "commits each to help the other"
                return _before(parsed, owed.lo, whole, start, stop)
        binding = next((child for child in parsed.children(i, "aux") if child.lower in _BINDING), None)
        if binding is not None:
            return _before(parsed, binding.i, token.hi, start, stop)
        if token.head == i or i < lo:
            return None
        i = token.head
    return None


def _before(parsed: Parsed, lo: int, hi: int, start: int, stop: int) -> tuple[int, int] | None:
    """Tokens `[lo, hi)` without the trigger clause and without punctuation at the ends."""
    if lo <= start < hi:
        hi = start
    elif start <= lo < stop:
        lo = stop
    tokens = parsed.tokens
    while hi > lo and tokens[hi - 1].pos in ("PUNCT", "SPACE", "CCONJ") and tokens[hi - 1].text not in "\"”’'":
        hi -= 1
    return (lo, hi) if hi > lo else None


def cause(parsed: Parsed, verb: int | None) -> Span | None:
    """Over what talks collapsed or relations ended."""
    if verb is None:
        return None
    for child in parsed.children(verb, "prep"):
        if child.lower in _OVER:
            what = parsed.child(child.i, "pobj", "pcomp")
            if what is not None and what.hi > what.lo:
                hi = what.hi
                while hi > what.lo + 1 and parsed.tokens[hi - 1].pos == "PUNCT":
                    hi -= 1
                return parsed.token_span(what.lo, hi)
    return None
