"""What is told otherwise than the claim around it: acts taken as given, the report's own clauses about what is not so.

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
from onrecord.standing.backrefs import Reference, antecedents, reference
from onrecord.standing.clause import SUBJECT, Proposition, finite, trimmed, with_antecedent
from onrecord.standing.draft import Draft
from onrecord.standing.gathering import Gathering
from onrecord.standing.negation import negation
from onrecord.standing.outlet import hedge_of, telling
from onrecord.standing.propositions import propositions

Realis = Callable[[int], str]
"""What the clause of a verb is told as, by the verb's token: `actual`, `future`, `negated`, `hypothetical`, ..."""


def told(_: int) -> str:
    """Every clause is told as so: for those who have no reader of events beside them."""
    return "actual"


_STANCE = {
    "negated": StanceKind.ASSERTS_NOT,
    "future": StanceKind.FORECASTS,
    "hypothetical": StanceKind.FORECASTS,
}
"""The report's own stance on a clause of its own, by what it is told as."""
_KNOWN = frozenset(("after", "since", "when", "once", "because", "as", "while"))
"""Marks of clauses that are told as known."""
_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_NONE = frozenset(("no", "nobody", "none", "neither", "nothing", "few", "little"))
_VERBAL = frozenset(("VERB", "AUX"))
_NAMING = frozenset(("NOUN", "PROPN", "NUM"))
_OPEN = frozenset(("whether", "unclear", "unknown", "uncertain"))
_CHECKING = frozenset(("verify", "confirm", "corroborate", "authenticate", "substantiate"))
_CAN = frozenset(("can", "ca"))
_ABLE = _CAN | {"could"}
_FEWEST = 4
"""Tokens of a clause at least: "it will not" tells nothing by itself."""


def apart(g: Gathering, realis: Realis) -> None:
    """Claims for what is told otherwise than what is around it."""
    held = _Held(g)
    for token in g.parsed.tokens:
        if token.i in g.cues or not (token.pos in _VERBAL or token.i in g.triggers):
            continue
        around = held.around(token.i)
        if token.i in g.triggers:
            if around is not None and token.i not in around.heads and _granted(g.parsed, token):
                _take_as_given(g, token, around)
        elif around is None and not held.said(token.i) and not (_unchecked(g, token) or _hedged(g, token)):
            _own_voice(g, token, realis)


def _own_voice(g: Gathering, token: Token, realis: Realis) -> None:
    kind = _STANCE.get(realis(token.i)) if _main(g.parsed, token) else None
    if kind is not None and not (kind is StanceKind.FORECASTS and _unable(g.parsed, token)):
        _tell(g, token, kind)


def told_plainly(g: Gathering, realis: Realis) -> None:
    """Claims for the report's own main clauses that nothing has told so far: what it tells as fact, in its own voice.

    They come last: no denial and no reference back means them while somebody's words are nearer.
    """
    held = _Held(g)
    for token in g.parsed.tokens:
        if not _main(g.parsed, token) or token.i in g.cues or held.said(token.i) or held.around(token.i) is not None:
            continue
        if realis(token.i) != "actual":
            continue
        sentence = g.parsed.sentences[token.sentence]
        lo, hi = max(token.lo, sentence.lo), min(token.hi, sentence.hi)
        for proposition in propositions(g.parsed, lo, hi, g.triggers, g.cues):
            _tell_plainly(g, proposition, held)


def _tell_plainly(g: Gathering, proposition: Proposition, held: _Held) -> None:
    named = any(g.parsed.tokens[i].pos in _NAMING for i in range(proposition.lo, proposition.hi))
    cited = any(proposition.lo <= verb < proposition.hi for verb in g.cues)
    covered = held.around(proposition.head) is not None or held.said(proposition.head)
    short = proposition.hi - proposition.lo < _FEWEST
    if any(g.parsed.tokens[i].lower in _OPEN for i in range(proposition.lo, proposition.hi)):
        return  # "it is unclear whether": nothing is told as fact
    if not proposition.clausal or proposition.mood or proposition.negated or short or cited or covered or not named:
        return
    draft = g.ledger.claim(proposition, level="narrated")
    token = g.parsed.tokens[proposition.head]
    _take(g, token, draft, Stance(OUTLET, None, StanceKind.ASSERTS.value, None, _offsets(g.parsed, token)))


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
    if token.pos not in _VERBAL or not finite(parsed, token.i):
        return False
    if token.dep == "conj" and parsed.tokens[token.head].dep != "ROOT":
        return False
    if token.dep not in ("ROOT", "conj") or parsed.child(token.i, *SUBJECT) is None:
        return False
    sentence = parsed.sentences[token.sentence]
    return parsed.tokens[sentence.hi - 1].text != "?"


def _unable(parsed: Parsed, token: Token) -> bool:
    """ "could not be reached", "neither version could be confirmed": said of what was not, not of what may be."""
    who = parsed.child(token.i, *SUBJECT)
    none = who is not None and parsed.tokens[who.lo].lower in _NONE
    able = any(child.lower in _CAN for child in parsed.children(token.i, "aux"))  # what it can do, it may never do
    return none or able or parsed.child(token.i, "neg") is not None


def _unchecked(g: Gathering, token: Token) -> bool:
    """ "Neither version could be independently confirmed": nobody is named who tried, so the report itself did."""
    parsed = g.parsed
    if token.lemma not in _CHECKING or token.tag != "VBN" or parsed.child(token.i, "agent") is not None:
        return False
    told = parsed.child(token.i, "nsubjpass")
    able = any(child.lower in _ABLE for child in parsed.children(token.i, "aux"))
    if told is None or not able or not _unable(parsed, token):
        return False
    ref = reference(parsed, told.lo, told.hi) or Reference(told.lo, told.hi)
    ref = ref._replace(checking=True, sides=ref.sides or parsed.tokens[told.lo].lower == "neither")
    for draft in antecedents(parsed, ref._replace(plural=ref.plural or ref.sides), g.ledger, frozenset()):
        stance = Stance(OUTLET, None, StanceKind.COULD_NOT_VERIFY.value, None, _offsets(parsed, token))
        _take(g, token, draft, stance)
    return True


def _hedged(g: Gathering, token: Token) -> bool:
    """ "reportedly crossed", "are alleged to have towed": the report passes on what it does not vouch for."""
    parsed = g.parsed
    hedge = hedge_of(parsed, token.i) if token.pos in _VERBAL else None
    if hedge is None:
        return False
    above = parsed.tokens[hedge.lo]
    clause = token.dep == "xcomp" or (token.dep == "ccomp" and finite(parsed, token.i))
    subject_of = above.dep == "nsubj" and above.head == token.head and clause  # "speculation has it that"
    own = above.head == token.i or (token.head == above.i and (clause or token.dep == "acl")) or subject_of
    if not own or above.i in g.cues:
        return True
    proposition = telling(parsed, token.i, hedge, g.cues)
    if proposition.hi - proposition.lo < _FEWEST or any(proposition.lo <= verb < proposition.hi for verb in g.cues):
        return True
    draft = g.ledger.claim(with_antecedent(parsed, proposition._replace(dropped=())), level="narrated")
    span = parsed.token_span(hedge.lo, hedge.hi)
    offsets = span.offsets if span.part != "title" else None
    _take(g, token, draft, Stance(hedge.holder, None, hedge.stance.value, None, offsets))
    return True


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
    if token.pos != "VERB" or not (finite(parsed, token.i) or parsed.child(token.i, "nsubj") is not None):
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
