"""What a verb cue takes as its content, by the frames of its row."""

from __future__ import annotations

from onrecord.codebook.cues import CueEntry, cues
from onrecord.language import Parsed
from onrecord.language.parsed import Token
from onrecord.language.phrases import noun_phrase
from onrecord.model import Offsets
from onrecord.said import sources
from onrecord.said.apart import apart, told_relative
from onrecord.said.calendar import is_time
from onrecord.said.draft import Complement
from onrecord.said.objects import TELLING, figure, governed, of_object, predicate
from onrecord.said.pieces import piece
from onrecord.said.trailing import before_narration, lead_in, torn_subject, trailing

_ANONYMOUS = frozenset(("name", "identify", "quote"))


"""What an unnamed source declines to be."""


_SIGHT = ("that", "quote", "np-to")


def complement(parsed: Parsed, verb: Token, entry: CueEntry, last: int, who: Token | None) -> Complement | None:
    """The content of a verb cue, by the first frame of its row that the parse fills."""
    frames = entry.frames
    if sources.passive(parsed, verb.i):
        return _of_passive(parsed, verb, entry)
    if "oprd" in frames:
        found = predicate(parsed, verb)
        if found:
            return found
    clausal = any(frame in frames for frame in _SIGHT)
    if clausal:
        found = _clause(parsed, verb, entry)
        if found:
            return found
    found = apart(parsed, verb, entry)
    if found:
        return found
    goal = parsed.child(verb.i, "dobj")
    if "to" in frames or (not entry.weak and ("ing" in frames or "np-to" in frames)):
        found = _infinitive(parsed, verb, goal if "np-to" in frames else None)
        if found:
            return found
    if "prep" in frames and last > verb.i and (goal is None or parsed.tokens[last].dep != "prt"):
        return governed(parsed, last)
    if goal is not None and any(frame.startswith("obj") for frame in frames):
        return of_object(parsed, verb, goal, entry)
    if entry.act == "estimate" and goal is None:
        return figure(parsed, verb)
    answer = parsed.tokens[verb.i + 1] if verb.i + 1 < len(parsed.tokens) else verb
    if "quote" in frames and answer.lower in ("yes", "no", "so"):
        return Complement([(answer.start, answer.end)], "object", 2)
    if clausal and not entry.weak and who is not None:
        found_pieces = trailing(parsed, verb, who)
        if found_pieces:
            return Complement(found_pieces[0], "trailing", 2, source=found_pieces[1])
    return None


def _clause(parsed: Parsed, verb: Token, entry: CueEntry) -> Complement | None:
    clause = next((c for c in parsed.children(verb.i, "ccomp") if c.lo > verb.i), None)
    if clause is not None and any(
        parsed.tokens[i].text == ";" for i in range(verb.i + 1, min(clause.lo + 1, clause.i))
    ):
        clause = None  # "..., the ministry said; residents reported that": the cue's own content stands before it
    hung = None
    if clause is None:
        hung = _behind_noun(parsed, verb)
        clause = hung or parsed.child(verb.i, "ccomp")
    if clause is None:
        return _around(parsed, verb)
    if clause.lo > verb.i:
        lo, cue_end = lead_in(parsed, verb, clause)
        if parsed.tokens[lo].lower == "that" and (hung or parsed.tokens[lo].tag == "IN"):
            lo += 1
        lo = _torn_off(parsed, verb, entry, lo)
        made = piece(parsed, lo, before_narration(parsed, lo, torn_subject(parsed, verb, clause.hi)))
        return Complement([made], "clause", 3, cue_end) if made else None
    relative = told_relative(parsed, verb, clause)
    if relative is not None:
        return relative
    lo, hi = _parenthesis(parsed, verb, clause)
    if lo <= clause.lo or not _set_off(parsed, lo):
        return None
    goal = parsed.child(verb.i, "dobj")
    if goal is not None and goal.i > verb.i and entry.cue not in TELLING:
        return None  # "so upset by the photographs, he ordered a strike"
    pieces = [piece(parsed, clause.lo, lo)]
    if clause.hi > hi:
        pieces.append(_rest(parsed, hi, clause.hi))
    else:
        pieces.append(_coordinated(parsed, verb, hi))
    kept = [made for made in pieces if made]
    return Complement(kept, "clause-before", 3) if kept else None


def _torn_off(parsed: Parsed, verb: Token, entry: CueEntry, lo: int) -> int:
    """The clause with its subject, where the parser made that the cue's object: "said [half the rise] [came from]"."""
    if entry.cue in TELLING or "that" in (parsed.tokens[lo - 1].lower, parsed.tokens[lo].lower):
        return lo
    goal = parsed.child(verb.i, "dobj")
    if goal is not None and verb.i < goal.lo < lo and goal.hi == lo and not is_time(goal):
        return goal.lo
    return lo


def _behind_noun(parsed: Parsed, verb: Token) -> Token | None:
    """The clause of "said in a statement that", "told reporters that", where the parser hangs it on the noun."""
    tokens = parsed.tokens
    for child in parsed.children(verb.i, "prep", "dobj", "dative"):
        noun = parsed.child(child.i, "pobj") if child.dep == "prep" else child
        if noun is None or noun.i < verb.i:
            continue
        clause = parsed.child(noun.i, "ccomp", "acl", "relcl")
        if clause is None or tokens[clause.lo].lower != "that":
            continue
        own = parsed.child(clause.i, "nsubj", "nsubjpass")
        if tokens[clause.lo].dep != "mark" and (own is None or own.i == clause.lo):
            continue
        hearing = verb.lemma in TELLING and noun.lemma not in _TALES
        if child.dep == "prep" or hearing or noun.lemma in _HEARERS:
            return clause
    return None


_HEARERS = frozenset(
    ("reporter", "journalist", "audience", "crowd", "supporter", "lawmaker", "court", "parliament", "council", "leader",
     "official", "committee", "congress", "viewer", "senator", "voter", "ambassador", "minister", "newspaper", "agency")
)  # fmt: skip


_TALES = frozenset(("story", "tale", "lie", "joke", "truth", "secret", "thing", "anecdote", "fib", "question", "favor"))
"""What is told or asked itself, where a relative clause may follow: "told a story that he had heard"."""


def _set_off(parsed: Parsed, lo: int) -> bool:
    """Whether a comma, dash or quotation mark stands before the cue's own clause."""
    return parsed.tokens[lo - 1].text in (",", "—", "–", "--", "-", '"', "”", "''", "’", "'", "?", "!", "…")


def _rest(parsed: Parsed, lo: int, hi: int) -> Offsets | None:
    """What goes on behind an inserted cue, without the conjunction or comma before it."""
    tokens = parsed.tokens
    while lo < hi and (tokens[lo].pos in ("PUNCT", "CCONJ") and tokens[lo].text not in '"“‘'):
        lo += 1
    return piece(parsed, lo, hi) if hi - lo > 1 else None


def _coordinated(parsed: Parsed, verb: Token, lo: int) -> Offsets | None:
    """ ", but it cannot be ruled out" behind an inserted cue, where nobody else speaks in it."""
    tokens = parsed.tokens
    hi = parsed.sentences[verb.sentence].hi
    if hi - lo < 4 or tokens[lo].text != "," or tokens[lo + 1].lower not in ("but", "and", "though"):
        return None
    if any(cues().verbs(tokens[i].lemma) and tokens[i].pos == "VERB" for i in range(lo, hi)):
        return None
    if not any(tokens[i].dep in ("nsubj", "nsubjpass", "expl") for i in range(lo, hi)):
        return None
    return _rest(parsed, lo + 1, hi)


def _parenthesis(parsed: Parsed, verb: Token, clause: Token) -> tuple[int, int]:
    """The tokens of the cue's own clause inside or behind what is said."""
    tokens = parsed.tokens
    lo, hi = verb.i, verb.i + 1
    for i in verb.children:
        child = tokens[i]
        if child is clause or child.dep in ("punct", "ccomp"):
            continue
        if child.i < verb.i and child.lo >= clause.lo and (clause.i < child.i or clause.i > verb.i):
            lo = min(lo, child.lo)
        elif child.i > verb.i and (clause.i < verb.i or child.hi <= clause.i):
            hi = max(hi, child.hi)
    return lo, hi


def _around(parsed: Parsed, verb: Token) -> Complement | None:
    """ "X, he said, will go": the cue hangs as a parataxis on what is said."""
    if verb.dep != "parataxis" or verb.head == verb.i:
        return None
    host = parsed.tokens[verb.head]
    ended = ";" in (parsed.tokens[verb.hi - 1].text, parsed.tokens[min(verb.hi, host.hi - 1)].text)
    goes_on = host.hi > verb.hi and not (ended and verb.lo > host.lo)
    pieces = [piece(parsed, host.lo, verb.lo), _rest(parsed, verb.hi, host.hi) if goes_on else None]
    kept = [made for made in pieces if made]
    return Complement(kept, "parenthesis", 3) if kept else None


def _infinitive(parsed: Parsed, verb: Token, goal: Token | None) -> Complement | None:
    clause = parsed.child(verb.i, "xcomp")
    if clause is None or clause.lo <= verb.i or clause.pos not in ("VERB", "AUX"):
        return None
    if clause.lemma in _ANONYMOUS and parsed.child(clause.i, "auxpass") is not None:
        return None
    given = parsed.child(clause.i, "dobj")
    if given is not None and given.lemma == "name":
        return None
    if goal is not None and goal.i > verb.i:
        lo, hi = goal.lo, max(goal.hi, goal.i + 1)
        if any(is_time(parsed.tokens[i]) for i in range(goal.i + 1, clause.lo)):  # "urged Mali on Friday to"
            hi = sources.phrase(parsed, goal.i)[1]
            pieces = [made for made in (piece(parsed, lo, hi), piece(parsed, clause.lo, clause.hi)) if made]
            return Complement(pieces, "infinitive", 2) if pieces else None
    else:
        lo = clause.lo
    made = piece(parsed, min(lo, clause.lo), _before_finite(parsed, clause))
    return Complement([made], "infinitive", 2) if made else None


def _before_finite(parsed: Parsed, clause: Token) -> int:
    """The end of an infinitive, before a finite verb that the parser joins to it: "to leave and condemned"."""
    for other in parsed.children(clause.i, "conj"):
        if other.tag in ("VBD", "VBZ") and other.i > clause.i and parsed.tokens[other.lo - 1].pos == "CCONJ":
            return other.lo - 1
    return clause.hi


def _of_passive(parsed: Parsed, verb: Token, entry: CueEntry) -> Complement | None:
    """ "was accused by X of", "is believed to": the subject and what is said of it."""
    subject = parsed.child(verb.i, "nsubjpass", "nsubj")
    if subject is not None:
        subject = sources.relative(parsed, subject, verb.i)
    rest = parsed.child(verb.i, "xcomp", "ccomp", "oprd", "advcl")
    if rest is not None and (rest.i < verb.i or (rest.dep == "advcl" and entry.act != "ask")):
        rest = None
    if rest is None:
        wanted = {frame[4:] for frame in entry.frames if frame.startswith("obj+")}
        rest = next((c for c in parsed.children(verb.i, "prep") if c.i > verb.i and c.lower in wanted), None)
    by = sources.agent(parsed, verb.i)
    named = None
    if rest is None and by is not None:  # "accused by rights groups of torture", read as groups of torture
        wanted = {frame[4:] for frame in entry.frames if frame.startswith("obj+")}
        rest = next((c for c in parsed.children(by.i, "prep") if c.lower in wanted), None)
        named = (by.lo, rest.i) if rest is not None else None
    if rest is None and by is not None and subject is not None and "obj" in entry.frames and not entry.weak:
        made = piece(parsed, *noun_phrase(parsed, subject.i))  # "the recall was confirmed by the ministry"
        told = subject.pos in ("NOUN", "PROPN") and made is not None
        return Complement([made], "object", 1, head=subject) if told and made is not None else None
    seen = entry.act == "witness" or (rest is not None and rest.dep == "oprd")
    if rest is None or (by is None and (entry.act == "label" or seen)):
        return None  # "a town named Baghuz" names, nobody speaks
    if entry.act == "refuse" and parsed.child(rest.i, "auxpass") is not None:
        return None
    pieces = []
    if subject is not None and subject.lower not in ("it", "there") and entry.act != "ask":
        made = piece(parsed, *noun_phrase(parsed, subject.i))
        if made:
            pieces.append(made)
    made = piece(parsed, max(rest.lo, verb.i + 1), rest.hi)
    if made:
        pieces.append(made)
    return Complement(sorted(pieces), "passive", 1, source=named) if pieces else None
