"""Which stance a statement takes: its cue, negation, mood and tense, and whose act the content tells."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.codebook.hedges import Estimate, estimate, hedges
from onrecord.codebook.stances import AGAINST, OPEN, SILENT, Choice, Frame, StanceKind, by_act, by_wording, takes_none
from onrecord.codebook.standing import OUTLET
from onrecord.language import Parsed
from onrecord.language.phrases import noun_phrase, subject
from onrecord.model import Cast, Statement
from onrecord.standing.clause import Proposition
from onrecord.standing.frames import DETAILS
from onrecord.standing.holders import Holder

_MODALS = frozenset(("may", "might", "could"))
_ABLE = frozenset(("could", "can", "ca"))
"""Helpers that, negated, tell of an inability and forecast nothing."""
_FUTURE = frozenset(("will", "would", "'ll", "’ll", "shall", "wo", "'d"))
_OBLIGING = frozenset(
    ("must", "shall", "should", "ought", "obliges", "obliged", "obligates", "obligated", "requires", "required")
)
_NEGATIVE_SUBJECT = frozenset(("neither", "none", "no", "nobody", "nor", "few"))
_REFUSING = frozenset(("refuse", "decline", "unable", "fail", "unwilling"))
_READY = {"able": "unable", "willing": "unwilling", "ready": "unwilling", "prepared": "unwilling"}
"""What becomes of these where they are negated: "was not able to verify"."""
_FALSELY = frozenset(("falsely", "wrongly", "untruthfully", "mendaciously", "incorrectly", "misleadingly"))
_BY_NOUN = frozenset((StanceKind.ALLEGES, StanceKind.RUMOURS))
"""What a noun makes of its content even where its source is named: "a British claim that"."""
_ABOUT_TO = frozenset(("going", "is", "are"))
_DANGER = frozenset(("danger", "risk", "brink", "verge", "imminent", "inevitable"))
_PLAIN = frozenset(("say", "answer", "agree"))
_OURS = frozenset(("we", "i", "our"))
_SELF = frozenset(("it", "he", "she", "they"))


_WITHHOLDING = frozenset(("withhold", "decline"))
_IMPERSONAL = OPEN | SILENT | {
    StanceKind.RELAYS, StanceKind.RUMOURS, StanceKind.FORECASTS, StanceKind.ESTIMATES, StanceKind.NO_EVIDENCE,
    StanceKind.CANNOT_RULE_OUT, StanceKind.SUPPOSES, StanceKind.PRESUPPOSES, StanceKind.OBLIGES,
}  # fmt: skip
"""Stances that the outlet itself can take where nobody is named; the others are somebody's, whom it passes on."""


class CueReading(NamedTuple):
    """A cue in its surroundings.

    Attributes:
        words: the cue with its auxiliaries, negation and adverbs, in lower case.
        verb: the token that heads it; None without a cue.
        negated: "has not", "neither ... has".
        falsely: somebody (the outlet, or who relays it) judges the content untrue.
    """

    words: str
    verb: int | None
    negated: bool
    falsely: bool


class Spoken(NamedTuple):
    """What of a statement its stances depend on."""

    act: str
    form: str
    cue: CueReading
    source: bool


PLAIN = CueReading("", None, False, False)
"""The cue of a sentence that its statement's own cue does not reach: it is merely said."""


def spoken(parsed: Parsed, statement: Statement) -> Spoken:
    """A statement's act, form and cue in its surroundings."""
    act = statement.cue.act if statement.cue is not None else "say"
    return Spoken(act, statement.form, _read_cue(parsed, statement), statement.source is not None)


def _read_cue(parsed: Parsed, statement: Statement) -> CueReading:
    """The cue of a statement with what the parse hangs on it."""
    if statement.cue is None:
        return CueReading("", None, False, False)
    lo, hi = parsed.range_of(statement.cue)
    if hi <= lo:
        return CueReading(statement.cue.text.lower(), None, False, False)
    tokens = parsed.tokens
    verb = next((i for i in range(lo, hi) if tokens[i].pos == "VERB"), parsed.head_of(lo, hi))
    first, negated, falsely = lo, False, False
    for child in parsed.children(verb, "aux", "auxpass", "neg", "advmod", "preconj"):
        if child.i < lo and child.i >= lo - 5:
            first = min(first, child.i)
        negated = negated or child.dep == "neg" or child.lower == "never"
        falsely = falsely or child.lower in _FALSELY
    who = subject(parsed, verb)
    if who is not None and tokens[who.lo].lower in _NEGATIVE_SUBJECT:
        negated = True
    if tokens[verb].dep == "pcomp" and tokens[tokens[verb].head].lower == "without":
        negated = True  # "without saying that"
    words = _refusing(parsed, verb) + parsed.words(first, hi).lower()
    if negated and " not " not in f" {words} ":
        words = f"not {words}"
    return CueReading(words, verb, negated, falsely)


def _refusing(parsed: Parsed, verb: int) -> str:
    """ "refused to" before "confirm", "has yet to", "was unable to", "was not able to"."""
    token = parsed.tokens[verb]
    above = parsed.tokens[token.head]
    if token.dep != "xcomp" or above.i >= verb:
        return ""
    yet = parsed.child(above.i, "advmod", "neg")
    if above.lemma in _REFUSING:
        return f"{above.lower} to "
    if above.lower in _READY and any(parsed.child(i, "neg") for i in (above.i, above.head)):
        return f"{_READY[above.lower]} to "
    return "yet to " if yet is not None and yet.lower == "yet" else ""


def stance_on(
    parsed: Parsed, cast: Cast, spoken: Spoken, proposition: Proposition, speaker: Holder
) -> tuple[Choice | None, Estimate | None]:
    """The stance that a statement takes on one proposition of its content, and its estimative words."""
    likelihood = estimate([parsed.tokens[i].lower for i in range(proposition.lo, proposition.hi)])
    if proposition.mood == "conditional":
        return Choice(StanceKind.SUPPOSES, "condition"), likelihood
    if proposition.frame is not None:
        return Choice(proposition.frame, f"frame:{proposition.frame}"), likelihood
    if takes_none(spoken.cue.words):
        return None, likelihood
    if not spoken.source and speaker.name == OUTLET:
        return _nobody(_chosen(parsed, cast, spoken, proposition, speaker, likelihood)), likelihood
    return _chosen(parsed, cast, spoken, proposition, speaker, likelihood), likelihood


def _nobody(choice: Choice | None) -> Choice | None:
    """What the outlet makes of a stance that nobody is named for ("has been criticised"): it passes it on."""
    if choice is None or choice.stance in AGAINST:
        return None
    if choice.stance is StanceKind.ASSERTS and choice.rule.startswith("hedges.tsv"):
        return choice  # "it is known that"
    return Choice(passed_on(choice.stance), choice.rule)


def passed_on(stance: StanceKind) -> StanceKind:
    """The outlet's stance where it passes on what somebody does whom nobody names ("amid claims that")."""
    return stance if stance in _IMPERSONAL else StanceKind.RELAYS


def _chosen(
    parsed: Parsed,
    cast: Cast,
    spoken: Spoken,
    proposition: Proposition,
    speaker: Holder,
    likelihood: Estimate | None,
) -> Choice | None:
    """The stance of a statement's cue, by its noun or passive, its wording, its act."""
    act = spoken.act
    if (act in _WITHHOLDING or spoken.cue.negated) and _open_question(parsed, proposition):
        return Choice(StanceKind.PRESUPPOSES, "withheld detail")
    passed_on = _passed_on(parsed, spoken, speaker)
    worded = passed_on or by_wording(spoken.cue.words)
    if worded is not None:
        return _of_wording(parsed, spoken, proposition, worded)
    if act == "label" and proposition.clausal and spoken.form != "label" and _finite(parsed, proposition):
        act = "say"
    frame = _frame(parsed, cast, spoken.cue, proposition, speaker, likelihood)
    if act in ("say", "warn") and _endangered(parsed, proposition):
        return Choice(StanceKind.FORECASTS, "danger")
    if act in _PLAIN and _seems(parsed, proposition):
        return Choice(StanceKind.ESTIMATES, "seeming")
    if act in _PLAIN and likelihood is not None and not frame.future and not _modal(parsed, proposition):
        kind = StanceKind.FORECASTS if _prospective(parsed, proposition) else StanceKind.ESTIMATES
        return Choice(kind, "estimative words")
    return by_act(act, frame)


def _of_wording(parsed: Parsed, spoken: Spoken, proposition: Proposition, worded: Choice) -> Choice:
    """ "Believes that it will fall" looks ahead; "did not dispute" vouches for nothing."""
    if worded.stance in (StanceKind.ESTIMATES, StanceKind.FORECASTS) and spoken.cue.negated:
        return Choice(StanceKind.DOUBTS, f"{worded.rule}+negation")  # "few believe that it will keep its word"
    if worded.stance is StanceKind.ESTIMATES and _looks_ahead(parsed, proposition):
        return Choice(StanceKind.FORECASTS, f"{worded.rule}+future")
    if worded.stance in (StanceKind.DISPUTES, StanceKind.DENIES) and spoken.cue.negated:
        return Choice(StanceKind.NONCOMMITTAL, f"{worded.rule}+negation")
    return worded


def _looks_ahead(parsed: Parsed, proposition: Proposition) -> bool:
    return any(child.lower in _FUTURE for child in parsed.children(proposition.head, "aux"))


def _open_question(parsed: Parsed, proposition: Proposition) -> bool:
    """ "would not say how many had left": that some had left is taken for granted."""
    return parsed.tokens[proposition.lo].lower in DETAILS


def _passed_on(parsed: Parsed, spoken: Spoken, speaker: Holder) -> Choice | None:
    """ "It is believed that", "are said to", "claims that": passed on, often naming nobody."""
    if spoken.cue.verb is None:
        return None
    token = parsed.tokens[spoken.cue.verb]
    kind = None
    if token.pos == "NOUN":
        kind = hedges("noun").get(token.lemma)
        if not spoken.source:
            marks = (hedges("report").get(child.lower) for child in parsed.children(token.i, "amod"))
            kind = next((mark for mark in marks if mark is not None), kind)
        if kind not in _BY_NOUN and spoken.source:
            return None
    elif not spoken.source and speaker.name == OUTLET:
        kind = hedges("passive").get(token.lemma)
    return Choice(kind, f"hedges.tsv:{kind}") if kind is not None else None


def _endangered(parsed: Parsed, proposition: Proposition) -> bool:
    """ "is in danger of falling", "is at risk": what is said is that it may come."""
    head = parsed.tokens[proposition.head]
    if head.lemma != "be":
        return False
    below = list(parsed.children(head.i, "prep", "acomp", "attr"))
    found = [*below, *(one for child in below for one in parsed.children(child.i, "pobj"))]
    return any(one.lower in _DANGER for one in found)


def _seems(parsed: Parsed, proposition: Proposition) -> bool:
    """ "appears intent on it": said of what it looks like."""
    head = parsed.tokens[proposition.head]
    return head.lemma in hedges("seeming") and parsed.child(head.i, "acomp", "oprd", "xcomp") is not None


def _prospective(parsed: Parsed, proposition: Proposition) -> bool:
    """ "is likely to extend": said of what is to come."""
    words = parsed.children(proposition.head, "acomp", "xcomp")
    return any(parsed.tokens[child.i].pos == "ADJ" and parsed.child(child.i, "xcomp") is not None for child in words)


def _predicated(parsed: Parsed, head: int) -> bool:
    """ "a larger deployment is unlikely": the likelihood is all that is said of it."""
    return any(child.pos == "ADJ" for child in parsed.children(head, "acomp", "attr"))


def _modal(parsed: Parsed, proposition: Proposition) -> bool:
    helpers = [child.lower for child in parsed.children(proposition.head, "aux") if child.lower in _MODALS]
    unable = any(word in _ABLE for word in helpers) and parsed.child(proposition.head, "neg") is not None
    return bool(helpers) and not unable


def _finite(parsed: Parsed, proposition: Proposition) -> bool:
    tag = parsed.tokens[proposition.head].tag
    return tag in ("VBD", "VBZ", "VBP") or parsed.child(proposition.head, "aux", "auxpass") is not None


def _frame(
    parsed: Parsed,
    cast: Cast,
    cue: CueReading,
    proposition: Proposition,
    speaker: Holder,
    likelihood: Estimate | None,
) -> Frame:
    auxiliaries = [child.lower for child in parsed.children(proposition.head, "aux", "auxpass")]
    head = parsed.tokens[proposition.head]
    going = _about_to(parsed, head.i)
    future = going or any(word in _FUTURE for word in auxiliaries)
    if proposition.negated or parsed.child(head.i, "neg") is not None:
        future = False  # "it would not sell shells" is put forward as worded
    return Frame(
        cue_negated=cue.negated,
        possible=_modal(parsed, proposition) or (likelihood is not None and (future or _predicated(parsed, head.i))),
        future=future,
        own=future and own_act(parsed, cast, proposition, speaker),
        infinitive=head.tag == "VB" and "to" in auxiliaries,
        obliging=any(word in _OBLIGING for word in (*auxiliaries, head.lower)),
    )


def _about_to(parsed: Parsed, head: int) -> bool:
    """ "is going to suspend", "is to suspend"; not "is glad to suspend"."""
    token = parsed.tokens[head]
    if token.lower not in _ABOUT_TO or parsed.child(head, "acomp", "attr") is not None:
        return False
    below = parsed.child(head, "xcomp")
    return below is not None and (token.lower == "going" or parsed.tokens[head + 1].lower == "to")


def plan(parsed: Parsed, proposition: Proposition) -> bool:
    """Whether a clause tells what will, would or could be done."""
    return any(child.lower in _FUTURE | _ABLE for child in parsed.children(proposition.head, "aux"))


def own_act(parsed: Parsed, cast: Cast, proposition: Proposition, speaker: Holder) -> bool:
    """Whether the content's subject is the speaker's own side."""
    who = parsed.child(proposition.head, "nsubj", "nsubjpass")
    if who is None:
        return False
    if who.lower in _OURS:
        return True
    party = cast.party(*noun_phrase(parsed, who.i))
    if party.entities or party.iso3 or who.lower not in _SELF:
        return bool(speaker.iso3 & set(party.iso3) or speaker.entities & set(party.entities))
    if speaker.name.lower() in _SELF:
        return speaker.name.lower() == who.lower  # "he ... said they would": others
    if who.lower == "it" and parsed.child(proposition.head, "acomp") is not None:
        return False  # "it would be better to"
    person = speaker.name.startswith("person:")
    return speaker.name != OUTLET and person == (who.lower in ("he", "she"))
