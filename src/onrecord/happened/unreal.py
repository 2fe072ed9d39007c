"""Unreal: what stands around a clause and takes it out of what happened: conditions, questions, untruths, fictions.

Source: the grammar of conditionals and clefts in Huddleston and Pullum 2002; the lists of words are ours
(`data/event_words.tsv`).
"""

from __future__ import annotations

from onrecord.codebook.triggers import words
from onrecord.language.parsed import Parsed, Token

_CONDITIONS = frozenset(("if", "unless", "provided", "lest", "supposing"))
_INVERTED = frozenset(("should", "were", "had"))
_REACH = 5
"""Words that a conditional phrase has at most ("on the condition that")."""


def condition(parsed: Parsed, at: Token) -> str | None:
    """Whether the clause of `at` is a condition (`conditional`) or a question (`asked`)."""
    if _phrased(parsed, at):
        return "conditional"
    if at.dep in ("pcomp", "acl"):
        mark = parsed.child(at.i, "mark")
        return "asked" if mark is not None and mark.lower == "whether" else None
    if at.dep not in ("advcl", "ccomp"):
        return None
    if at.dep == "advcl":
        if any(child.lower in _CONDITIONS for child in parsed.children(at.i, "mark", "advmod")):
            return "conditional"
        first = parsed.child(at.i, "aux", "auxpass")
        if first is not None and first.lower in _INVERTED and first.i == at.lo:
            return "conditional"  # "should Iran attack", "were Seoul to send"
        if _awaited(parsed, at):
            return "conditional"
    return None


def _awaited(parsed: Parsed, at: Token) -> bool:
    """ "Until Iraq retreats": in the present, it has not yet; "until Iraq retreated" tells that it did."""
    if not any(child.lower == "until" for child in parsed.children(at.i, "mark", "prep")):
        return False
    first = parsed.child(at.i, "aux", "auxpass") or at
    return first.tag in ("VBZ", "VBP")


def marker(parsed: Parsed, at: Token) -> str:
    """The word that opens a condition of `at`."""
    for clause in parsed.children(at.i, "advcl"):
        for child in parsed.children(clause.i, "mark"):
            if child.lower in _CONDITIONS:
                return child.lower
    return "its condition"


def conditioned(parsed: Parsed, noun: Token) -> bool:
    """ "in the event of a blockade", "in case of an attack"."""
    if noun.dep != "pobj" or parsed.tokens[noun.head].lower not in ("of", "for"):
        return False
    case = parsed.tokens[parsed.tokens[noun.head].head]
    return (
        case.lemma in ("event", "case") and case.dep == "pobj" and parsed.tokens[case.head].lower in ("in", "against")
    )


def _phrased(parsed: Parsed, at: Token) -> bool:
    """Whether the words right before the clause's subject are "provided that", "so long as", "in the event that"."""
    subject = parsed.child(at.i, "nsubj", "nsubjpass")
    if subject is None or subject.i > at.i:
        return False
    begin = parsed.sentences[at.sentence].lo
    before = [token.lower for token in parsed.tokens[max(begin, subject.lo - _REACH) : subject.lo]]
    return any("-".join(before[-n:]) in words("conditions") for n in range(1, len(before) + 1))


def asked(parsed: Parsed, at: Token) -> bool:
    """Whether the sentence of a main clause is a question."""
    sentence = parsed.sentences[at.sentence]
    last = parsed.tokens[sentence.hi - 1]
    if last.text in ("”", '"', "'", "’") and sentence.hi - 2 >= sentence.lo:
        last = parsed.tokens[sentence.hi - 2]
    return last.text == "?" and at.dep in ("ROOT", "conj", "ccomp")


def nor(parsed: Parsed, at: Token) -> Token | None:
    """The "nor" that joins a verb to one before it: "did not try, nor has it jailed, anyone"."""
    if at.dep != "conj":
        return None
    joint = [c for c in parsed.children(at.head, "cc", "preconj") if at.head < c.i < at.i]
    return joint[-1] if joint and joint[-1].lower == "nor" else None


def untrue(parsed: Parsed, above: Token) -> bool:
    """Whether what `above` takes as its clause is said not to hold.

    "It is not true that ...", "it is false that ...", "a fabrication that ...", "no truth in the claim that ...".
    """
    judged = above if above.lemma in words("true") | words("false") else None
    if judged is None and above.dep == "pobj":
        outer = parsed.tokens[parsed.tokens[above.head].head]
        bare = next(parsed.children(outer.i, "attr", "dobj"), outer)
        if bare.lemma in words("basis"):
            return any(c.lower in ("no", "little", "any", "n't", "not", "without") for c in _denying(parsed, bare))
    if judged is None:
        judged = next(parsed.children(above.i, "acomp", "attr"), None)
    if judged is None:
        return False
    negated = any(c.dep == "neg" for c in (*parsed.children(above.i), *parsed.children(judged.head)))
    return judged.lemma in words("false") if not negated else judged.lemma in words("true")


def _denying(parsed: Parsed, noun: Token) -> list[Token]:
    return [*parsed.children(noun.i, "det", "neg", "amod"), *parsed.children(noun.head, "neg")]


def cleft(parsed: Parsed, at: Token) -> bool:
    """ "It was not the army that had opened fire": who did it is denied."""
    if at.dep != "relcl":
        return False
    who = parsed.tokens[at.head]
    verb = parsed.tokens[who.head]
    if who.dep != "attr" or verb.lemma != "be" or parsed.child(verb.i, "neg") is None:
        return False
    subject = parsed.child(verb.i, "nsubj")
    return subject is not None and subject.lower == "it"


def imagined(parsed: Parsed, at: Token) -> Token | None:
    """The game, plan on paper or story in which a clause is set: "in a war game, Russian forces seized ..."."""
    for preposition in parsed.children(at.i, "prep"):
        if preposition.lower in ("in", "under", "during"):
            noun = parsed.child(preposition.i, "pobj")
            if noun is not None and (noun.lemma in words("fiction") or _is_war_game(parsed, noun)):
                return noun
    return None


def _is_war_game(parsed: Parsed, noun: Token) -> bool:
    return noun.lemma in ("game", "wargame") and any(c.lower == "war" for c in parsed.children(noun.i, "compound"))
