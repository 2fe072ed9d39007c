"""Silence: declined to comment, did not respond, could not be reached."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.language import Parsed
from onrecord.language.parsed import Token
from onrecord.model import Offsets
from onrecord.model.statement import Act
from onrecord.said import sources
from onrecord.said.draft import Draft
from onrecord.said.pieces import piece

_SPEECH = frozenset(("comment", "elaborate", "respond", "reply", "answer", "speak", "discuss"))
_ASKED = frozenset(
    (
        "comment",
        "interview",
        "request",
        "requests",
        "question",
        "questions",
        "message",
        "messages",
        "call",
        "calls",
        "email",
        "emails",
        "inquiry",
        "inquiries",
        "query",
        "queries",
        "response",
    )
)
_NO = frozenset(("not", "n't", "n’t", "never", "no"))


def find(parsed: Parsed, spoken: list[bool]) -> Iterator[Draft]:
    """A draft for every refusal to speak; its content is empty."""
    for token in parsed.tokens:
        if token.pos not in ("VERB", "AUX", "NOUN") or spoken[token.i]:
            continue
        found = _unanswered(parsed, token) if token.lemma == "go" else _silent(parsed, token)
        if found is None:
            continue
        act, lo, hi = found
        who = (
            sources.speaker(parsed, token.i)
            if not sources.passive(parsed, token.i)
            else parsed.child(token.i, "nsubjpass")
        )
        if who is not None and token.lemma == "go":
            who = _called(parsed, who)
        if who is None or who.lower in ("i", "we"):
            continue
        cue = (parsed.tokens[lo].start, parsed.tokens[hi - 1].end)
        about = _not_drawn_on(parsed, token, hi) if token.lemma == "draw" else None
        yield Draft(
            act, "said.silence", cue, token.i, sources.phrase(parsed, who.i), [about] if about else [],
            because="a refusal or failure to speak", strength=6, silent=True, entry=token.lemma,
        )  # fmt: skip


def _called(parsed: Parsed, calls: Token) -> Token | None:
    """Whom unanswered calls were made to: "calls to the spokesman went unanswered"."""
    to = next((child for child in parsed.children(calls.i, "prep") if child.lower == "to"), None)
    return parsed.child(to.i, "pobj") if to is not None and calls.lemma in _ASKED else None


def neither(parsed: Parsed, spoken: list[bool]) -> Iterator[Draft]:
    """ "Neither confirmed nor denied that", "would not confirm or deny": one withholding, with its content."""
    tokens = parsed.tokens
    for token in tokens:
        if token.lemma != "confirm" or token.pos != "VERB" or spoken[token.i]:
            continue
        other = parsed.child(token.i, "conj")
        if other is None or other.lemma != "deny":
            continue
        begin = _negated_from(parsed, token)
        who = sources.speaker(parsed, token.i)
        if begin is None or who is None:
            continue
        clause = next(
            (c for v in (other, token) for c in parsed.children(v.i, "ccomp", "xcomp", "dobj") if c.lo > other.i), None
        )
        made = piece(parsed, clause.lo, clause.hi) if clause is not None else None
        yield Draft(
            "withhold", "said.neither", (tokens[begin].start, other.end), token.i, sources.phrase(parsed, who.i),
            [made] if made else [], "neither confirmed nor denied", 8, silent=made is None, entry="confirm",
        )  # fmt: skip
        yield Draft("withhold", "said.void", None, other.i, None, strength=9)


def _negated_from(parsed: Parsed, confirm: Token) -> int | None:
    """The first token of "neither confirmed", "did not confirm", "declined to confirm"; None where nothing negates."""
    tokens = parsed.tokens
    lo = sources.cue_range(parsed, confirm.i)[0]
    if lo > 0 and tokens[lo - 1].lower == "neither":
        lo -= 1
        while lo > 0 and tokens[lo - 1].head == confirm.i and tokens[lo - 1].dep in ("aux", "auxpass"):
            lo -= 1
    words = {tokens[i].lower for i in range(max(0, lo - 1), confirm.i)}
    if words & (_NO | {"neither"}):
        return lo
    above = tokens[confirm.head]
    if confirm.dep == "xcomp" and above.lemma in ("decline", "refuse"):
        return sources.cue_range(parsed, above.i)[0]
    return None


def _silent(parsed: Parsed, verb: Token) -> tuple[Act, int, int] | None:
    lemma = verb.lemma
    lo, hi = sources.cue_range(parsed, verb.i)
    negated = any(child.lower in _NO for child in parsed.children(verb.i, "neg"))
    above = parsed.tokens[verb.head]
    yet = verb.dep == "xcomp" and any(child.lower == "yet" for child in parsed.children(above.i, "advmod"))
    if yet and lemma in ("comment", "respond"):
        return "decline" if lemma == "comment" else "withhold", sources.cue_range(parsed, above.i)[0], hi
    subject = parsed.child(verb.i, "nsubj") if lemma == "comment" else None
    if subject is not None and any(c.lower in ("neither", "no") for c in parsed.children(subject.i, "det", "preconj")):
        return "decline", lo, hi
    if lemma in ("decline", "refuse"):
        inner = parsed.child(verb.i, "xcomp")
        if inner is not None and inner.lemma in _SPEECH and parsed.child(inner.i, "dobj", "ccomp") is None:
            return "decline", lo, _reach(parsed, inner, inner.i + 1)
        goal = parsed.child(verb.i, "dobj")
        if goal is not None and goal.lemma in ("comment", "interview", "request"):
            return "decline", lo, goal.hi
        return None
    if negated and lemma in ("respond", "reply", "answer", "return", "comment"):
        goal = parsed.child(verb.i, "dobj")
        if lemma in ("answer", "return") and (goal is None or goal.lemma not in _ASKED | {"call", "phone"}):
            return None
        end = max(_reach(parsed, verb, hi), goal.hi if goal is not None else hi)
        return ("decline" if lemma == "comment" else "withhold"), lo, end
    if lemma == "reach" and negated and sources.passive(parsed, verb.i):
        return "withhold", lo, _reach(parsed, verb, hi)
    if lemma in ("have", "make", "offer"):
        goal = parsed.child(verb.i, "dobj")
        no = parsed.child(goal.i, "det") if goal is not None else None
        if goal is not None and no is not None and no.lower == "no" and goal.lemma == "comment":
            return ("withhold" if lemma == "make" else "decline"), lo, goal.i + 1
    if lemma == "be" and negated:
        state = parsed.child(verb.i, "acomp")
        if state is not None and state.lemma in ("available", "reachable"):
            return "withhold", lo, _reach(parsed, state, state.i + 1)
    if lemma == "draw" and negated and verb.tag == "VBN":
        on = next((c for c in parsed.children(verb.i, "prep") if c.lower in ("on", "about") and c.i == hi), None)
        return ("decline", lo, on.i + 1) if on is not None else None
    if lemma in _DODGING and not negated:
        goal = parsed.child(verb.i, "dobj")
        if goal is not None and goal.lemma in ("request", "question", "call") and goal.lower.endswith("s"):
            return "withhold", lo, goal.hi
    return None


def _unanswered(parsed: Parsed, verb: Token) -> tuple[Act, int, int] | None:
    """ "went unanswered"."""
    lo, _ = sources.cue_range(parsed, verb.i)
    state = next((one for one in parsed.children(verb.i, "acomp", "oprd", "advmod") if one.lower == "unanswered"), None)
    return ("withhold", lo, state.i + 1) if state is not None else None


_DODGING = frozenset(("ignore", "dodge", "evade", "sidestep", "duck", "deflect", "brush"))


def _not_drawn_on(parsed: Parsed, verb: Token, hi: int) -> Offsets | None:
    """What somebody "would not be drawn on"."""
    inner = parsed.child(hi - 1, "pobj", "pcomp")
    return piece(parsed, hi, max(inner.hi, hi + 1)) if inner is not None and inner.i >= hi else None


def _reach(parsed: Parsed, verb: Token, end: int) -> int:
    """The end of "to a request for comment" behind the verb."""
    for child in parsed.children(verb.i, "prep"):
        inner = parsed.child(child.i, "pobj")
        if inner is not None and inner.lemma in _ASKED and child.i <= end:
            deeper = parsed.child(inner.i, "prep")
            goal = parsed.child(deeper.i, "pobj") if deeper is not None else None
            return goal.i + 1 if goal is not None and goal.lemma in _ASKED else inner.i + 1
    return end
