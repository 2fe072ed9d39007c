"""Sources: the noun phrase that speaks, found from its cue."""

from __future__ import annotations

from onrecord.language import Parsed
from onrecord.language.parsed import Token
from onrecord.language.phrases import noun_phrase
from onrecord.said.calendar import is_time

_RELATIVE = frozenset(("who", "which", "that", "whom"))
_REFLEXIVE = frozenset(("himself", "herself", "itself", "themselves"))
_SUBJECT = ("nsubj", "csubj")
TokenRange = tuple[int, int]


def phrase(parsed: Parsed, head: int) -> TokenRange:
    """Tokens of the noun phrase of `head`, with its apposition, without what follows a comma otherwise."""
    lo, hi = noun_phrase(parsed, head, apposition=True)
    tokens = parsed.tokens
    for i in range(head + 1, hi):
        if tokens[i].text == "," and i + 1 < hi and tokens[i + 1].pos in ("ADP", "ADV", "SCONJ", "VERB", "AUX"):
            hi = i
            break
        if tokens[i].text in ('"', "“", "”", "''", "``", "—", "–", "--"):
            hi = i
            break
    for i in range(max(lo + 1, head + 1), hi):
        if is_time(tokens[i]) and tokens[i].dep in ("pobj", "npadvmod", "nmod", "appos"):
            hi = i - 1 if tokens[i - 1].pos == "ADP" and i - 1 > lo else i
            break
    if lo > 0 and lo < head and is_time(tokens[lo]) and tokens[lo - 1].pos == "ADP":  # "In December Ana Kovar said"
        lo += 1
        while lo < head and tokens[lo].pos == "NUM":
            lo += 1
    while hi - 1 > head and tokens[hi - 1].lower in _REFLEXIVE:
        hi -= 1
    while hi - 1 > lo and tokens[hi - 1].pos == "PUNCT" and tokens[hi - 1].text not in ")]":
        hi -= 1
    opened = next((i for i in range(hi - 1, lo, -1) if tokens[i].text in ("(", ")")), None)
    if opened is not None and tokens[opened].text == "(":
        hi = hi + 1 if hi < len(tokens) and tokens[hi].text == ")" else max(opened, head + 1)
    if lo > 0 and tokens[lo - 1].lower == "neither" and tokens[lo - 1].head == head:
        lo -= 1
    return lo, max(hi, lo + 1)


def speaker(parsed: Parsed, verb: int) -> Token | None:
    """The noun that speaks by `verb`: its subject, the one it shares, what it modifies, or the agent of a passive."""
    tokens = parsed.tokens
    at = verb
    for _ in range(6):
        token = tokens[at]
        if passive(parsed, at):
            return agent(parsed, at)
        own = _subject(parsed, at)
        if own is not None:
            return relative(parsed, own, at)
        if token.head == at:
            return None
        above = tokens[token.head]
        if token.dep in ("acl", "relcl"):
            above = first_conjunct(parsed, above) if token.tag == "VBG" else above
            return (
                above if above.pos in ("NOUN", "PROPN", "PRON", "NUM") and token.tag in ("VBG", "VBN", "VBD") else None
            )
        if token.dep == "pcomp":
            at = above.head
            if tokens[at].pos == "ADV" and tokens[at].dep == "advmod":  # "stopped short of admitting"
                at = tokens[at].head
            if tokens[at].pos not in ("VERB", "AUX"):
                return None
            continue
        if token.dep == "advcl" and token.tag not in ("VBG", "VBN", "VB"):
            return None
        if token.dep not in ("conj", "xcomp", "advcl", "parataxis", "ccomp", "dep", "acomp"):
            return None
        if token.dep == "ccomp" and token.tag != "VBG":
            return None
        at = above.i
        if passive(parsed, at) and token.dep in ("conj", "xcomp", "advcl"):
            subject = parsed.child(at, "nsubjpass")
            return relative(parsed, subject, at) if subject is not None else None
    return None


def _subject(parsed: Parsed, verb: int) -> Token | None:
    """The subject of a verb; of two, the one behind the colon: "Correction: An earlier version said"."""
    found = list(parsed.children(verb, *_SUBJECT))
    if len(found) > 1 and found[1].i < verb:
        between = range(found[0].i, found[1].i)
        return found[1] if any(parsed.tokens[i].text == ":" for i in between) else found[0]
    return found[0] if found else None


def relative(parsed: Parsed, subject: Token, verb: int) -> Token:
    """The noun that a relative pronoun stands for; any other subject itself."""
    if subject.lower not in _RELATIVE:
        return subject
    at = verb
    tokens = parsed.tokens
    for _ in range(4):
        if tokens[at].dep == "relcl":
            return tokens[tokens[at].head]
        if tokens[at].dep not in ("conj", "xcomp", "ccomp") or tokens[at].head == at:
            break
        at = tokens[at].head
    return subject


def pronoun(parsed: Parsed, verb: int, who: Token | None) -> int | None:
    """The relative pronoun that stands for `who` at the verb, where there is one."""
    own = parsed.child(verb, "nsubj")
    return own.i if own is not None and who is not None and own is not who and own.lower in _RELATIVE else None


def nobody(parsed: Parsed, who: Token) -> bool:
    """ "No group has claimed", "nobody said": nobody is cited."""
    return who.lower in ("nobody", "none", "nothing") or any(c.lower == "no" for c in parsed.children(who.i, "det"))


def first_conjunct(parsed: Parsed, noun: Token) -> Token:
    """The noun that a list begins with: "South Korea" of "South Korea, Ukraine and other nations accusing"."""
    tokens = parsed.tokens
    while noun.dep == "conj" and tokens[noun.head].pos in ("NOUN", "PROPN"):
        noun = tokens[noun.head]
    return noun


def passive(parsed: Parsed, verb: int) -> bool:
    """Whether the verb is a passive: "was accused", "accused by"."""
    token = parsed.tokens[verb]
    if token.tag != "VBN":
        return False
    if token.dep in ("advcl", "acl") and parsed.child(verb, "aux", "nsubj", "dobj") is None:
        return True
    return any(True for _ in parsed.children(verb, "auxpass", "nsubjpass")) or agent(parsed, verb) is not None


def agent(parsed: Parsed, verb: int) -> Token | None:
    """The noun after the "by" of a passive."""
    by = parsed.child(verb, "agent")
    if by is None:
        return None
    return parsed.child(by.i, "pobj")


def cue_range(parsed: Parsed, verb: int) -> TokenRange:
    """The verb with the auxiliaries, negation and adverbs right before it, and its particle."""
    tokens = parsed.tokens
    lo, hi = verb, verb + 1
    while (
        lo > 0
        and tokens[lo - 1].head == verb
        and (
            tokens[lo - 1].dep in ("aux", "auxpass", "neg")
            or (tokens[lo - 1].dep == "advmod" and tokens[lo - 1].pos == "ADV")
        )
    ):
        lo -= 1
    while lo < verb and tokens[lo].dep == "aux" and tokens[lo].lower == "to":
        lo += 1
    while hi < len(tokens) and tokens[hi].head == verb and tokens[hi].dep == "prt":
        hi += 1
    return lo, hi
