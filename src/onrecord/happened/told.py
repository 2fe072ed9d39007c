"""Told: clauses that are what somebody says, thinks or knows, by the word that takes them as its content.

Statements are found elsewhere and need a source and a cue; here it is enough that a clause is not the outlet's own.
"""

from __future__ import annotations

from onrecord.codebook.triggers import words
from onrecord.language.parsed import Parsed, Token


def told_of(parsed: Parsed, at: Token) -> Token | None:
    """The word of saying, thinking or telling of which the clause of `at` is the content, if any.

    What a that-clause says is its holder's, whether or not a statement was found: only verbs that make
    something so ("ensured that") pass it on as told by the outlet.
    """
    head = parsed.tokens[at.head]
    if head.i == at.i:
        return None
    if at.dep == "ccomp":
        if at.i < head.i and not _told_after(parsed, at, head):
            return None
        if any(c.text == ";" and min(at.i, head.i) < c.i < max(at.i, head.i) for c in parsed.children(head.i)):
            return None
        if head.pos == "VERB":
            return None if head.lemma in words("factual") else head
        judged = parsed.child(head.i, "acomp", "attr") if head.pos == "AUX" else head
        return judged if judged is not None and judged.lemma in words("believing") else None
    if at.dep in ("acl", "relcl"):
        if head.pos not in ("NOUN", "PROPN") or head.lemma in words("factual"):
            return None
        mark, own = parsed.child(at.i, "mark"), parsed.child(at.i, "nsubj", "nsubjpass")
        if mark is not None and mark.lower in ("that", "whether"):
            return head
        full = at.dep == "acl" or parsed.child(at.i, "dobj") is not None  # no gap: not "the claim it makes"
        finite = at.tag in ("VBD", "VBZ", "VBP") or any(a.tag[:2] in ("VB", "MD") for a in parsed.children(at.i, "aux"))
        unmarked = full and finite and own is not None and own.i > head.i
        return head if unmarked and head.lemma in words("believing") | words("false") else None
    if at.dep in ("pcomp", "xcomp"):
        above = parsed.tokens[head.head] if at.dep == "pcomp" else head
        about = at.dep == "xcomp" or head.lower in ("of", "about", "over", "on")
        if about and at.tag == "VBG" and above.lemma in words("telling"):
            return above
    return None


def _told_after(parsed: Parsed, at: Token, head: Token) -> bool:
    """Whether a verb that follows a clause tells who said it: ", an editor said", not "..., and officials say ..."."""
    joined = any(c.dep == "cc" and at.i < c.i < head.i for c in parsed.children(head.i))
    return not joined and head.lemma in words("say")


def cited_behind(parsed: Parsed, at: Token) -> Token | None:
    """The verb of saying that closes the clause of `at` where the parse took it for a relative clause.

    "... killed 31 people, a network of doctors said on Friday": no noun is described there.
    """
    for i in range(at.i + 1, at.hi):
        token = parsed.tokens[i]
        if token.dep not in ("relcl", "parataxis", "conj") or token.lemma not in words("citing"):
            continue
        subject = parsed.child(i, "nsubj")
        if subject is None or subject.i > i or subject.tag in ("WDT", "WP") or subject.lower == "that":
            continue
        comma = subject.lo > 0 and parsed.tokens[subject.lo - 1].text == ","
        if comma and parsed.child(i, "dobj", "ccomp") is None:
            return token
    return None


def listed_behind(parsed: Parsed, at: Token) -> Token | None:
    """The word that a list of clauses hangs on, where the parse hung all but the first on its verb instead.

    "said that A crossed the border, seized a post and went home": seized goes with crossed, not with said.
    """
    if at.dep != "conj" or at.i == 0 or parsed.tokens[at.i - 1].text != ",":
        return None
    if parsed.child(at.i, "nsubj", "nsubjpass") is not None or parsed.child(at.i, "conj") is None:
        return None
    for i in range(at.i - 2, at.head, -1):
        inner = parsed.tokens[i]
        if (
            inner.pos == "VERB"
            and {inner.tag, at.tag} <= {"VBD", "VBN", at.tag}
            and inner.dep in ("ccomp", "relcl", "acl")
        ):
            return told_of(parsed, inner)
    return None
