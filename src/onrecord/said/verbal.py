"""Verbs that attribute: "said that", "accused Pyongyang of", "..., analysts warn", "is believed to"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.codebook.cues import CueEntry, cues
from onrecord.language import Parsed
from onrecord.language.parsed import Token
from onrecord.model.statement import Act
from onrecord.said import sources
from onrecord.said.complements import complement
from onrecord.said.draft import Complement, Draft
from onrecord.said.trailing import trailing
from onrecord.said.withheld import QUESTIONS, withheld

_LEMMAS = {"hop": "hope", "lambaste": "lambast", "foresaw": "foresee"}
_FIRST = frozenset(("i", "we", "you"))
_SEEMING = frozenset(("seem", "appear"))
_IMPLIED = frozenset(("statement", "remark", "comment", "stance", "position", "account", "version"))
"""What is taken back without being told: "reversing a statement issued on Friday"."""


def lemma(token: Token) -> str:
    """The lemma, with the parser's usual slips mended."""
    return _LEMMAS.get(token.lemma, token.lemma)


def find(parsed: Parsed, spoken: list[bool]) -> Iterator[Draft]:
    """A draft for every verb cue that stands outside direct speech.

    Args:
        parsed: the parsed report.
        spoken: for each token whether it stands in direct speech.
    """
    book = cues()
    for token in parsed.tokens:
        if token.pos not in ("VERB", "AUX") or spoken[token.i]:
            continue
        entries = book.verbs(lemma(token))
        if entries:
            draft = _read(parsed, token, entries)
            if draft is not None:
                yield draft


def _read(parsed: Parsed, verb: Token, entries: tuple[CueEntry, ...]) -> Draft | None:
    if verb.dep == "acl" and verb.tag in ("VBN", "VBD"):
        draft = _misread(parsed, verb, entries)
        if draft is not None:
            return draft
    if _told_to(parsed, verb):
        return None
    who = sources.speaker(parsed, verb.i)
    if who is not None and (who.lower in _FIRST or sources.nobody(parsed, who)) and verb.lemma != "confirm":
        return None
    particled = False
    for entry in entries:
        last = verb.i
        if len(entry.words) > 1:
            last = follows(parsed, verb, entry.words[1:])
            if last < 0:
                continue
        elif particled:
            return None  # "rule out" is no ruling
        found = complement(parsed, verb, entry, last, who)
        if found is not None:
            return _draft(parsed, verb, entry, found, who)
        particled = particled or (last > verb.i and parsed.tokens[last].dep == "prt")
    return None


def _told_to(parsed: Parsed, verb: Token) -> bool:
    """ "challenged Lima to publish its figures": the object is to say it, nobody has."""
    if verb.dep != "xcomp" or verb.tag != "VB" or parsed.child(verb.i, "nsubj") is not None:
        return False
    goal = parsed.child(verb.head, "dobj")
    above = parsed.tokens[verb.head]
    return goal is not None and above.i < goal.i < verb.i and above.lemma in _DIRECTING


_DIRECTING = frozenset(
    ("challenge", "urge", "ask", "tell", "order", "force", "press", "pressure", "invite", "allow", "instruct", "direct",
     "require", "compel", "persuade", "beg", "encourage", "advise", "enable", "permit", "command", "lobby", "dare")
)  # fmt: skip
"""Verbs whose object is to do what their infinitive names."""


def _misread(parsed: Parsed, verb: Token, entries: tuple[CueEntry, ...]) -> Draft | None:
    """ "..., the agency reported on Thursday", which the parser takes for "an agency (that was) reported"."""
    entry = next((e for e in entries if len(e.words) == 1 and not e.weak and {"that", "quote"} <= e.frames), None)
    if entry is None or sources.agent(parsed, verb.i) is not None:
        return None
    who = parsed.tokens[verb.head]
    found = trailing(parsed, verb, who)
    if found is None:
        return None
    return _draft(parsed, verb, entry, Complement(found[0], "trailing", 3, source=found[1]), who)


def _draft(parsed: Parsed, verb: Token, entry: CueEntry, found: Complement, who: Token | None) -> Draft | None:
    if who is None and not sources.passive(parsed, verb.i):
        return None
    if who is not None and who.lower in ("it", "there") and entry.cue in _SEEMING:
        who = None
    lo, hi = sources.cue_range(parsed, verb.i)
    kept = withheld(parsed, verb, entry, found.pieces, found.rule)
    lo = kept.lo if kept is not None else lo
    hi = max(hi, found.cue_end)
    silent = entry.act == "retract" and found.head is not None and found.head.lemma in _IMPLIED
    return Draft(
        act=kept.act if kept is not None else _act(parsed, verb, entry, found),
        rule=f"said.{found.rule}",
        cue=(parsed.tokens[lo].start, parsed.tokens[hi - 1].end),
        cue_token=verb.i,
        source=found.source or (sources.phrase(parsed, who.i) if who is not None else None),
        pieces=[] if silent else found.pieces,
        because=f"{entry.cue}: {found.rule}",
        strength=found.strength,
        label=found.rule == "label",
        silent=silent,
        entry=entry.cue,
        pronoun=sources.pronoun(parsed, verb.i, who),
        instead_of=kept.refusing.i if kept is not None and kept.refusing is not None else _misread_noun(found),
    )


def _misread_noun(found: Complement) -> int | None:
    """The noun that heads an object and that the parser took for a verb: "dismissed as fiction claims that"."""
    misread = found.rule == "object-clause" and found.head is not None and found.head.tag == "VBZ"
    return found.head.i if misread and found.head is not None else None


_PORTRAYING = frozenset(("describe", "characterize", "characterise", "portray", "refer to", "regard"))


def _act(parsed: Parsed, verb: Token, entry: CueEntry, found: Complement) -> Act:
    """The act of the row; what is said of a thing is a label, and who asks somebody to act puts no question."""
    if entry.cue in _PORTRAYING and found.rule not in ("object", "object-clause", "clause"):
        return "label"
    if entry.cue == "ask" and found.rule in ("infinitive", "passive"):
        goal = parsed.child(verb.i, "xcomp", "advcl")
        if goal is not None and goal.tag == "VB" and parsed.tokens[goal.lo].lower not in QUESTIONS:
            return "urge"
    return entry.act


def follows(parsed: Parsed, verb: Token, words: tuple[str, ...]) -> int:
    """The last token of the particle or preposition that makes the cue ("point out"), or -1."""
    tokens = parsed.tokens
    goal = parsed.child(verb.i, "dobj")
    for child in parsed.children(verb.i, "prt", "prep", "advmod", "dative"):
        if child.i > verb.i and child.lower == words[0]:
            if child.dep != "prt" and goal is not None and verb.i < goal.i < child.i:
                return -1  # "warned Belarus against": the object comes between
            return _all_follow(tokens, child.i, words)
    return _all_follow(tokens, verb.i + 1, words)


def _all_follow(tokens: tuple[Token, ...], at: int, words: tuple[str, ...]) -> int:
    for offset, word in enumerate(words):
        if at + offset >= len(tokens) or tokens[at + offset].lower != word:
            return -1
    return at + len(words) - 1
