"""Cuts what is said into propositions: clause by clause, each without its negation.

A content of several sentences or coordinated clauses makes several claims; a condition stands apart from what
depends on it; "no evidence that X" is about X.
"""

from __future__ import annotations

from onrecord.language import Parsed, Token
from onrecord.language.phrases import noun_phrase
from onrecord.standing.clause import SUBJECT, Proposition, finite, is_verbal, trimmed
from onrecord.standing.frames import framed, phrase
from onrecord.standing.negation import negation

_REPORTING = frozenset(("say", "tell", "add", "think", "believe", "know", "ask", "insist", "claim", "warn", "hope"))
"""Verbs that may follow what they govern: "it is over, they say"."""
_LONGEST_SUBJECT = 12
"""Tokens of a shared subject that a person still reads as one."""
_CONDITION = frozenset(("if", "unless", "provided", "should", "lest"))
_OWN_CLAIM = frozenset(("after", "because", "since", "as", "when", "while", "before", "though", "although", "until"))
"""Marks of adverbial clauses that tell an event of their own."""
_TOLD_BESIDE = frozenset(("after", "because"))
"""Marks after which a clause with a subject of its own is news as much as the main clause is."""


def propositions(
    parsed: Parsed, lo: int, hi: int, triggers: frozenset[int], cues: frozenset[int] = frozenset(), split: bool = True
) -> list[Proposition]:
    """The propositions of tokens `[lo, hi)`, in order.

    Args:
        parsed: the parsed report.
        lo, hi: one piece of content.
        triggers: tokens that trigger an event: an adverbial clause that holds one is told apart.
        cues: verbs that report another statement: what they govern is told apart.
        split: tell adverbial clauses apart at all.
    """
    found: list[Proposition] = []
    for start, end in _by_sentence(parsed, lo, hi):
        head = parsed.head_of(start, end)
        if not is_verbal(parsed.tokens[head]):
            asides = _asides(parsed, start, end, triggers) if split else []
            stop = asides[0].lo if asides and asides[-1].hi >= end - 1 else end
            found.append(phrase(parsed, head, *trimmed(parsed, start, stop)))
            found.extend(asides)
            continue
        clauses = _coordinated(parsed, head, start, end, cues)
        for number, verb in enumerate(clauses):
            first = start if number == 0 else _begins(parsed, clauses, number, start)
            last = _begins(parsed, clauses, number + 1, start) if number + 1 < len(clauses) else end
            clause = trimmed(parsed, first, last)
            if split:
                pieces = _apart(parsed, verb, *clause, triggers)
                found.extend(_with_subject(parsed, one, clauses[0]) if number else one for one in pieces)
            else:
                found.append(Proposition(*clause, verb, negation(parsed, verb, *clause)))
    return [one for one in found if one.hi > one.lo and _worded(parsed, one)]


def _worded(parsed: Parsed, one: Proposition) -> bool:
    """Whether there is a word in it: "[...]" is none."""
    return any(char.isalnum() for i in range(one.lo, one.hi) for char in parsed.tokens[i].text)


def _by_sentence(parsed: Parsed, lo: int, hi: int) -> list[tuple[int, int]]:
    pieces = []
    at = lo
    while at < hi:
        end = min(hi, parsed.sentences[parsed.tokens[at].sentence].hi)
        piece = trimmed(parsed, at, end)
        if piece[1] > piece[0]:
            pieces.append(piece)
        at = end
    return pieces


def _coordinated(parsed: Parsed, head: int, lo: int, hi: int, cues: frozenset[int]) -> list[int]:
    """The head and the clauses coordinated with it that have a subject, or a polarity, of their own."""
    tokens = parsed.tokens
    heads = [head]
    queue = [head]
    while queue:
        verb = queue.pop(0)
        negative = bool(negation(parsed, verb, lo, hi))
        for child in parsed.children(verb, "conj", "parataxis", "ccomp"):
            own = parsed.child(child.i, *SUBJECT) is not None
            if child.dep == "ccomp" and lo <= child.i < verb and own and _spliced(parsed, child, verb, lo):
                heads.append(child.i)
                continue
            if child.i <= verb or child.i >= hi or not is_verbal(child):
                continue
            if child.dep == "ccomp" and not (own and _loose(parsed, verb, child)):
                continue
            told = child.i in cues and child.dep == "conj"
            other = child.dep == "conj" and finite(parsed, child.i) and parsed.child(head, *SUBJECT) is not None
            if own or told or (other and (negative or bool(negation(parsed, child.i, lo, hi)))):
                heads.append(child.i)
                queue.append(child.i)
    return [verb for verb in sorted(heads) if lo <= _first(parsed, verb, lo) < hi or verb == tokens[head].i]


def _spliced(parsed: Parsed, child: Token, verb: int, lo: int) -> bool:
    """ "There is no annex, there is no base": two sentences with a comma between them, not one inside the other."""
    tokens = parsed.tokens
    if not is_verbal(child) or not finite(parsed, child.i) or child.lo < lo or child.hi > verb:
        return False
    own = parsed.child(verb, *SUBJECT)
    said = tokens[verb].lemma in _REPORTING
    return own is not None and own.i > child.i and not said and parsed.child(child.i, "mark") is None


def _with_subject(parsed: Parsed, one: Proposition, first: int) -> Proposition:
    """The second half of "had not rammed it but had come near" with the subject that both share."""
    if not one.clausal or one.subject is not None or parsed.tokens[one.head].dep != "conj":
        return one
    shared = parsed.child(first, "nsubj", "nsubjpass")
    if shared is None or parsed.child(one.head, *SUBJECT) is not None or shared.hi > one.lo:
        return one
    lo, hi = noun_phrase(parsed, shared.i)
    return one._replace(subject=(lo, hi)) if hi - lo <= _LONGEST_SUBJECT and hi <= one.lo else one


def _loose(parsed: Parsed, verb: int, child: Token) -> bool:
    """A clause that the parser hangs under its neighbour though only a comma or semicolon joins them."""
    return any(parsed.tokens[i].text in (";", ",") for i in range(verb + 1, max(verb + 1, child.lo)))


def _first(parsed: Parsed, verb: int, lo: int) -> int:
    """The first token of a coordinated clause: its own subtree, without what is coordinated before it."""
    return max(lo, parsed.tokens[verb].lo)


def _begins(parsed: Parsed, clauses: list[int], number: int, lo: int) -> int:
    """Where one of several clauses begins: after the one before it, where the parser put that inside it."""
    first = _first(parsed, clauses[number], lo)
    before = clauses[number - 1]
    return first if first > before else min(parsed.tokens[before].hi, clauses[number])


def _apart(parsed: Parsed, verb: int, lo: int, hi: int, triggers: frozenset[int]) -> list[Proposition]:
    """One clause as propositions: itself, its condition, adverbial clauses that tell events of their own."""
    tokens = parsed.tokens
    side: list[Proposition] = []
    start, end = lo, hi
    for child in parsed.children(verb, "advcl"):
        stop = min(_until_subject(parsed, child, verb), hi)
        if child.lo < lo or child.i >= hi:
            continue
        mark = parsed.child(child.i, "mark", "advmod")
        word = mark.lower if mark is not None and mark.i < child.i else tokens[child.lo].lower
        conditional = word in _CONDITION
        tells = word in _OWN_CLAIM and any(i in triggers for i in range(child.lo, stop))
        tells = tells or (word in _TOLD_BESIDE and parsed.child(child.i, *SUBJECT) is not None)
        certain = conditional and mark is not None  # "if" makes a clause of what the tagger took for a noun
        if not (conditional or tells) or not (certain or (is_verbal(child) and finite(parsed, child.i))):
            continue
        first = child.lo + 1 if tokens[child.lo].lower == word and word != "should" else child.lo
        inner = trimmed(parsed, first, stop)
        dropped = negation(parsed, child.i, *inner)
        side.append(Proposition(*inner, child.i, dropped, "conditional" if conditional else ""))
        if stop >= end - 1 and child.lo > verb:
            end = child.lo
        elif child.lo <= start and stop <= verb:
            start = stop
    for aside in _asides(parsed, start, end, triggers):
        side.append(aside)
        if aside.hi >= end - 1:
            end = aside.lo
    start, end = trimmed(parsed, start, end)
    mood = "depends" if any(one.mood == "conditional" for one in side) else ""
    own = parsed.child(verb, "mark", "advmod")
    if own is not None and own.i == start and own.lower in _OWN_CLAIM and finite(parsed, verb) and end - start > 2:
        start += 1  # "as jets bombed the town", told apart from what it hangs on
    if own is not None and own.i == start and own.lower in ("if", "unless") and end - start > 2:
        start, mood = start + 1, "conditional"  # its consequence stands in another piece of the content
    main = framed(parsed, verb, start, end) or Proposition(start, end, verb, negation(parsed, verb, start, end), mood)
    return sorted([main, *side], key=lambda one: one.lo)


def _until_subject(parsed: Parsed, clause: Token, verb: int) -> int:
    """Where a clause before its main verb ends, though the parser hung the main verb's subject on its last noun.

    "If Bela is kept in office, Drava, with its army, will be ...": no apposition, but who will be.
    """
    tokens = parsed.tokens
    if clause.i > verb or parsed.child(verb, *SUBJECT) is not None or not finite(parsed, verb):
        return clause.hi
    for i in range(clause.i + 1, clause.hi):
        if tokens[i].dep in ("appos", "conj") and tokens[tokens[i].lo - 1].text == ",":
            return tokens[i].lo
    return clause.hi


def _asides(parsed: Parsed, lo: int, hi: int, triggers: frozenset[int]) -> list[Proposition]:
    """Relative clauses after a comma that tell an event of their own.

    Such a clause is the writer's own word even inside somebody's: "according to A, troops are in a region where
    ...". Source: Potts (2005), The Logic of Conventional Implicatures: appositives are speaker-oriented.
    """
    tokens = parsed.tokens
    found = []
    for i in range(lo, hi):
        verb = tokens[i]
        if verb.dep != "relcl" or verb.lo <= lo or not finite(parsed, i) or parsed.quoted(verb.start):
            continue
        noun = tokens[verb.head]
        comma = tokens[verb.lo - 1].text == "," or (noun.dep == "appos" and tokens[noun.lo - 1].text == ",")
        stop = min(verb.hi, hi)
        if comma and any(k in triggers for k in range(verb.lo, stop)):
            inner = trimmed(parsed, verb.lo, stop)
            found.append(Proposition(*inner, i, negation(parsed, i, *inner), "aside"))
    return found
