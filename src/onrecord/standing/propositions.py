"""Cuts what is said into propositions: clause by clause, each without its negation.

A content of several sentences or coordinated clauses makes several claims; a condition stands apart from what
depends on it; "no evidence that X" is about X.
"""

from __future__ import annotations

from typing import NamedTuple

from onrecord.codebook.hedges import hedges
from onrecord.codebook.stances import StanceKind
from onrecord.language import Parsed, Token
from onrecord.language.phrases import noun_phrase

_SUBJECT = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_CONDITION = frozenset(("if", "unless", "provided", "should", "lest"))
_OWN_CLAIM = frozenset(("after", "because", "since", "as", "when", "while", "before", "though", "although", "until"))
"""Marks of adverbial clauses that tell an event of their own."""
_TOLD_BESIDE = frozenset(("after", "because"))
"""Marks after which a clause with a subject of its own is news as much as the main clause is."""
_NO = frozenset(("no", "neither", "nor"))
_NEVER = frozenset(("never", "not", "n't", "n’t", "neither", "nor"))
_MARKS = frozenset(("that", "because", "after"))
_OPENERS = _MARKS | {"then", "whether"}
_RELATIVE = frozenset(("who", "which", "that"))
_WHOLE = {"wo": "will", "ca": "can", "sha": "shall"}
"""What stays of "won't", "can't" and "shan't" without the "n't"."""
_EVIDENCE = frozenset(("evidence", "proof", "indication", "sign", "confirmation", "suggestion"))
_LITTLE = frozenset(("no", "little", "scant", "any", "zero"))
FALSE = frozenset(
    (
        "false", "untrue", "baseless", "unfounded", "groundless", "fabricated", "incorrect", "wrong", "nonsense",
        "lies", "lie", "absurd", "ridiculous", "propaganda", "fake",
    )
)  # fmt: skip
"""Words that call a claim untrue."""
_UNABLE = frozenset(("unable", "refuse", "decline", "impossible", "fail", "difficult"))
_VERIFYING = {
    "verify": StanceKind.COULD_NOT_VERIFY,
    "corroborate": StanceKind.COULD_NOT_VERIFY,
    "confirm": StanceKind.NOT_CONFIRMED,
}
_TRUE = frozenset(("true", "correct"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))


class Proposition(NamedTuple):
    """A clause or phrase that somebody stands to.

    Attributes:
        lo, hi: half-open token range.
        head: the token that heads it, a verb in a clause.
        dropped: tokens of its negation, left out of the claim's text.
        mood: `conditional` for the clause of a condition, `aside` for what the writer adds, else empty.
        clausal: whether a verb heads it.
        frame: the stance that words around it give ("there is no evidence that ..."), else None.
        anaphor: it stands for a claim told before ("it cannot be ruled out").
        via: the noun that introduced it ("claims that ..."), in whose name it is told; None for none.
        subject: tokens of a subject that stands apart ("the two men are believed to have fled").
    """

    lo: int
    hi: int
    head: int
    dropped: tuple[int, ...] = ()
    mood: str = ""
    clausal: bool = True
    frame: StanceKind | None = None
    anaphor: bool = False
    via: int | None = None
    subject: tuple[int, int] | None = None

    @property
    def negated(self) -> bool:
        """Whether the clause says that it is not so."""
        return bool(self.dropped)


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
            found.append(_phrase(parsed, head, *_trimmed(parsed, start, stop)))
            found.extend(asides)
            continue
        clauses = _coordinated(parsed, head, start, end, cues)
        for number, verb in enumerate(clauses):
            first = start if number == 0 else _first(parsed, verb, start)
            last = _first(parsed, clauses[number + 1], start) if number + 1 < len(clauses) else end
            clause = _trimmed(parsed, first, last)
            if split:
                found.extend(_apart(parsed, verb, *clause, triggers))
            else:
                found.append(Proposition(*clause, verb, _negation(parsed, verb, *clause)))
    return [one for one in found if one.hi > one.lo]


def is_verbal(token: Token) -> bool:
    """Whether a token heads a clause."""
    return token.pos in ("VERB", "AUX")


def _by_sentence(parsed: Parsed, lo: int, hi: int) -> list[tuple[int, int]]:
    pieces = []
    at = lo
    while at < hi:
        end = min(hi, parsed.sentences[parsed.tokens[at].sentence].hi)
        piece = _trimmed(parsed, at, end)
        if piece[1] > piece[0]:
            pieces.append(piece)
        at = end
    return pieces


def _trimmed(parsed: Parsed, lo: int, hi: int) -> tuple[int, int]:
    """Without punctuation, joining words and "that" at the ends; a mark inside a pair is kept by offsets later."""
    tokens = parsed.tokens
    while lo < hi and (tokens[lo].pos in ("PUNCT", "SPACE", "CCONJ") or tokens[lo].lower in _OPENERS):
        if tokens[lo].lower in _MARKS and tokens[lo].dep != "mark":
            break
        lo += 1
    while hi > lo and tokens[hi - 1].pos in ("PUNCT", "SPACE", "CCONJ"):
        hi -= 1
    closing = parsed.quoted(tokens[hi - 1].start) if hi > lo else None
    if closing is not None and closing.outer_start > tokens[lo].start and hi < len(tokens):
        while hi < len(tokens) and tokens[hi].end <= closing.outer_end:
            hi += 1  # a quotation that opens inside the clause closes inside it
    return lo, hi


def _coordinated(parsed: Parsed, head: int, lo: int, hi: int, cues: frozenset[int]) -> list[int]:
    """The head and the clauses coordinated with it that have a subject, or a polarity, of their own."""
    tokens = parsed.tokens
    heads = [head]
    queue = [head]
    while queue:
        verb = queue.pop(0)
        negative = bool(_negation(parsed, verb, lo, hi))
        for child in parsed.children(verb, "conj", "parataxis", "ccomp"):
            if child.i <= verb or child.i >= hi or not is_verbal(child):
                continue
            own = parsed.child(child.i, *_SUBJECT) is not None
            if child.dep == "ccomp" and not (own and _loose(parsed, verb, child)):
                continue
            other = bool(_negation(parsed, child.i, lo, hi)) != negative and child.tag in _FINITE | {"VBN", "VBG"}
            told = child.i in cues and child.dep == "conj"
            if own or told or (other and child.dep == "conj" and _finite(parsed, child.i)):
                heads.append(child.i)
                queue.append(child.i)
    return [verb for verb in sorted(heads) if lo <= _first(parsed, verb, lo) < hi or verb == tokens[head].i]


def _loose(parsed: Parsed, verb: int, child: Token) -> bool:
    """A clause that the parser hangs under its neighbour though only a comma or semicolon joins them."""
    return any(parsed.tokens[i].text in (";", ",") for i in range(verb + 1, max(verb + 1, child.lo)))


def _finite(parsed: Parsed, verb: int) -> bool:
    return parsed.tokens[verb].tag in _FINITE or parsed.child(verb, "aux", "auxpass") is not None


def _first(parsed: Parsed, verb: int, lo: int) -> int:
    """The first token of a coordinated clause: its own subtree, without what is coordinated before it."""
    return max(lo, parsed.tokens[verb].lo)


def _apart(parsed: Parsed, verb: int, lo: int, hi: int, triggers: frozenset[int]) -> list[Proposition]:
    """One clause as propositions: itself, its condition, adverbial clauses that tell events of their own."""
    tokens = parsed.tokens
    side: list[Proposition] = []
    start, end = lo, hi
    for child in parsed.children(verb, "advcl"):
        stop = min(child.hi, hi)
        if child.lo < lo or child.i >= hi:
            continue
        mark = parsed.child(child.i, "mark", "advmod")
        word = mark.lower if mark is not None and mark.i < child.i else tokens[child.lo].lower
        conditional = word in _CONDITION
        tells = word in _OWN_CLAIM and any(i in triggers for i in range(child.lo, stop))
        tells = tells or (word in _TOLD_BESIDE and parsed.child(child.i, *_SUBJECT) is not None)
        certain = conditional and mark is not None  # "if" makes a clause of what the tagger took for a noun
        if not (conditional or tells) or not (certain or (is_verbal(child) and _finite(parsed, child.i))):
            continue
        first = child.lo + 1 if tokens[child.lo].lower == word and word != "should" else child.lo
        inner = _trimmed(parsed, first, stop)
        dropped = _negation(parsed, child.i, *inner)
        side.append(Proposition(*inner, child.i, dropped, "conditional" if conditional else ""))
        if stop >= end - 1 and child.lo > verb:
            end = child.lo
        elif child.lo <= start and stop <= verb:
            start = stop
    for aside in _asides(parsed, start, end, triggers):
        side.append(aside)
        if aside.hi >= end - 1:
            end = aside.lo
    start, end = _trimmed(parsed, start, end)
    main = _framed(parsed, verb, start, end) or Proposition(start, end, verb, _negation(parsed, verb, start, end))
    return sorted([main, *side], key=lambda one: one.lo)


def _asides(parsed: Parsed, lo: int, hi: int, triggers: frozenset[int]) -> list[Proposition]:
    """Relative clauses after a comma that tell an event of their own.

    Such a clause is the writer's own word even inside somebody's: "according to A, troops are in a region where
    ...". Source: Potts (2005), The Logic of Conventional Implicatures: appositives are speaker-oriented.
    """
    tokens = parsed.tokens
    found = []
    for i in range(lo, hi):
        verb = tokens[i]
        if verb.dep != "relcl" or verb.lo <= lo or not _finite(parsed, i) or parsed.quoted(verb.start):
            continue
        noun = tokens[verb.head]
        comma = tokens[verb.lo - 1].text == "," or (noun.dep == "appos" and tokens[noun.lo - 1].text == ",")
        stop = min(verb.hi, hi)
        if comma and any(k in triggers for k in range(verb.lo, stop)):
            inner = _trimmed(parsed, verb.lo, stop)
            found.append(Proposition(*inner, i, _negation(parsed, i, *inner), "aside"))
    return found


def _phrase(parsed: Parsed, head: int, lo: int, hi: int) -> Proposition:
    """A noun phrase: the clause inside "a claim that ...", else the phrase."""
    if parsed.tokens[head].lemma in hedges("noun"):
        clause = _that_clause(parsed, head, hi)
        if clause is not None:
            return clause._replace(via=head)
    return Proposition(lo, hi, head, _negation(parsed, head, lo, hi), clausal=False)


def _that_clause(parsed: Parsed, noun: int, hi: int) -> Proposition | None:
    """The clause that a noun such as "claim" or "evidence" introduces."""
    for child in parsed.children(noun, "acl", "ccomp", "relcl"):
        mark = parsed.child(child.i, "mark", "dobj", "nsubj")
        if child.i > noun and is_verbal(child) and mark is not None and mark.lower == "that" and child.hi <= hi:
            inner = _trimmed(parsed, child.lo + (parsed.tokens[child.lo].lower == "that"), child.hi)
            return Proposition(*inner, child.i, _negation(parsed, child.i, *inner))
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
        found = Proposition(*_trimmed(parsed, clause.lo, min(hi, clause.hi)), clause.i)
    elif what is not None:
        found = _that_clause(parsed, what.i, hi)
    return found._replace(frame=_VERIFYING[tokens[i].lemma], dropped=()) if found is not None else None


def _framed(parsed: Parsed, verb: int, lo: int, hi: int) -> Proposition | None:
    """What "there is no evidence that", "it cannot be ruled out" and "it is not true that" are about."""
    tokens = parsed.tokens
    negated = any(child.dep == "neg" for child in parsed.children(verb))
    for noun in parsed.children(verb, "attr", "dobj", "nsubj"):
        if noun.lemma not in _EVIDENCE:
            continue
        if not (negated or any(child.lower in _LITTLE for child in parsed.children(noun.i))):
            return None
        clause = _that_clause(parsed, noun.i, hi)
        return clause._replace(frame=StanceKind.NO_EVIDENCE, dropped=()) if clause is not None else None
    checked = _unverified(parsed, verb, lo, hi)
    if checked is not None:
        return checked
    particle = parsed.child(verb, "prt")
    if tokens[verb].lemma == "rule" and particle is not None and particle.lower == "out":
        frame = StanceKind.CANNOT_RULE_OUT if negated else StanceKind.DENIES
        what = parsed.child(verb, "nsubjpass", "ccomp", "dobj")
        if what is None or what.lower in ("it", "this", "that"):
            inside = parsed.child(verb, "ccomp", "advcl")
            if inside is not None and inside.i > verb:
                what = inside
        if what is None or what.lower in ("it", "this", "that"):
            return Proposition(lo, hi, verb, frame=frame, anaphor=True)
        inner = _trimmed(parsed, max(lo, what.lo), min(hi, what.hi))
        return Proposition(*inner, what.i, clausal=is_verbal(what), frame=frame)
    truth = parsed.child(verb, "acomp", "attr")
    told = parsed.child(verb, "ccomp", "advcl")
    if truth is not None and truth.lower in FALSE | _TRUE and told is not None and told.i > truth.i:
        false = (truth.lower in FALSE) != negated
        inner = _trimmed(parsed, told.lo + (tokens[told.lo].lower == "that"), min(hi, told.hi))
        frame = StanceKind.ASSERTS_NOT if false else StanceKind.ASSERTS
        return Proposition(*inner, told.i, frame=frame)
    return None


def _negation(parsed: Parsed, head: int, lo: int, hi: int) -> tuple[int, ...]:
    """The tokens that negate a clause: "not", "never", "no" on one of its arguments."""
    found = []
    for child in parsed.children(head):
        if not lo <= child.i < hi:
            continue
        if child.dep == "neg" or (child.dep in ("advmod", "preconj") and child.lower in _NEVER):
            found.append(child.i)
        elif child.dep in ("nsubj", "nsubjpass", "dobj", "attr") and child.i < hi:
            found.extend(_no(parsed, child))
    return tuple(found)


def _no(parsed: Parsed, noun: Token) -> list[int]:
    """ "no" before a noun; "none of" before what none of it is."""
    if noun.lower == "none":
        of = parsed.child(noun.i, "prep")
        return [noun.i, of.i] if of is not None and of.lower == "of" else []
    return [child.i for child in parsed.children(noun.i, "det", "neg") if child.lower in _NO]


def wording(parsed: Parsed, proposition: Proposition) -> str:
    """The proposition in the report's own words, without its negation, its subject before it."""
    tokens = parsed.tokens
    pieces = [parsed.words(*proposition.subject)] if proposition.subject is not None else []
    at = proposition.lo
    for token in (*proposition.dropped, proposition.hi):
        if token > at:
            piece = parsed.text[tokens[at].start : tokens[token - 1].end]
            last = tokens[token - 1].lower
            pieces.append(piece[: -len(last)] + _WHOLE[last] if last in _WHOLE and token < proposition.hi else piece)
        at = token + 1
    return " ".join(pieces)


def with_antecedent(parsed: Parsed, clause: Proposition) -> Proposition:
    """A relative or participle clause with the noun that it tells of as its subject."""
    tokens = parsed.tokens
    verb = tokens[clause.head]
    if verb.dep not in ("relcl", "acl") or verb.head == verb.i or not clause.clausal:
        return clause
    first = tokens[clause.lo]
    relative = first.lower in _RELATIVE and first.dep in ("nsubj", "nsubjpass")
    participle = verb.dep == "acl" and verb.tag in ("VBN", "VBG") and parsed.child(verb.i, *_SUBJECT) is None
    if not relative and not participle and verb.dep != "relcl":
        return clause
    lo, hi = noun_phrase(parsed, verb.head, conjuncts=False)
    if hi > clause.lo:
        hi = verb.head + 1
    start = clause.lo + 1 if relative else clause.lo
    return clause._replace(lo=start, subject=(lo, hi)) if lo < hi <= clause.lo and start < clause.hi else clause
