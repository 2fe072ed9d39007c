"""What is told otherwise than the claim around it: acts taken as given, and the report's own clauses about what is not so.

"The talks will open on Friday" is the report's forecast. "Denied that the attack was planned": the attack is taken as
given, and is not denied with the plan.
"""

from __future__ import annotations

from collections.abc import Callable

from onrecord.codebook.stances import StanceKind
from onrecord.codebook.standing import OUTLET, View
from onrecord.language import Parsed, Token
from onrecord.language.phrases import noun_phrase
from onrecord.model import Note, Stance
from onrecord.standing.clause import SUBJECT, Proposition, finite, trimmed, with_antecedent
from onrecord.standing.draft import Draft
from onrecord.standing.gathering import Gathering
from onrecord.standing.negation import negation
from onrecord.standing.outlet import telling

Realis = Callable[[int], str]
"""What the clause of a verb is told as, by the verb's token: `actual`, `future`, `negated`, `hypothetical`, ..."""

_STANCE = {
    "negated": StanceKind.ASSERTS_NOT,
    "future": StanceKind.FORECASTS,
    "hypothetical": StanceKind.FORECASTS,
}
"""The report's own stance on a clause of its own, by what it is told as."""
_KNOWN = frozenset(("after", "since", "when", "once", "because", "as", "while"))
"""Marks of clauses that are told as known."""
_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_FEWEST = 4
"""Tokens of a clause at least: "it will not" tells nothing by itself."""


def apart(g: Gathering, realis: Realis) -> None:
    """Claims for what is told otherwise than what is around it."""
    held = _Held(g)
    for token in g.parsed.tokens:
        if token.i in g.cues:
            continue
        around = held.around(token.i)
        if token.i in g.triggers:
            if around is not None and token.i not in around.heads and _granted(g.parsed, token):
                _take_as_given(g, token, around)
        elif around is None and not held.said(token.i) and _main(g.parsed, token):
            kind = _STANCE.get(realis(token.i))
            if kind is not None:
                _tell(g, token, kind)


class _Held:
    """Which claim holds a token most narrowly, and whether somebody's words do."""

    def __init__(self, g: Gathering) -> None:
        self._by_sentence: dict[int, list[tuple[int, int, Draft]]] = {}
        for draft in g.ledger.drafts:
            for sentence, places in draft.places.items():
                self._by_sentence.setdefault(sentence, []).extend((lo, hi, draft) for lo, hi in places)
        self._tokens = g.parsed.tokens
        self._content: set[int] = set()
        for one in g.statements:
            for lo, hi in g.content[one.id]:
                self._content.update(range(lo, hi))

    def around(self, i: int) -> Draft | None:
        """The narrowest claim told where token `i` stands."""
        rows = self._by_sentence.get(self._tokens[i].sentence, ())
        holding = [(hi - lo, number) for number, (lo, hi, _) in enumerate(rows) if lo <= i < hi]
        return rows[min(holding)[1]][2] if holding else None

    def said(self, i: int) -> bool:
        """Whether token `i` stands in somebody's words."""
        return i in self._content


def _main(parsed: Parsed, token: Token) -> bool:
    """Whether a token is the finite verb of a main clause with a subject of its own, and no question."""
    if token.pos not in ("VERB", "AUX") or not finite(parsed, token.i):
        return False
    if token.dep == "conj" and parsed.tokens[token.head].dep != "ROOT":
        return False
    if token.dep not in ("ROOT", "conj") or parsed.child(token.i, *SUBJECT) is None:
        return False
    sentence = parsed.sentences[token.sentence]
    return parsed.tokens[sentence.hi - 1].text != "?"


def _tell(g: Gathering, token: Token, kind: StanceKind) -> None:
    """The claim of a main clause of the report's own: what will be, may be, or is not so."""
    proposition = telling(g.parsed, token.i, None, g.cues)
    cited = any(proposition.lo <= verb < proposition.hi for verb in g.cues)
    if proposition.head != token.i or cited or proposition.hi - proposition.lo < _FEWEST:
        return
    if kind is not StanceKind.ASSERTS_NOT:
        proposition = proposition._replace(dropped=())
    elif not proposition.dropped:
        return
    draft = g.ledger.claim(proposition, level="narrated")
    _take(g, token, draft, Stance(OUTLET, None, kind.value, None, _offsets(g.parsed, token)))


def _granted(parsed: Parsed, token: Token) -> bool:
    """ "the invasion", "after it shelled the port", "the men who fled": told as known beside what is said."""
    if token.pos == "NOUN":
        return any(one.lower in _DEFINITE for one in parsed.children(token.i, "det"))
    if token.pos != "VERB" or not finite(parsed, token.i):
        return False
    if token.dep == "relcl":
        return not any(one.tag == "MD" or one.dep == "neg" for one in parsed.children(token.i, "aux", "neg"))
    mark = parsed.child(token.i, "mark", "advmod")
    return token.dep == "advcl" and mark is not None and mark.i < token.i and mark.lower in _KNOWN


def _take_as_given(g: Gathering, token: Token, around: Draft) -> None:
    """The claim of an act that somebody's words take as given."""
    proposition = _proposition(g.parsed, token, around)
    if proposition is None or not around.stances:
        return
    first = around.stances[0]
    draft = g.ledger.claim(with_antecedent(g.parsed, proposition), lambda other: other is around)
    offsets = _offsets(g.parsed, token)
    _take(g, token, draft, Stance(first.holder, first.statement, StanceKind.PRESUPPOSES.value, None, offsets))


def _proposition(parsed: Parsed, token: Token, around: Draft) -> Proposition | None:
    """The clause that a verb heads, or the phrase of a noun, within the claim that holds it."""
    noun = token.pos == "NOUN"
    lo, hi = noun_phrase(parsed, token.i, conjuncts=False) if noun else (token.lo, token.hi)
    places = [place for place in around.places[token.sentence] if place[0] <= token.i < place[1]]
    narrowest = min(places, key=lambda place: place[1] - place[0])
    lo, hi = trimmed(parsed, max(lo, narrowest[0]), min(hi, narrowest[1]))
    if not lo <= token.i < hi or hi - lo < 2 or (lo, hi) == narrowest or negation(parsed, token.i, lo, hi):
        return None
    return Proposition(lo, hi, token.i, clausal=not noun)


def _take(g: Gathering, token: Token, draft: Draft, stance: Stance) -> None:
    draft.takes(stance, View(stance.holder, StanceKind(stance.stance), stance.holder))
    says = f"{stance.holder} {stance.stance}: {draft.text[:80]}"
    g.notes.append(Note("standing", g.parsed.token_span(token.i, token.i + 1), says, "standing.inner"))


def _offsets(parsed: Parsed, token: Token) -> tuple[int, int] | None:
    span = parsed.token_span(token.i, token.i + 1)
    return span.offsets if span.part != "title" else None
